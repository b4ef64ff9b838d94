"""Reads about what a member did to several cases, and about their saved searches."""

from datetime import timedelta

from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.desk.models import BulkChange, SavedSearch

OFFERED_FOR = timedelta(minutes=10)  # how long the list offers to undo what was done last
MOST_SAVED = 30


def last_change(member: Member) -> BulkChange | None:
    """What this member did last to cases in a list, while it is offered to be undone."""
    made = BulkChange.objects.filter(member=member, made_at__gte=now() - OFFERED_FOR).order_by("-made_at", "-pk")
    last = made.first()
    return last if last and last.undone_at is None and last.changes else None


def saved_searches(member: Member) -> list[SavedSearch]:
    """Those of a member, by name."""
    return list(SavedSearch.objects.filter(member=member)[:MOST_SAVED])
