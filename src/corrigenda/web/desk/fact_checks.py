"""The editor of a fact-check: words are never lost, whoever else saved in the meantime."""

from dataclasses import dataclass, fields

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from corrigenda.claims.actions import save_draft
from corrigenda.claims.drafts import Draft, DraftChanged, draft_of
from corrigenda.claims.models import Rating, State
from corrigenda.claims.readiness import missing_for_sign_off
from corrigenda.core.exceptions import CorrigendaError, NotAllowed
from corrigenda.core.models import Member
from corrigenda.desk import actions, queries
from corrigenda.desk.queries import FactCheckPage
from corrigenda.web.desk.forms import DraftForms
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen

PREVIEW_LIMIT = 60_000


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a save was refused, and what somebody else stored where that differs from what was typed."""

    sentence: str
    stored: Draft | None = None
    differs: frozenset[str] = frozenset()  # names of fields


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the list of what sign-off needs."""

    name: str
    there: bool


@dataclass(frozen=True, slots=True)
class RatingChoice:
    """A rating as the writer chooses it."""

    code: str
    label: str
    meaning: str


@desk_screen
def editor(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Write a draft. What is no draft any more is shown as readers see it, unless words wait to be saved."""
    page = queries.fact_check_page(fact_check_id)
    if not member.may_write:
        raise NotAllowed(_("Volunteers read and add notes. A fact-checker can do this."))
    if request.method == "POST":
        return _save(request, member, page)
    if page.fact_check.state != State.DRAFT:
        return SeeOther("read", fact_check_id=fact_check_id)
    return _show(request, page, DraftForms.of(draft_of(page.fact_check)))


@desk_action(back="editor")
def preview(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """The body as readers will see it, from what is typed and not yet saved."""
    queries.fact_check_by(fact_check_id)
    body = request.POST.get("body", "")[:PREVIEW_LIMIT]
    return render(request, "desk/preview.html", {"body": body})


def _save(request: HttpRequest, member: Member, page: FactCheckPage) -> HttpResponse:
    forms = DraftForms.typed(request.POST, stored=draft_of(page.fact_check))
    if not forms.is_valid():
        return _show(request, page, forms, trouble=Trouble(_("Not saved yet: see the lines marked below.")))
    try:
        save_draft(page.fact_check.pk, forms.draft(), stamp_seen=forms.stamp, member=member)
    except DraftChanged as error:
        return _show(request, page, forms, trouble=_both_texts(error))
    except CorrigendaError as error:
        return _show(request, page, forms, trouble=Trouble(error.sentence))
    if request.POST.get("then") == "send":
        return _send(request, member, page)
    messages.success(request, _("Saved."))
    return SeeOther("read" if request.POST.get("then") == "read" else "editor", fact_check_id=page.fact_check.public_id)


def _both_texts(error: DraftChanged) -> Trouble:
    stored, yours = error.stored, error.yours
    differs = {field.name for field in fields(Draft) if getattr(stored, field.name) != getattr(yours, field.name)}
    # A field that is empty there holds no words to choose from.
    return Trouble(error.sentence, stored, frozenset(name for name in differs if getattr(stored, name)))


def _readiness(draft: Draft) -> list[Part]:
    missing = missing_for_sign_off(draft)
    names = {
        "claim": _("the claim"),
        "title": _("a title"),
        "rating": _("a rating"),
        "summary": _("a summary"),
        "evidence": _("a link with what it says"),
        "sources": _("a second independent source, or the reason why one is enough"),
    }
    return [Part(words, name not in missing) for name, words in names.items()]


def _ratings() -> list[RatingChoice]:
    lang = get_language() or "en"
    return [
        RatingChoice(rating.code, rating.label_in(lang), rating.meaning_in(lang)) for rating in Rating.objects.all()
    ]


def _send(request: HttpRequest, member: Member, page: FactCheckPage) -> HttpResponse:
    try:
        actions.send_for_sign_off(page.fact_check.pk, member=member)
    except CorrigendaError as error:
        messages.error(request, error.sentence)
        return SeeOther("editor", fact_check_id=page.fact_check.public_id)
    messages.success(request, _("Sent for sign-off. A second person reads it now."))
    return SeeOther("read", fact_check_id=page.fact_check.public_id)


def _show(
    request: HttpRequest, page: FactCheckPage, forms: DraftForms, *, trouble: Trouble | None = None
) -> HttpResponse:
    stored = draft_of(page.fact_check)
    context = {
        "section": "waiting",
        "page": page,
        "fact_check": page.fact_check,
        "case_messages": queries.messages_of(page.case) if page.case else [],
        "returns": page.fact_check.returns.select_related("returned_by"),
        "form": forms.words,
        "evidence": forms.evidence,
        "ratings": _ratings(),
        "readiness": _readiness(stored),
        "trouble": trouble,
        "stamp": stored.stamp if trouble and trouble.stored else forms.words["stamp"].value(),
    }
    return render(request, "desk/editor.html", context, status=409 if trouble else 200)
