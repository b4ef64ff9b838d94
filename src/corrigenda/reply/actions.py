"""Step 5 of 6. Everyone who asked gets the answer: a published fact-check, or why nothing can be checked."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from corrigenda.claims.models import FactCheck, State
from corrigenda.core.clock import now
from corrigenda.desk.models import Case, CaseState
from corrigenda.intake.models import Request
from corrigenda.intake.queries import request_by_receipt
from corrigenda.matching.actions import question
from corrigenda.matching.models import Match, MatchState
from corrigenda.reply.models import DeliveryState, Kind, Reply

BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Words:
    """What a reply to a message would say now."""

    kind: Kind
    fact_check_id: int | None = None
    not_checkable: str = ""
    automatic: bool = False


def answer_message(message_id: int) -> int:
    """Reply to every request of a message that waits; how many waited.

    Nothing happens while there is no answer. Two workers at once never answer anybody twice.
    """
    words = words_for(message_id)
    if words is None:
        return 0
    return _reply(Request.objects.filter(message_id=message_id), words)


def answer_request(request_id: int) -> int:
    """Reply to one request if its message has an answer already; how many waited, 0 or 1."""
    message_id = Request.objects.filter(pk=request_id).values_list("message_id", flat=True).first()
    words = words_for(message_id) if message_id is not None else None
    if words is None:
        return 0
    return _reply(Request.objects.filter(pk=request_id), words)


@transaction.atomic
def withdraw(message_id: int) -> int:
    """Take back the replies about a message that nobody has read, while there is no answer; how many.

    What somebody has read stays as it was read, until there is another answer to put in its place.
    """
    if words_for(message_id) is not None:  # answered anew in the meantime
        return 0
    unread = Reply.objects.filter(request__message_id=message_id, state=DeliveryState.READY)
    return unread.delete()[0]


def question_answer(receipt: str) -> bool:
    """Who asked says that the automatic answer is about something else; whether there was one to question."""
    request = request_by_receipt(receipt)
    return request is not None and question(request.message_id)


def mark_delivered(reply_id: int) -> None:
    """Note that the asker has seen the reply. The first time stands."""
    Reply.objects.filter(pk=reply_id, state=DeliveryState.READY).update(
        state=DeliveryState.DELIVERED, delivered_at=now()
    )


def tell_of_change(fact_check_id: int) -> int:
    """A fact-check was corrected, updated or retracted: its replies are to be delivered once more; how many.

    Receipts show what changed. Whoever gave an address that is destroyed by now cannot be told: that is the promise.
    """
    sent = Reply.objects.filter(fact_check_id=fact_check_id, state=DeliveryState.DELIVERED)
    return sent.update(state=DeliveryState.READY, delivered_at=None)


def words_for(message_id: int) -> Words | None:
    """What can be said about a message now, or None.

    Only what is published is ever repeated; by a machine, only while it is not past its date of review.
    """
    match = Match.objects.filter(
        message_id=message_id, state=MatchState.CONFIRMED, fact_check__state=State.PUBLISHED
    ).select_related("fact_check")
    if (found := match.first()) and not (found.automatic and _is_past_review(found.fact_check)):
        return Words(Kind.ANSWER, fact_check_id=found.fact_check_id, automatic=found.automatic)
    case = Case.objects.filter(case_messages__message_id=message_id).select_related("fact_check").first()
    if case is None:
        return None
    if case.fact_check and case.fact_check.state == State.PUBLISHED:
        return Words(Kind.ANSWER, fact_check_id=case.fact_check_id)
    if case.state == CaseState.NOT_CHECKABLE:
        return Words(Kind.NOT_CHECKABLE, not_checkable=case.not_checkable)
    return None


def _is_past_review(fact_check: FactCheck) -> bool:
    return fact_check.review_by is not None and fact_check.review_by < now().date()


@transaction.atomic
def _reply(requests: QuerySet[Request], words: Words) -> int:
    _say_it_anew(requests, words)
    waiting = list(requests.filter(reply=None).order_by("pk").values_list("pk", flat=True))
    Reply.objects.bulk_create(
        (
            Reply(
                request_id=request_id,
                kind=words.kind,
                fact_check_id=words.fact_check_id,
                not_checkable=words.not_checkable,
                automatic=words.automatic,
            )
            for request_id in waiting
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    return len(waiting)


def _say_it_anew(requests: QuerySet[Request], words: Words) -> None:
    """What was said before is replaced where a person has found a better answer: receipts show the answer of today."""
    said = Reply.objects.filter(request__in=requests).exclude(
        kind=words.kind, fact_check_id=words.fact_check_id, not_checkable=words.not_checkable
    )
    said.update(
        kind=words.kind,
        fact_check_id=words.fact_check_id,
        not_checkable=words.not_checkable,
        automatic=words.automatic,
        state=DeliveryState.READY,
        created_at=now(),
        delivered_at=None,
    )
