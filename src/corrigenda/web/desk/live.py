"""What changed in a list since it was opened: how many cases are new, and how those on the screen stand now."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import ngettext

from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.desk import actions, listing
from corrigenda.desk.models import Case
from corrigenda.web.desk.filters import asked_for, choices
from corrigenda.web.desk.screen import desk_screen, typed


@desk_screen
def live(request: HttpRequest, member: Member) -> HttpResponse:
    """For the inbox that stands open in a browser; asked every few seconds, so it stays small."""
    if request.method == "GET":
        actions.count_news()
    shown = asked_for(request.GET, choices(settled=False), settled=False)
    came = listing.listed_cases(shown, member=member).filter(opened_at__gt=_since(request)).count()
    wanted = [each.replace("\x00", "")[:64] for each in request.GET.getlist("case")][: listing.PAGE]
    cases = Case.objects.filter(public_id__in=wanted)
    rows = {row.case.public_id: _parts(request, row) for row in listing.case_rows(list(cases))}
    words = ngettext("%(count)d new case", "%(count)d new cases", came) % {"count": came}
    return JsonResponse({"new": words if came else "", "rows": rows})


def _parts(request: HttpRequest, row: listing.CaseRow) -> dict[str, str]:
    context = {"row": row}
    return {
        "count": render_to_string("desk/_line_count.html", context, request),
        "state": render_to_string("desk/_line_state.html", context, request),
    }


def _since(request: HttpRequest) -> datetime:
    try:
        found = parse_datetime(typed(request.GET, "since", most=40))
    except ValueError:
        found = None
    return found if found and timezone.is_aware(found) else now()
