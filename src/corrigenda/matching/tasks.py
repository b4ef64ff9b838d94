"""Loads by id and calls one action."""

import logging
from contextlib import suppress

from django.db import connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from corrigenda.matching import actions

logger = logging.getLogger(__name__)
PATIENT = RetryStrategy(max_attempts=8, exponential_wait=2)
FIRST = 10  # before messages that wait: what is published is found within two seconds, however many come in
ALONG = 16  # messages that one job takes along: a quarter of a second, no longer does what is published wait

# Locked by this transaction, the row is nobody else's; killed before its end, the job waits as before.
TAKE_ALONG = """
DELETE FROM procrastinate_jobs WHERE id = (
    SELECT id FROM procrastinate_jobs
    WHERE status = 'todo' AND task_name = 'matching.match_message' AND attempts = 0
      AND (scheduled_at IS NULL OR scheduled_at <= now())
    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
) RETURNING (args->>'message_id')::bigint
"""


@app.task(name="matching.match_message", retry=PATIENT)
def match_message(message_id: int) -> None:
    """Decide whether this message carries a known claim, then about those that wait behind it."""
    actions.match_message(message_id)
    for _ in range(ALONG):
        try:
            if not _matched_another():
                break
        except Exception:  # whatever it was, that message's own job meets it again, and is tried again for it
            logger.warning("A message taken along could not be matched.", exc_info=True)
            break


@transaction.atomic
def _matched_another() -> bool:
    """Decide about one more message and strike out its job, both or neither: a job of its own costs more than both."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_ALONG)
        row = cursor.fetchone()
    if row is not None:
        actions.match_message(row[0])
    return row is not None


@app.task(name="matching.bring_up_to_date", retry=PATIENT, lock="matching.index", priority=FIRST)
def bring_up_to_date() -> None:
    """Bring the index up to what is published; those who wait are asked again by a job of its own."""
    with suppress(actions.IndexBusy):  # whoever is at it takes in the rest
        actions.follow_register()
    if actions.there_is_news():
        tell_those_who_wait.defer()


@app.task(name="matching.tell_those_who_wait", retry=PATIENT, lock="matching.news")
def tell_those_who_wait() -> None:
    """Ask again for everyone who waits. It may take long, and what is published meanwhile does not wait for it."""
    actions.tell_those_who_wait()


@app.task(name="matching.rebuild_index", retry=PATIENT, lock="matching.rebuild")
def rebuild_index() -> None:
    """Build the index anew if this version cannot use it, as after an update that brought another encoder."""
    if actions.rebuild_if_unusable():
        tell_those_who_wait.defer()


@app.task(name="matching.withdraw", retry=PATIENT, priority=FIRST)
def withdraw(fact_check_id: int) -> None:
    """A retracted fact-check is found no more, and what it answered is open again."""
    actions.withdraw(fact_check_id)
