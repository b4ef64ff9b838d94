"""Members of the desk, for administrators: who may sign in, and links for new ones."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from corrigenda.core import members as desk_members
from corrigenda.core.exceptions import NotAllowed, NotFound
from corrigenda.core.models import Member, Role
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen, typed


@desk_screen
def members(request: HttpRequest, member: Member) -> HttpResponse:
    """Everybody who works at this desk."""
    return _show(request, member)


@desk_action(back="members")
def invite(request: HttpRequest, member: Member) -> HttpResponse:
    """Make a link for a new member; it is on the page that follows, and nowhere else."""
    token = desk_members.invite(typed(request.POST, "role"), member=member)
    return _show(request, member, token=token)


@desk_action(back="members")
def new_link(request: HttpRequest, member: Member, member_id: str) -> HttpResponse:
    """Make a link with which a member chooses a new password and second factor."""
    whom = _member(member_id)
    token = desk_members.renew_access(whom.pk, member=member)
    return _show(request, member, token=token, whom=whom)


@desk_action(back="members")
def let_out(request: HttpRequest, member: Member, member_id: str) -> HttpResponse:
    """Sign a member out for good."""
    desk_members.set_active(_member(member_id).pk, active=False, member=member)
    return SeeOther("members")


@desk_action(back="members")
def let_in(request: HttpRequest, member: Member, member_id: str) -> HttpResponse:
    """Let a former member in again."""
    desk_members.set_active(_member(member_id).pk, active=True, member=member)
    return SeeOther("members")


def _member(public_id: str) -> Member:
    found = Member.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def _show(request: HttpRequest, member: Member, *, token: str = "", whom: Member | None = None) -> HttpResponse:
    if not member.may_administer:
        raise NotAllowed(_("Only an administrator can do this."))
    context = {
        "section": "members",
        "members": Member.objects.order_by("-is_active", "name", "pk"),
        "roles": Role.choices,
        "link": settings.CORRIGENDA_SITE_URL + desk_members.welcome_path(token) if token else "",
        "link_for": whom,
    }
    return render(request, "desk/members.html", context)
