"""Loads by id and calls one action."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from corrigenda.matching import actions

PATIENT = RetryStrategy(max_attempts=8, exponential_wait=2)


@app.task(name="matching.match_message", retry=PATIENT)
def match_message(message_id: int) -> None:
    """Decide whether this message carries a known claim."""
    actions.match_message(message_id)


@app.task(name="matching.bring_up_to_date", retry=PATIENT, lock="matching.index")
def bring_up_to_date() -> None:
    """Bring the index up to what is published, then ask again for everyone who waits."""
    actions.bring_up_to_date()
