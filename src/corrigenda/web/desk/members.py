"""Members of the desk, for administrators: who may sign in and as what, and links for new ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corrigenda.core import members as desk_members
from corrigenda.core import membership, sessions
from corrigenda.core.exceptions import NotFound
from corrigenda.core.models import Member, Role
from corrigenda.core.roles import MAY, Permission
from corrigenda.web.desk.exports import Column, Listing, as_file, file_wanted
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen, typed
from corrigenda.web.desk.sure import make_sure


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One line of the list of members."""

    member: Member
    second_factor: bool


@dataclass(frozen=True, slots=True)
class Allowed:
    """One line of the table of roles: what may be done, and by whom."""

    words: str
    by: tuple[bool, ...]  # in the order of roles


def member_rows(members: Sequence[Member]) -> list[MemberRow]:
    """The lines for some members, in the same order."""
    from allauth.mfa.models import Authenticator

    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    found = Authenticator.objects.filter(user__in=members, type__in=kinds)
    have = set(found.values_list("user_id", flat=True))
    return [MemberRow(member, member.pk in have) for member in members]


LIST: Listing[Member, MemberRow] = Listing(
    "members",
    rows=member_rows,
    columns=(
        Column("name", gettext_lazy("Name"), lambda row: row.member.name),
        Column("email", gettext_lazy("E-mail address"), lambda row: row.member.email),
        Column("role", gettext_lazy("Role"), lambda row: row.member.get_role_display()),
        Column("works_here", gettext_lazy("Works here"), lambda row: row.member.is_active),
        Column("second_factor", gettext_lazy("Second factor"), lambda row: row.second_factor),
        Column("since", gettext_lazy("Since"), lambda row: row.member.created_at),
    ),
)


@desk_screen
def members(request: HttpRequest, member: Member) -> HttpResponseBase:
    """Everybody who works at this desk, on the screen or as a file."""
    membership.need_administrator(member)
    if wanted := file_wanted(request):
        return as_file(wanted, LIST, _everybody(), member=member)
    return _show(request)


@desk_action(back="members")
@make_sure
def invite(request: HttpRequest, member: Member) -> HttpResponse:
    """Make a link for a new member; it is on the page that follows, and nowhere else."""
    token = desk_members.invite(typed(request.POST, "role"), member=member, whom=typed(request.POST, "whom", most=120))
    return _show(request, token=token)


@desk_action(back="members")
@make_sure
def new_link(request: HttpRequest, member: Member, member_id: str) -> HttpResponse:
    """Make a link with which a member chooses a new password and second factor."""
    whom = _member(member_id)
    token = desk_members.renew_access(whom.pk, member=member)
    return _show(request, token=token, whom=whom)


@desk_action(back="members")
def revoke(request: HttpRequest, member: Member, invitation_id: str) -> HttpResponse:
    """Take a link back that was not used yet."""
    membership.revoke_invitation(invitation_id, member=member)
    messages.success(request, _("The link opens nothing any more."))
    return SeeOther("members")


@desk_action(back="members")
@make_sure
def change_role(request: HttpRequest, member: Member, member_id: str) -> HttpResponse:
    """Give a member another role."""
    membership.change_role(_member(member_id).pk, typed(request.POST, "role"), member=member)
    messages.success(request, _("The role is changed."))
    return SeeOther("members")


@desk_action(back="members")
@make_sure
def reset_second_factor(request: HttpRequest, member: Member, member_id: str) -> HttpResponse:
    """Take a member's second factors away, so that a new one is set up at the next sign-in."""
    membership.reset_second_factor(_member(member_id).pk, member=member)
    messages.success(request, _("Signed out everywhere. The next sign-in asks for a new second factor."))
    return SeeOther("members")


@desk_action(back="members")
def end_sessions(request: HttpRequest, member: Member, member_id: str) -> HttpResponse:
    """Sign a member out everywhere; they may come back."""
    sessions.end_sessions_of(_member(member_id).pk, member=member)
    messages.success(request, _("Signed out everywhere."))
    return SeeOther("members")


@desk_action(back="members")
@make_sure
def let_out(request: HttpRequest, member: Member, member_id: str) -> HttpResponse:
    """Sign a member out for good."""
    membership.set_active(_member(member_id).pk, active=False, member=member)
    return SeeOther("members")


@desk_action(back="members")
@make_sure
def let_in(request: HttpRequest, member: Member, member_id: str) -> HttpResponse:
    """Let a former member in again."""
    membership.set_active(_member(member_id).pk, active=True, member=member)
    return SeeOther("members")


def _member(public_id: str) -> Member:
    found = Member.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def _everybody() -> QuerySet[Member]:
    return Member.objects.order_by("-is_active", "name", "pk")


def _show(request: HttpRequest, *, token: str = "", whom: Member | None = None) -> HttpResponse:
    context = {
        "section": "members",
        "rows": member_rows(list(_everybody())),
        "invitations": membership.pending_invitations(),
        "roles": Role.choices,
        "allowed": [Allowed(str(each.label), tuple(role in MAY[each] for role in Role)) for each in Permission],
        "link": settings.CORRIGENDA_SITE_URL + desk_members.welcome_path(token) if token else "",
        "link_for": whom,
    }
    return render(request, "desk/members.html", context)
