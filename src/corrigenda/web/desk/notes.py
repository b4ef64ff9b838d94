"""Private notes on a case, and where somebody was mentioned."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from corrigenda.core.models import Member
from corrigenda.desk import actions, queries
from corrigenda.desk.case_page import NOTES_SHOWN, case_notes
from corrigenda.desk.mentions import members_who_can_be_named, mentions_of
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen, typed

MENTIONS_A_PAGE = 25


@desk_action(back="case")
def note(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Add a note."""
    made = actions.add_note(queries.case_by(case_id).pk, typed(request.POST, "text"), member=member)
    named = [mention.member.name for mention in made.mentions.select_related("member")]
    if named:
        messages.success(request, _("%(names)s will see it on the desk.") % {"names": ", ".join(named)})
    return SeeOther("case", case_id=case_id)


@desk_screen
def notes(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """All notes of a case in full, the latest first."""
    shown = queries.case_by(case_id)
    page = Paginator(case_notes(shown), NOTES_SHOWN).get_page(request.GET.get("page"))
    context = {
        "section": "inbox",
        "case": shown,
        "page": page,
        "names": [each.name for each in members_who_can_be_named()],
    }
    return render(request, "desk/case/all_notes.html", context)


@desk_screen
def mentions(request: HttpRequest, member: Member) -> HttpResponse:
    """Where the member was mentioned, the latest first."""
    page = Paginator(mentions_of(member), MENTIONS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/mentions.html", {"section": "mentions", "page": page, "names": [member.name]})
