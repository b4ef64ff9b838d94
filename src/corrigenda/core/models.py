"""Members of the desk, and the audit log of what they did. Nothing here is about askers."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _

from corrigenda.core.clock import now
from corrigenda.core.ids import new_public_id
from corrigenda.core.roles import Permission, Role, role_may

__all__ = ["AuditEntry", "Invitation", "Member", "MemberSession", "Role"]


class MemberManager(BaseUserManager["Member"]):
    """Makes members. There is no default account and no superuser shortcut around sign-off."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Member":
        member = self.model(email=self.normalize_email(email).lower(), **fields)
        member.set_password(password)
        member.save()
        return member


class Member(AbstractBaseUser):
    """A person who works at the desk and signs in."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=16, choices=Role.choices, default=Role.FACT_CHECKER)
    lang = models.CharField(_("language"), max_length=8, default="en")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now, editable=False)

    objects: ClassVar[MemberManager] = MemberManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    def may(self, permission: Permission) -> bool:
        """Whether this member may do this, by the table of roles; one who left may nothing."""
        return self.is_active and role_may(self.role, permission)

    @property
    def may_write(self) -> bool:
        """Whether this member may write fact-checks and decide on matches."""
        return self.may(Permission.WRITE)

    @property
    def may_sign(self) -> bool:
        """Whether this member may be the second person. Whose work it is, is checked elsewhere too."""
        return self.may(Permission.SIGN)

    @property
    def may_lead(self) -> bool:
        """Whether this member may release the cases of others."""
        return self.may(Permission.LEAD)

    @property
    def may_export(self) -> bool:
        """Whether this member may export lists."""
        return self.may(Permission.EXPORT)

    @property
    def may_audit(self) -> bool:
        """Whether this member may see what was done at the desk."""
        return self.may(Permission.AUDIT)

    @property
    def may_administer(self) -> bool:
        """Whether this member may invite, change and remove members."""
        return self.may(Permission.ADMINISTER)


class Invitation(models.Model):
    """A link, good once, with which a person becomes a member, or a member gets in again.

    Only the token's digest is kept. `renews` is the member who chooses a new password with it.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    token_digest = models.CharField(max_length=64, unique=True)
    whom = models.CharField(max_length=120, blank=True)  # for the administrators: whom it was made for
    role = models.CharField(max_length=16, choices=Role.choices)
    invited_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    renews = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class MemberSession(AbstractBaseSession):
    """A browser in which somebody is signed in, or about to be. No address is kept of where it is."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="sessions")
    device = models.CharField(max_length=80, blank=True)  # "Firefox, Windows"; never the browser's whole word
    created_at = models.DateTimeField(default=now, editable=False)
    used_at = models.DateTimeField(default=now)

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """The store that writes these rows."""
        from corrigenda.core.sessions import SessionStore

        return SessionStore


class AuditEntry(models.Model):
    """One action by a member of the desk: who, what, on what, when. Never about askers."""

    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=32)
    subject_id = models.CharField(max_length=64)
    details = models.JSONField(default=dict)
    at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest_first"),
            models.Index(fields=["subject_type", "subject_id", "-at"], name="audit_of_a_subject"),
            models.Index(fields=["member", "-at"], name="audit_of_a_member"),
        ]
