"""Where a member is signed in, and how to end that."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from corrigenda.core import sessions as signed_in
from corrigenda.core.models import Member
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen


@desk_screen
def sessions(request: HttpRequest, member: Member) -> HttpResponse:
    """The browsers in which this member is signed in."""
    context = {"section": "sessions", "sessions": signed_in.sessions_of(member), "this": request.session.session_key}
    return render(request, "desk/sessions.html", context)


@desk_action(back="sessions")
def end_session(request: HttpRequest, member: Member, session_id: str) -> HttpResponse:
    """Sign out of one browser."""
    signed_in.end_session(session_id, member=member)
    messages.success(request, _("Signed out there."))
    return SeeOther("sessions")


@desk_action(back="sessions")
def end_other_sessions(request: HttpRequest, member: Member) -> HttpResponse:
    """Sign out of every browser but this one."""
    signed_in.end_other_sessions(request.session.session_key, member=member)
    messages.success(request, _("Signed out of every other browser."))
    return SeeOther("sessions")
