"""The audit log: every action at the desk, written in the same transaction as the action itself."""

from corrigenda.core.models import AuditEntry, Member


def record(action: str, subject: object, *, member: Member | None, **details: str | int | None) -> None:
    """Note that `member` (None: the system itself) did `action` on `subject`, a model instance."""
    AuditEntry.objects.create(
        member=member,
        action=action,
        subject_type=type(subject).__name__,
        subject_id=str(getattr(subject, "public_id", None) or getattr(subject, "pk", "")),
        details=details,
    )
