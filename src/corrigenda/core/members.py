"""Members come by a link, good once: the first administrator, everybody invited, and whoever lost a password."""

import hashlib
import hmac
import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from corrigenda.core import audit
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, NotFound
from corrigenda.core.membership import need_administrator
from corrigenda.core.models import Invitation, Member, Role
from corrigenda.core.sessions import forget_sessions

FIRST_RUN = timedelta(hours=24)
INVITED = timedelta(days=7)
SPENT = gettext_noop("This link was used already, or its time is over. Ask for a new one.")


def welcome_path(token: str) -> str:
    """Where a token is used, below the site's address."""
    return f"/desk/welcome/{token}/"


@transaction.atomic
def first_run_link(base_url: str) -> str | None:
    """A link, good once within 24 hours, that makes the first administrator; None once there is a member.

    Each call replaces the link before it.
    """
    if Member.objects.exists():
        return None
    Invitation.objects.filter(invited_by=None, renews=None, used_at=None).delete()
    token = _new_invitation(Role.ADMINISTRATOR, lasts=FIRST_RUN)
    return base_url.rstrip("/") + welcome_path(token)


@transaction.atomic
def invite(role: str, *, member: Member, whom: str = "") -> str:
    """A token, good once within 7 days, that makes a member. It is told once and never stored.

    `whom` is for the list of links that are not used yet. Raises NotAllowed, Invalid.
    """
    need_administrator(member)
    if role not in Role.values:
        raise Invalid(_("There is no such role."))
    token = _new_invitation(Role(role), lasts=INVITED, invited_by=member, whom=whom.strip()[:120])
    audit.record("invite", member, member=member, role=role)
    return token


@transaction.atomic
def renew_access(member_id: int, *, member: Member | None) -> str:
    """A token with which a member chooses a new password and second factor. `member` None: from a command.

    Until it is used, the old ones stay good. Raises NotAllowed, NotFound.
    """
    if member is not None:
        need_administrator(member)
    whom = Member.objects.filter(pk=member_id, is_active=True).first()
    if whom is None:
        raise NotFound
    Invitation.objects.filter(renews=whom, used_at=None).delete()
    token = _new_invitation(Role(whom.role), lasts=INVITED, invited_by=member, renews=whom)
    audit.record("renew_access", whom, member=member)
    return token


@transaction.atomic
def create_member(email: str, *, name: str, role: str) -> tuple[Member, str]:
    """A member without a password, and the token to choose one; an existing member gets a new token only.

    Raises Invalid.
    """
    if role not in Role.values:
        raise Invalid(_("There is no such role."))
    email = _clean_email(email)
    whom = Member.objects.filter(email=email).first()
    if whom is None:
        whom = Member.objects.create_user(email, name=name.strip() or email.split("@")[0], role=role)
        audit.record("create_member", whom, member=None, role=role)
    return whom, renew_access(whom.pk, member=None)


def invitation_for(token: str) -> Invitation:
    """The invitation of a token that is still good. Raises NotFound."""
    digest = _digest(token)
    found = Invitation.objects.select_related("renews").filter(token_digest=digest, used_at=None, expires_at__gt=now())
    invitation = found.first()
    if invitation is None or not hmac.compare_digest(invitation.token_digest, digest):
        raise NotFound(_(SPENT))
    return invitation


@transaction.atomic
def accept_invitation(token: str, *, email: str, name: str, password: str, lang: str = "en") -> Member:
    """Use a token: make the member, or give an existing one the new password. E-mail and name of an existing
    member stay as they are, and the old second factor and sessions go.

    Raises NotFound for a token that is not good, Invalid for what was typed.
    """
    invitation = invitation_for(token)
    if not Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=now()):
        raise NotFound(_(SPENT))
    if invitation.renews is not None:
        member = _renewed(invitation.renews, password)
    else:
        member = _made(invitation, email=email, name=name, password=password, lang=lang)
    audit.record("accept_invitation", member, member=member)
    return member


def _new_invitation(
    role: Role,
    *,
    lasts: timedelta,
    invited_by: Member | None = None,
    renews: Member | None = None,
    whom: str = "",
) -> str:
    token = secrets.token_urlsafe(24)
    Invitation.objects.create(
        token_digest=_digest(token),
        role=role,
        invited_by=invited_by,
        renews=renews,
        whom=whom,
        expires_at=now() + lasts,
    )
    return token


def _renewed(member: Member, password: str) -> Member:
    from allauth.mfa.models import Authenticator

    _check_password(password, member)
    member.set_password(password)
    member.save(update_fields=["password"])
    Authenticator.objects.filter(user=member).delete()
    forget_sessions(member)
    return member


def _made(invitation: Invitation, *, email: str, name: str, password: str, lang: str) -> Member:
    email, name = _clean_email(email), name.strip()
    if not name:
        raise Invalid(_("Write the name the others at the desk will see."))
    _check_password(password, Member(email=email, name=name))
    try:
        with transaction.atomic():
            return Member.objects.create_user(email, password, name=name, role=invitation.role, lang=lang)
    except IntegrityError:
        raise Invalid(_("There is a member with this e-mail address already.")) from None


def _clean_email(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid(_("This is no e-mail address: %(email)s") % {"email": email}) from error
    return email


def _check_password(password: str, member: Member) -> None:
    try:
        validate_password(password, member)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages)) from error


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
