"""What a member has on the screen: noted for a minute, and not in the audit log: the desk does not watch its people."""

from django.db import transaction

from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.desk.actions.rules import need_active
from corrigenda.desk.models import Case, Mention, Presence
from corrigenda.desk.models.presence import LASTS


@transaction.atomic
def look_at(case: Case, *, member: Member) -> None:
    """The member has this case on the screen. Raises NotAllowed."""
    need_active(member)
    forget_old_presence()
    Presence.objects.update_or_create(case=case, member=member, defaults={"at": now()})


def look_away(case: Case, *, member: Member) -> None:
    """The member has closed this case."""
    Presence.objects.filter(case=case, member=member).delete()


def forget_old_presence() -> None:
    """Remove what is older than a minute."""
    Presence.objects.filter(at__lt=now() - LASTS).delete()


def mark_mentions_seen(case: Case, *, member: Member) -> None:
    """The member has read the notes of a case in which the member is mentioned."""
    Mention.objects.filter(member=member, seen_at=None, note__case=case).update(seen_at=now())
