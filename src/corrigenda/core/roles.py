"""Who may do what at the desk: one table. Screens, actions, the members page and the docs read it, and nothing else."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member is."""

    VOLUNTEER = "volunteer", _("volunteer")
    FACT_CHECKER = "fact_checker", _("fact-checker")
    EDITOR = "editor", _("editor")
    ADMINISTRATOR = "administrator", _("administrator")


class Permission(models.TextChoices):
    """What a member may do."""

    READ = "read", _("read cases and fact-checks")
    NOTE = "note", _("write private notes on cases")
    WRITE = "write", _("take cases, decide on suggestions, write fact-checks")
    SIGN = "sign", _("sign or return what others wrote")
    EXPORT = "export", _("export lists")
    LEAD = "lead", _("release the cases of others")
    CONFIRM = "confirm", _("confirm that what is published still stands")
    AUDIT = "audit", _("see what was done at the desk")
    ADMINISTER = "administer", _("invite, change and remove members")


_ALL = frozenset(Role)
_WRITERS = _ALL - {Role.VOLUNTEER}
_LEADERS = frozenset({Role.EDITOR, Role.ADMINISTRATOR})

MAY: dict[Permission, frozenset[Role]] = {
    Permission.READ: _ALL,
    Permission.NOTE: _ALL,
    Permission.WRITE: _WRITERS,
    Permission.SIGN: _WRITERS,
    Permission.EXPORT: _WRITERS,
    Permission.LEAD: _LEADERS,
    Permission.CONFIRM: _LEADERS,
    Permission.AUDIT: _LEADERS,
    Permission.ADMINISTER: frozenset({Role.ADMINISTRATOR}),
}


def role_may(role: str, permission: Permission) -> bool:
    """Whether members with this role may do this. Nobody may where the role is not known."""
    return role in MAY[permission]
