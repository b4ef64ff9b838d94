"""What is done to the cases ticked in a list, undone again, and the searches a member saves."""

from functools import wraps
from typing import ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corrigenda.core.exceptions import Invalid, StateConflict
from corrigenda.core.models import Member
from corrigenda.desk import actions
from corrigenda.web.desk.filters import asked_for, choices
from corrigenda.web.desk.screen import Screen, desk_action, typed

P = ParamSpec("P")


def _stays_in_the_list(view: "Screen[P]") -> "Screen[P]":
    """What is refused is said above the list as it was, with its filters."""

    @wraps(view)
    def pressed(request: HttpRequest, member: Member, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, member, *args, **kwargs)
        except (Invalid, StateConflict) as error:
            messages.error(request, error.sentence)
            return _back(request)

    return pressed


@desk_action(back="inbox")
@_stays_in_the_list
def change(request: HttpRequest, member: Member) -> HttpResponse:
    """Do what the pressed button says to the ticked cases, or to the one it names."""
    action, _colon, value = typed(request.POST, "do", most=100).partition(":")
    ticked = [each.replace("\x00", "")[:64] for each in request.POST.getlist("case")]
    if action == "take" and value:
        ticked, value = [value], ""
    outcome = actions.change_cases(action, ticked, member=member, value=value)
    if outcome.left:
        left = ngettext("%(count)d case was left as it was:", "%(count)d cases were left as they were:", outcome.left)
        why = " ".join(outcome.reasons) or _("nothing to change.")
        messages.warning(request, f"{left % {'count': outcome.left}} {why}")
    return _back(request)


@desk_action(back="inbox")
@_stays_in_the_list
def undo(request: HttpRequest, member: Member, change_id: str) -> HttpResponse:
    """Undo what was done."""
    outcome = actions.undo_change(change_id, member=member)
    done = ngettext("%(count)d case is as it was before.", "%(count)d cases are as they were before.", outcome.changed)
    messages.success(request, done % {"count": outcome.changed})
    if outcome.left:
        left = ngettext(
            "%(count)d case was changed since, and stays as it is.",
            "%(count)d cases were changed since, and stay as they are.",
            outcome.left,
        )
        messages.warning(request, left % {"count": outcome.left})
    return _back(request)


@desk_action(back="inbox")
@_stays_in_the_list
def save(request: HttpRequest, member: Member) -> HttpResponse:
    """Keep the filters of the list under a name."""
    actions.save_search(typed(request.POST, "name", most=200), _filter_sent(request), member=member)
    messages.success(request, _("Saved. You find it above the list."))
    return _back(request)


@desk_action(back="inbox")
@_stays_in_the_list
def rename(request: HttpRequest, member: Member, search_id: str) -> HttpResponse:
    """Give a saved search another name."""
    actions.rename_search(search_id, typed(request.POST, "name", most=200), member=member)
    return _back(request)


@desk_action(back="inbox")
@_stays_in_the_list
def forget(request: HttpRequest, member: Member, search_id: str) -> HttpResponse:
    """Delete a saved search."""
    actions.forget_search(search_id, member=member)
    return _back(request)


def _filter_sent(request: HttpRequest) -> str:
    """The filters the form came from, as an address has them; what is none is left out."""
    sent = QueryDict(typed(request.POST, "back", most=2_000))
    return asked_for(sent, choices(settled=False), settled=False).address


def _back(request: HttpRequest) -> HttpResponse:
    sent = QueryDict(typed(request.POST, "back", most=2_000))
    kept = _filter_sent(request)
    page = typed(sent, "page", most=9)
    query = "&".join(part for part in (kept, f"page={page}" if page.isdecimal() and page.isascii() else "") if part)
    response = HttpResponseRedirect(reverse("desk:inbox") + (f"?{query}" if query else ""))
    response.status_code = 303
    return response
