"""Members of the desk, and the audit log of what they did. Nothing here is about askers."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from corrigenda.core.clock import now
from corrigenda.core.ids import new_public_id


class Role(models.TextChoices):
    """What a member may do; each role may do what the ones before it may."""

    VOLUNTEER = "volunteer", _("volunteer")
    FACT_CHECKER = "fact_checker", _("fact-checker")
    EDITOR = "editor", _("editor")
    ADMINISTRATOR = "administrator", _("administrator")


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

    @property
    def may_write(self) -> bool:
        """Whether this member may write fact-checks and decide on matches."""
        return self.is_active and self.role != Role.VOLUNTEER

    @property
    def may_sign(self) -> bool:
        """Whether this member may be the second person. Whose work it is, is checked elsewhere too."""
        return self.is_active and self.role in {Role.FACT_CHECKER, Role.EDITOR, Role.ADMINISTRATOR}

    @property
    def may_administer(self) -> bool:
        """Whether this member may invite and remove members."""
        return self.is_active and self.role == Role.ADMINISTRATOR


class Invitation(models.Model):
    """A link, good once, with which a person becomes a member, or a member gets in again.

    Only the token's digest is kept. `renews` is the member who chooses a new password with it.
    """

    token_digest = models.CharField(max_length=64, unique=True)
    role = models.CharField(max_length=16, choices=Role.choices)
    invited_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    renews = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


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
