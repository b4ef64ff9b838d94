"""The desk's part of the queue: each task loads by id and calls one action."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from corrigenda.desk import actions

PATIENT = RetryStrategy(max_attempts=8, exponential_wait=2)


@app.task(name="desk.open_case", retry=PATIENT)
def open_case(message_id: int) -> None:
    """A message without a safe answer becomes a case."""
    actions.open_case_for(message_id)


@app.task(name="desk.close_answered_cases", retry=PATIENT)
def close_answered_cases(fact_check_id: int) -> None:
    """The cases a fact-check was written for are answered once it is published."""
    actions.close_case_as_answered(fact_check_id)


@app.task(name="desk.close_if_answered", retry=PATIENT)
def close_if_answered(message_id: int) -> None:
    """An open case goes when its messages have been answered some other way."""
    actions.close_if_answered(message_id)


@app.task(name="desk.reopen_withdrawn", retry=PATIENT)
def reopen_withdrawn(fact_check_id: int) -> None:
    """The cases that a retracted fact-check answered are open again."""
    actions.reopen_withdrawn(fact_check_id)
