"""The only file that joins the steps: which task follows which event.

A receiver only queues a task, on the connection of the write that caused it: both are kept or neither.
"""

from typing import Any

from corrigenda.core import events
from corrigenda.desk import tasks as desk
from corrigenda.matching import tasks as matching
from corrigenda.reply import tasks as reply


def when_message_received(message_id: int, **_: Any) -> None:
    """A new message: does it carry a known claim?"""
    matching.match_message.defer(message_id=message_id)


def when_request_received(request_id: int, **_: Any) -> None:
    """One more person asks about a message already known: the answer may be there."""
    reply.answer_request.defer(request_id=request_id)


def when_message_answered(message_id: int, **_: Any) -> None:
    """A match was confirmed: everyone who asked is answered, and its case with them."""
    reply.answer_message.defer(message_id=message_id)
    desk.close_if_answered.defer(message_id=message_id)


def when_message_unanswered(message_id: int, **_: Any) -> None:
    """Nothing safe to say: people look at it."""
    desk.open_case.defer(message_id=message_id)


def when_message_not_checkable(message_id: int, **_: Any) -> None:
    """The desk said why there is nothing to check: everyone who asked is told."""
    reply.answer_message.defer(message_id=message_id)


def when_answer_taken_back(message_id: int, **_: Any) -> None:
    """The desk took back what it said: who has not read it yet waits again."""
    reply.withdraw.defer(message_id=message_id)


def when_fact_check_published(fact_check_id: int, **_: Any) -> None:
    """Its own case is answered, and it becomes a known claim for everyone who waits."""
    desk.close_answered_cases.defer(fact_check_id=fact_check_id)
    matching.bring_up_to_date.defer()


def when_fact_check_amended(fact_check_id: int, kind: str, **_: Any) -> None:
    """It was corrected, updated or retracted: those it was sent to hear, and a retracted one answers nobody more."""
    reply.tell_of_change.defer(fact_check_id=fact_check_id)
    if kind == "retraction":
        desk.reopen_withdrawn.defer(fact_check_id=fact_check_id)
        matching.withdraw.defer(fact_check_id=fact_check_id)
    else:
        matching.bring_up_to_date.defer()


def when_fact_check_confirmed(**_: Any) -> None:
    """It stands until a new date: it may answer again those who wait."""
    matching.bring_up_to_date.defer()


def when_fact_checks_imported(**_: Any) -> None:
    """Other publishers' fact-checks become known claims."""
    matching.bring_up_to_date.defer()


def connect() -> None:
    """Connect every event to what follows it. Called once, when Django is ready."""
    events.message_received.connect(when_message_received)
    events.request_received.connect(when_request_received)
    events.message_answered.connect(when_message_answered)
    events.message_unanswered.connect(when_message_unanswered)
    events.message_not_checkable.connect(when_message_not_checkable)
    events.answer_taken_back.connect(when_answer_taken_back)
    events.fact_check_published.connect(when_fact_check_published)
    events.fact_check_amended.connect(when_fact_check_amended)
    events.fact_check_confirmed.connect(when_fact_check_confirmed)
    events.fact_checks_imported.connect(when_fact_checks_imported)
