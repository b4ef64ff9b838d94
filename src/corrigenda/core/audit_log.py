"""Reads of the audit log: who did what, to what, when. It knows members of the desk and nobody else."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from corrigenda.core.models import AuditEntry

BY_ITSELF = "itself"  # what no member did


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What of the log to show; an empty word stands for everything."""

    who: str = ""  # a member's public id, or BY_ITSELF
    action: str = ""
    kind: str = ""  # of subject: "Case", "FactCheck", "Member"
    subject: str = ""  # its id
    first: date | None = None
    last: date | None = None


def entries(shown: AuditFilter) -> QuerySet[AuditEntry]:
    """Entries, the newest first."""
    found = AuditEntry.objects.select_related("member")
    if shown.who == BY_ITSELF:
        found = found.filter(member=None)
    elif shown.who:
        found = found.filter(member__public_id=shown.who)
    for field, value in (("action", shown.action), ("subject_type", shown.kind), ("subject_id", shown.subject)):
        if value:
            found = found.filter(**{field: value})
    if shown.first:
        found = found.filter(at__gte=_midnight(shown.first))
    if shown.last and shown.last < date.max:
        found = found.filter(at__lt=_midnight(shown.last + timedelta(days=1)))
    return found.order_by("-at", "-id")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
