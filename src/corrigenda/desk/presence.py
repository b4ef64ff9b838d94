"""Who else is looking at a case just now."""

from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.desk.models import Case, Presence
from corrigenda.desk.models.presence import LASTS


def others_looking(case: Case, *, member: Member) -> list[str]:
    """Names of the other members who look at a case now."""
    present = Presence.objects.filter(case=case, at__gte=now() - LASTS, member__is_active=True).exclude(member=member)
    return list(present.order_by("member__name", "pk").values_list("member__name", flat=True))
