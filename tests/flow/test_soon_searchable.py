"""What is published is found by everybody within two seconds, whatever the worker is busy with."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.utils import timezone

from corrigenda.claims.models import Claim, FactCheck, Publisher, Rating
from corrigenda.core import events
from corrigenda.engine.types import Query
from corrigenda.flow.worker import work, worker_queue
from corrigenda.intake.actions import receive
from corrigenda.intake.models import Tipline
from corrigenda.matching import engine_room
from corrigenda.matching.actions import index as actions
from corrigenda.matching.models import Match
from tests.engine.fakes import WordEncoder

pytestmark = pytest.mark.django_db(transaction=True)
AT_MOST_SECONDS = 2.0


class Slow(WordEncoder):
    """Takes as long for a message as the real encoder does on a busy machine."""

    def encode(self, texts: list[str], **how: object) -> object:  # type: ignore[override]
        time.sleep(0.02 * len(texts))
        return super().encode(texts, **how)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = Slow()
    monkeypatch.setattr(engine_room, "_encoder", lambda _model, *, threads: encoder)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def worker() -> Iterator[None]:
    """The worker as `corrigenda worker` runs it, in a thread of its own."""
    loop = asyncio.new_event_loop()
    working = loop.create_task(work(worker_queue()))

    def run() -> None:
        try:
            loop.run_until_complete(working)
        except asyncio.CancelledError:
            pass
        finally:
            loop.close()

    thread = threading.Thread(target=run)
    thread.start()
    yield
    loop.call_soon_threadsafe(working.cancel)
    thread.join(30)
    assert not thread.is_alive()


def publish(claim: str) -> FactCheck:
    """A fact-check becomes public, with the event that goes with it, in one transaction."""
    with transaction.atomic():
        publisher, _ = Publisher.objects.get_or_create(site="checks.example", defaults={"name": "Checks"})
        fact_check = FactCheck.objects.create(
            origin="imported",
            publisher=publisher,
            claim=Claim.objects.create(text=claim, lang="en"),
            lang="en",
            title=claim,
            rating=Rating.objects.get_or_create(code="false", defaults={"order": 1})[0],
            state="published",
            published_at=timezone.now(),
        )
        events.fact_check_published.send(FactCheck, fact_check_id=fact_check.pk)
    return fact_check


def seconds_until_found(fact_check: FactCheck) -> float:
    began = time.monotonic()
    while time.monotonic() < began + 30:
        hits = engine_room.searcher().decide(Query(fact_check.claim.text)).hits
        if hits and hits[0].claim.id == fact_check.public_id:
            return time.monotonic() - began
        time.sleep(0.1)
    raise AssertionError("It was never found.")


def test_on_a_quiet_desk(worker: None) -> None:
    publish("Garlic around the neck keeps every virus away from children")
    new = publish("A peeled onion in the socks overnight cures the flu by morning")
    assert seconds_until_found(new) <= AT_MOST_SECONDS


def test_while_hundreds_of_messages_come_in(worker: None) -> None:
    publish("Garlic around the neck keeps every virus away from children")
    for number in range(120):
        receive(text=f"Tin nhắn số {number}: uống nước biển hết ho thật không", lang="vi", tipline=Tipline.WEB)
    new = publish("A peeled onion in the socks overnight cures the flu by morning")
    assert seconds_until_found(new) <= AT_MOST_SECONDS


def test_while_those_who_wait_are_told_of_something_else(worker: None) -> None:
    for number in range(100):
        receive(text=f"Câu hỏi số {number}: ăn tỏi sống có khỏi cúm không", lang="vi", tipline=Tipline.WEB)
    until = time.monotonic() + 30
    while time.monotonic() < until and Match.objects.count() == 0 and _jobs_left():
        time.sleep(0.1)
    first = publish("Garlic around the neck keeps every virus away from children")
    assert seconds_until_found(first) <= AT_MOST_SECONDS
    second = publish(
        "A peeled onion in the socks overnight cures the flu by morning"
    )  # two seconds of telling are under way
    assert seconds_until_found(second) <= AT_MOST_SECONDS


def test_while_another_process_takes_in_thousands(worker: None) -> None:
    began, ended = threading.Event(), threading.Event()

    def elsewhere() -> None:
        with actions.one_at_a_time(wait=True):
            began.set()
            ended.wait(30)
        connection.close()

    other = threading.Thread(target=elsewhere)
    other.start()
    began.wait(30)
    new = publish("A peeled onion in the socks overnight cures the flu by morning")
    took = seconds_until_found(new)
    ended.set()
    other.join()
    assert took <= AT_MOST_SECONDS


def _jobs_left() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        return int(cursor.fetchone()[0])
