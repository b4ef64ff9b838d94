"""What administrators do with members and invitations. There is always an administrator left."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from corrigenda.core import audit
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, NotAllowed, NotFound, StateConflict
from corrigenda.core.models import Invitation, Member, Role
from corrigenda.core.sessions import forget_sessions


def pending_invitations() -> QuerySet[Invitation]:
    """Links that are still good, the newest first."""
    good = Invitation.objects.filter(used_at=None, expires_at__gt=now())
    return good.select_related("invited_by", "renews").order_by("-created_at", "-pk")


@transaction.atomic
def revoke_invitation(public_id: str, *, member: Member) -> None:
    """A link that was not used yet opens nothing any more. Raises NotAllowed, NotFound."""
    need_administrator(member)
    invitation = Invitation.objects.select_for_update().filter(public_id=public_id, used_at=None).first()
    if invitation is None:
        raise NotFound(_("This link was used already, or taken back."))
    audit.record("revoke_invitation", invitation.renews or member, member=member, role=invitation.role)
    invitation.delete()


@transaction.atomic
def set_active(member_id: int, *, active: bool, member: Member) -> None:
    """Let a member in, or out: one who is out is signed out everywhere at once, and their links are good no more.

    Raises NotAllowed, NotFound, StateConflict.
    """
    whom = _locked(member_id, member=member)
    if whom == member:
        raise StateConflict(_("You cannot remove yourself. Another administrator can."))
    if whom.is_active == active:
        return
    if not active:
        Invitation.objects.filter(Q(renews=whom) | Q(invited_by=whom), used_at=None).delete()
        forget_sessions(whom)
    Member.objects.filter(pk=whom.pk).update(is_active=active)
    audit.record("activate_member" if active else "deactivate_member", whom, member=member)


@transaction.atomic
def change_role(member_id: int, role: str, *, member: Member) -> None:
    """Give a member another role; it counts from the next page on.

    Raises Invalid, NotAllowed, NotFound, StateConflict for the last administrator.
    """
    if role not in Role.values:
        raise Invalid(_("There is no such role."))
    whom = _locked(member_id, member=member)
    if whom.role == role:
        return
    others = Member.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=whom.pk)
    if whom.may_administer and not others.exists():
        raise StateConflict(_("A desk needs an administrator. Make somebody else one first."))
    Member.objects.filter(pk=whom.pk).update(role=role)
    audit.record("change_role", whom, member=member, before=whom.role, role=role)


@transaction.atomic
def reset_second_factor(member_id: int, *, member: Member) -> None:
    """Take a member's second factors away, and sign them out; the next sign-in asks for a new one.

    Raises NotAllowed, NotFound, StateConflict for one's own.
    """
    from allauth.mfa.models import Authenticator

    whom = _locked(member_id, member=member)
    if whom == member:
        raise StateConflict(_("Change your own second factor under your name, below."))
    Authenticator.objects.filter(user=whom).delete()
    forget_sessions(whom)
    audit.record("reset_second_factor", whom, member=member)


def need_administrator(member: Member) -> None:
    """Raises NotAllowed for everybody else."""
    if not member.may_administer:
        raise NotAllowed(_("Only an administrator can do this."))


def _locked(member_id: int, *, member: Member) -> Member:
    # Every administrator's row, in one order: of two who remove or demote each other at once, one is told no.
    locked = Member.objects.select_for_update().filter(Q(role=Role.ADMINISTRATOR) | Q(pk=member_id)).order_by("pk")
    rows = {row.pk: row for row in locked}
    need_administrator(rows.get(member.pk, Member(is_active=False)))
    whom = rows.get(member_id)
    if whom is None:
        raise NotFound
    return whom
