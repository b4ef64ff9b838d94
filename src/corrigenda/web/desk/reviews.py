"""What was published and has to be looked at again: the list, and an editor's word that it still stands."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid
from corrigenda.core.models import Member
from corrigenda.desk import actions, listing, queries
from corrigenda.desk import sign_off_queries as second
from corrigenda.web.desk.exports import as_file, file_wanted
from corrigenda.web.desk.list_files import DUE
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen, typed
from corrigenda.web.desk.sign_off import version_in

AHEAD = (7, 30, 90, 365)  # days


@desk_screen
def due(request: HttpRequest, member: Member) -> HttpResponseBase:
    """Published fact-checks whose date of review is past or near, the most overdue first."""
    within = typed(request.GET, "within")
    days = int(within) if within.isascii() and within.isdigit() and len(within) < 4 else second.SOON
    days = days if days in AHEAD else second.SOON
    found = second.due_for_review(within=days)
    if wanted := file_wanted(request):
        return as_file(wanted, DUE, found, member=member)
    today = now().date()
    context = {
        "section": "waiting",
        "page": Paginator(found, listing.PAGE).get_page(request.GET.get("page")),
        "days": days,
        "ahead": AHEAD,
        "today": today,
        "may_confirm": member.may_lead,
        "retracted": second.retracted()[:20],
    }
    return render(request, "desk/due.html", context)


@desk_action(back="read")
def still_right(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """It stands until a new date."""
    fact_check = queries.fact_check_by(fact_check_id)
    actions.confirm_still_right(
        fact_check.pk,
        until=_day(typed(request.POST, "until")),
        version_seen=version_in(request),
        note=typed(request.POST, "note", most=2_000),
        member=member,
    )
    messages.success(request, _("Kept: it still stands. It may answer people by itself again."))
    return SeeOther("due") if typed(request.POST, "from") == "due" else SeeOther("read", fact_check_id=fact_check_id)


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise Invalid(_("Choose a day after today, within three years.")) from None
