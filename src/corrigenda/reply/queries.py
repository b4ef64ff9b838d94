"""Reads by receipt: what the holder of a receipt may see. A receipt is the only way to a reply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db.models import Count

from corrigenda.claims.models import FactCheck
from corrigenda.claims.models import State as PublicationState
from corrigenda.core.clock import now
from corrigenda.desk.models import Case, CaseMessage, CaseState, NotCheckable, Part
from corrigenda.intake.models import Message
from corrigenda.intake.queries import request_by_receipt
from corrigenda.matching.models import Match, MatchState
from corrigenda.publish.changes import KINDS
from corrigenda.publish.models import Publication
from corrigenda.reply.models import DeliveryState, Kind, Reply

LOOKING = timedelta(seconds=10)  # a known claim is found well within this time

State = Literal["looking", "waiting", "answered", "not_checkable"]
Standing = Literal["", "questioned", "kept", "taken_back"]


@dataclass(frozen=True, slots=True)
class Answer:
    """How a question stands, for the one who holds its receipt."""

    state: State
    message_text: str
    pictures: int
    asked_at: datetime
    reply_id: int | None = None
    replied_at: datetime | None = None
    automatic: bool = False
    fact_check: FactCheck | None = None
    reason: NotCheckable | None = None
    also: tuple[FactCheck, ...] = ()  # on single claims that the desk cut out of the message
    changes: tuple[Publication, ...] = ()  # of the fact-check since it was sent: newest first
    standing: Standing = ""  # of an automatic answer that somebody questioned or a person looked at


@dataclass(frozen=True, slots=True)
class Told:
    """How many replies about a case were read, and how many are ready and not read."""

    read: int
    unread: int


def told(case: Case) -> Told:
    """Counts of the replies about the messages of a case."""
    replies = Reply.objects.filter(request__message__case_message__case=case)
    counts = dict(replies.values_list("state").annotate(count=Count("pk")))
    return Told(read=counts.get(DeliveryState.DELIVERED, 0), unread=counts.get(DeliveryState.READY, 0))


def answer_to(receipt: str) -> Answer | None:
    """How the question with this receipt stands, or None for a receipt that we never gave."""
    request = request_by_receipt(receipt)
    if request is None:
        return None
    message = request.message
    reply = (
        Reply.objects.filter(request=request)
        .select_related("fact_check__claim", "fact_check__rating", "fact_check__publisher")
        .prefetch_related("fact_check__evidence")
        .first()
    )
    also = _on_parts_of(message, but=reply.fact_check if reply else None)
    if reply is None:
        at_the_desk = CaseMessage.objects.filter(message=message, case__state=CaseState.OPEN).exists()
        is_fresh = now() - request.received_at < LOOKING
        return Answer(
            state="looking" if is_fresh and not at_the_desk else "waiting",
            message_text=message.text,
            pictures=message.attachments.count(),
            asked_at=request.received_at,
            also=also,
        )
    return Answer(
        state="answered" if reply.kind == Kind.ANSWER else "not_checkable",
        message_text=message.text,
        pictures=message.attachments.count(),
        asked_at=request.received_at,
        reply_id=reply.pk,
        replied_at=reply.created_at,
        automatic=reply.automatic,
        fact_check=reply.fact_check,
        changes=_changes_since(reply),
        standing=_standing(message, reply),
        reason=NotCheckable(reply.not_checkable) if reply.not_checkable else None,
        also=also,
    )


def _on_parts_of(message: Message, *, but: FactCheck | None) -> tuple[FactCheck, ...]:
    """Published fact-checks of claims that were cut out of a message, without the one it is answered with."""
    parts = Part.objects.filter(message=message, words__case_message__case__state=CaseState.ANSWERED)
    found = FactCheck.objects.filter(
        pk__in=parts.values("words__case_message__case__fact_check"), state=PublicationState.PUBLISHED
    )
    found = found.select_related("claim", "rating", "publisher").order_by("published_at", "pk")
    return tuple(each for each in found if each != but)


def _standing(message: Message, reply: Reply) -> Standing:
    """Whether an automatic answer is doubted, was looked at for that, or was the wrong one."""
    if not reply.automatic:
        return ""
    match = Match.objects.filter(message=message, fact_check=reply.fact_check_id, was_automatic=True).first()
    if match is None:
        return ""
    if match.state == MatchState.REJECTED:
        return "taken_back"
    if match.questioned_at is None:
        return ""
    return "kept" if match.decided_by_id else "questioned"


def _changes_since(reply: Reply) -> tuple[Publication, ...]:
    if reply.fact_check is None:
        return ()
    later = reply.fact_check.publications.filter(kind__in=KINDS, published_at__gt=reply.created_at)
    return tuple(later.order_by("-version"))
