"""The administrator's page of ratings and topics: labels and meanings by language, order, what is offered."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from corrigenda.claims.models import Rating, Topic
from corrigenda.claims.scales import StepWords, add_step, change_step, move_step, remove_step
from corrigenda.core.exceptions import Invalid, NotAllowed, NotFound
from corrigenda.core.models import Member
from corrigenda.web.desk.forms import languages
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen, typed

MODELS: dict[str, Any] = {"ratings": Rating, "topics": Topic}
LONGEST_LABEL = 60
LONGEST_MEANING = 300
LONGEST_TIME = 3650  # days


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one step in one language."""

    code: str
    language: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step with its words in every language that it has, and in the site's own."""

    step: Rating | Topic
    words: list[Wording]


@desk_screen
def scale(request: HttpRequest, member: Member, which: str) -> HttpResponse:
    """Ratings or topics."""
    _need(member, which)
    own = [code for code, _name in settings.LANGUAGES]
    names: dict[str, str] = dict(languages())
    steps = list(MODELS[which].objects.all())
    others = sorted({code for step in steps for code in step.labels} - set(own))
    extra = request.GET.get("with", "")
    shown = own + others + ([extra] if extra in names and extra not in own + others else [])
    context = {
        "section": "members",
        "which": which,
        "rows": [StepRow(step, [_wording(step, code, names) for code in shown]) for step in steps],
        "empty": [Wording(code, names.get(code) or code, "", "") for code in shown],
        "more_languages": [(code, name) for code, name in names.items() if code not in shown],
    }
    return render(request, "desk/scale.html", context)


@desk_action(back="scale")
def add(request: HttpRequest, member: Member, which: str) -> HttpResponse:
    """A new rating or topic."""
    _need(member, which)
    step = add_step(MODELS[which], typed(request.POST, "code", most=64), _words(request.POST), member=member)
    messages.success(request, _("Added: %(name)s.") % {"name": step})
    return SeeOther("scale", which=which)


@desk_action(back="scale_back")
def change(request: HttpRequest, member: Member, which: str, *, code: str) -> HttpResponse:
    """Other words, another place, or none at all."""
    _need(member, which)
    model, then = MODELS[which], request.POST.get("then")
    if then in {"up", "down"}:
        move_step(model, code, by=-1 if then == "up" else 1, member=member)
    elif then == "remove":
        remove_step(model, code, member=member)
        messages.success(request, _("Removed."))
    else:
        change_step(model, code, _words(request.POST), member=member)
        messages.success(request, _("Saved."))
    return SeeOther("scale_back", which=which, code=code)


@desk_screen
def back(request: HttpRequest, member: Member, which: str, *, code: str) -> HttpResponse:
    """Back to the list, at the step."""
    _need(member, which)
    place = SeeOther("scale", which=which)
    place["Location"] = f"{place.url}#{code}"
    return place


def _need(member: Member, which: str) -> None:
    if which not in MODELS:
        raise NotFound
    if not member.may_administer:
        raise NotAllowed(_("Only an administrator can do this."))


def _wording(step: Rating | Topic, code: str, names: dict[str, str]) -> Wording:
    meanings = step.meanings if isinstance(step, Rating) else {}
    return Wording(code, names.get(code, code), step.labels.get(code, ""), meanings.get(code, ""))


def _words(sent: QueryDict) -> StepWords:
    codes = {code for code, _name in languages()}
    labels = {code: typed(sent, f"label-{code}", most=LONGEST_LABEL) for code in codes}
    meanings = {code: typed(sent, f"meaning-{code}", most=LONGEST_MEANING) for code in codes}
    return StepWords(
        labels={code: words for code, words in labels.items() if words},
        meanings={code: words for code, words in meanings.items() if words},
        offered=bool(sent.get("offered")),
        value=_number(sent, "value", most=5),
        review_days=_number(sent, "review_days", most=LONGEST_TIME),
    )


def _number(sent: QueryDict, name: str, *, most: int) -> int | None:
    written = typed(sent, name, most=20)
    if not written:
        return None
    if not written.isascii() or not written.isdigit() or not 1 <= int(written) <= most:
        raise Invalid(_("Write a number from 1 to %(most)s, or nothing.") % {"most": most})
    return int(written)
