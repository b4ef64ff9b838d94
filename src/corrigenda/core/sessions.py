"""Sessions that know their member, so that people see and end them. Of where a browser is, nothing is kept."""

from datetime import UTC, datetime
from typing import Any, cast

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import transaction

from corrigenda.core import audit
from corrigenda.core.clock import now
from corrigenda.core.exceptions import NotAllowed, NotFound
from corrigenda.core.models import Member, MemberSession

DEVICE = "device"
USED_AT = "used_at"  # seconds since 1970
SIGNED_IN_AT = "signed_in_at"


class SessionStore(DatabaseStore):
    """Keeps a session with whose it is, on which device, and when it was last used."""

    @classmethod
    def get_model_class(cls) -> type[MemberSession]:
        """The table of sessions."""
        return MemberSession

    def create_model_instance(self, data: dict[str, Any]) -> MemberSession:
        """The row of a session, as it is about to be stored."""
        row = cast(MemberSession, super().create_model_instance(data))
        stored = MemberSession.objects.filter(pk=row.pk).values_list("public_id", "created_at").first()
        if stored is not None:
            row.public_id, row.created_at = stored
        row.member_id = int(data["_auth_user_id"]) if "_auth_user_id" in data else None
        row.device = str(data.get(DEVICE, ""))[:80]
        row.used_at = datetime.fromtimestamp(data[USED_AT], UTC) if USED_AT in data else now()
        return row


def sessions_of(member: Member) -> list[MemberSession]:
    """Where a member is signed in now, the last used first."""
    return list(MemberSession.objects.filter(member=member, expire_date__gt=now()).order_by("-used_at", "pk"))


@transaction.atomic
def end_session(public_id: str, *, member: Member) -> None:
    """Sign a member out of one browser of theirs. Raises NotFound, for those of others too."""
    ended, _rows = MemberSession.objects.filter(public_id=public_id, member=member).delete()
    if not ended:
        raise NotFound
    audit.record("end_session", member, member=member)


@transaction.atomic
def end_other_sessions(key: str | None, *, member: Member) -> int:
    """Sign a member out of every browser but the one with this session key; how many."""
    ended, _rows = MemberSession.objects.filter(member=member).exclude(pk=key).delete()
    if ended:
        audit.record("end_other_sessions", member, member=member, sessions=ended)
    return ended


@transaction.atomic
def end_sessions_of(member_id: int, *, member: Member) -> int:
    """Sign a member out everywhere, for an administrator; how many. Raises NotAllowed, NotFound."""
    if not member.may_administer:
        raise NotAllowed
    whom = Member.objects.filter(pk=member_id).first()
    if whom is None:
        raise NotFound
    ended = forget_sessions(whom)
    audit.record("end_sessions_of", whom, member=member, sessions=ended)
    return ended


def forget_sessions(whom: Member) -> int:
    """Every session of a member goes, as a part of a larger action; how many."""
    return MemberSession.objects.filter(member=whom).delete()[0]
