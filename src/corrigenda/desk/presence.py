"""Who else is looking at a case just now, and whether it has changed under their eyes."""

from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.desk.models import Case, Presence
from corrigenda.desk.models.presence import LASTS


def others_looking(case: Case, *, member: Member) -> list[str]:
    """Names of the other members who look at a case now."""
    present = Presence.objects.filter(case=case, at__gte=now() - LASTS, member__is_active=True).exclude(member=member)
    return list(present.order_by("member__name", "pk").values_list("member__name", flat=True))


def stamp_of(case: Case, *, messages: int | None = None) -> str:
    """Says whether what a case's page shows has changed since it was opened; ``messages``: how many, where known."""
    sizes = case.case_messages.count() if messages is None else messages, case.notes.count()
    return ".".join(map(str, (case.state, case.owner_id, case.due_at, case.fact_check_id, *sizes)))
