"""What a worker does for replies: each task loads by id and calls one action."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from corrigenda.reply import actions

# The only thing that can fail here is the database for a while: eight tries over about four minutes.
TRY_AGAIN = RetryStrategy(max_attempts=8, exponential_wait=2)


@app.task(name="reply.answer_message", retry=TRY_AGAIN)
def answer_message(message_id: int) -> int:
    """Reply to every waiting request of a message."""
    return actions.answer_message(message_id)


@app.task(name="reply.answer_request", retry=TRY_AGAIN)
def answer_request(request_id: int) -> int:
    """Reply to one request whose message may have an answer already."""
    return actions.answer_request(request_id)


@app.task(name="reply.withdraw", retry=TRY_AGAIN)
def withdraw(message_id: int) -> int:
    """Take back the replies about a message that nobody has read."""
    return actions.withdraw(message_id)


@app.task(name="reply.tell_of_change", retry=TRY_AGAIN)
def tell_of_change(fact_check_id: int) -> int:
    """Everyone who was sent a fact-check that changed is to hear of it."""
    return actions.tell_of_change(fact_check_id)
