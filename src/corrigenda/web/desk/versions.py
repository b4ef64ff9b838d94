"""The versions of a fact-check: who wrote when, what differs between two, and the way back."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from corrigenda.claims.drafts import draft_from
from corrigenda.claims.history import FieldDifference, between, restore_version, version_of, versions_of
from corrigenda.claims.models import State
from corrigenda.core.exceptions import Invalid, NotFound
from corrigenda.core.models import Member
from corrigenda.desk import queries
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen, typed
from corrigenda.web.desk.wordings import FIELD_NAMES, in_words


@dataclass(frozen=True, slots=True)
class Named:
    """A difference with the name of its field."""

    name: str
    difference: FieldDifference


@desk_screen
def versions(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Every version, the newest first, with two of them to be compared."""
    fact_check = queries.fact_check_by(fact_check_id)
    context = {"section": "waiting", "fact_check": fact_check, "versions": versions_of(fact_check)}
    return render(request, "desk/versions.html", context)


@desk_screen
def compare(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """What differs between two versions, word by word."""
    fact_check = queries.fact_check_by(fact_check_id)
    old, new = sorted((_number(request.GET.get("from", "")), _number(request.GET.get("to", ""))))
    one, other = version_of(fact_check, old), version_of(fact_check, new)
    found = between(in_words(draft_from(one.content)), in_words(draft_from(other.content)))
    context = {
        "section": "waiting",
        "fact_check": fact_check,
        "old": one,
        "new": other,
        "differences": [Named(str(FIELD_NAMES[each.name]), each) for each in found],
        "may_restore": member.may_write and fact_check.state == State.DRAFT and old != fact_check.version,
    }
    return render(request, "desk/compare.html", context)


@desk_action(back="versions")
def restore(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Write an earlier version's words as a new version."""
    fact_check = queries.fact_check_by(fact_check_id)
    number = typed(request.POST, "version")
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        raise Invalid(_("There is no such version."))
    saved = restore_version(fact_check.pk, int(number), member=member)
    said = _("The words of version %(old)s are back, as version %(new)s.")
    messages.success(request, said % {"old": number, "new": saved.version})
    return SeeOther("editor", fact_check_id=fact_check_id)


def _number(written: str) -> int:
    if not written.isascii() or not written.isdigit() or len(written) > 9:
        raise NotFound
    return int(written)
