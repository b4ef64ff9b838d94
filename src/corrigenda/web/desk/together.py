"""Several people at one case: who is looking, and until when it is due."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from corrigenda.core.exceptions import Invalid
from corrigenda.core.models import Member
from corrigenda.desk import actions, queries
from corrigenda.desk.presence import others_looking, stamp_of
from corrigenda.web.desk.screen import SeeOther, desk_action, typed


@desk_action(back="case")
def here(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Sent by the page itself while it is on a screen; gives back who else looks, and whether anything changed."""
    shown = queries.case_by(case_id)
    if request.POST.get("leaving"):
        actions.look_away(shown, member=member)
        return HttpResponse(status=204)
    actions.look_at(shown, member=member)
    seen = typed(request.POST, "stamp", most=200)
    context = {
        "case": shown,
        "looking": others_looking(shown, member=member),
        "has_changed": bool(seen) and seen != stamp_of(shown),
        "taken_by": shown.owner if shown.owner_id not in {None, member.pk} else None,
    }
    return render(request, "desk/case/_together.html", context)


@desk_action(back="case")
def due(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Say until when a case should be done, or that there is no such time."""
    shown = queries.case_by(case_id)
    when = None if request.POST.get("clear") else _moment(typed(request.POST, "due_at", most=32))
    actions.set_due(shown.pk, when, member=member)
    messages.success(request, _("The time is set.") if when else _("There is no due time any more."))
    return SeeOther("case", case_id=case_id)


def _moment(text: str) -> datetime:
    """What a field for date and time sends, in the desk's time zone. Raises Invalid."""
    try:
        moment = parse_datetime(text)
    except ValueError:  # the form of a date, but no day of any year
        moment = None
    if moment is None:
        raise Invalid(_("Choose a day and a time."))
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
