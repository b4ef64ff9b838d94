"""One job takes along the messages that wait behind it, and none of them is lost or matched twice."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from corrigenda.intake.actions import receive
from corrigenda.intake.models import Message, Tipline
from corrigenda.matching import actions, tasks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_queue() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def send(count: int) -> list[int]:
    for number in range(count):
        receive(text=f"Tin nhắn số {number}: uống nước biển hết ho", lang="vi", tipline=Tipline.WEB)
    return list(Message.objects.order_by("pk").values_list("pk", flat=True))


def waiting() -> list[int]:
    jobs = ProcrastinateJob.objects.filter(task_name="matching.match_message", status="todo").order_by("id")
    return [job.args["message_id"] for job in jobs]


@pytest.fixture
def matched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What was decided about, in order; the deciding itself is tested elsewhere."""
    seen: list[int] = []
    monkeypatch.setattr(actions, "match_message", seen.append)
    return seen


def start_first() -> int:
    """The first job as a worker has it: no longer waiting."""
    job = ProcrastinateJob.objects.filter(task_name="matching.match_message").order_by("id").values("id", "args")[0]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [job["id"]])
    return int(job["args"]["message_id"])


def test_those_that_wait_behind_are_taken_along_in_order(matched: list[int]) -> None:
    sent = send(5)
    tasks.match_message(message_id=start_first())
    assert (matched, waiting()) == (sent, [])


def test_no_more_than_half_a_seconds_worth(matched: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "ALONG", 2)
    sent = send(5)
    tasks.match_message(message_id=start_first())
    assert (matched, waiting()) == (sent[:3], sent[3:])


def test_one_that_fails_keeps_its_job_and_those_before_it_stay_done(monkeypatch: pytest.MonkeyPatch) -> None:
    sent, done = send(4), []

    def match(message_id: int) -> None:
        Message.objects.filter(pk=message_id).update(lang="xx")
        if message_id == sent[2]:
            raise RuntimeError
        done.append(message_id)

    monkeypatch.setattr(actions, "match_message", match)
    tasks.match_message(message_id=start_first())  # its own message is done: nothing to try again for
    assert done == sent[:2]
    assert waiting() == sent[2:]
    assert Message.objects.get(pk=sent[2]).lang != "xx"  # what it wrote is gone with it


def test_two_workers_never_take_the_same_one(monkeypatch: pytest.MonkeyPatch) -> None:
    sent, seen = send(12), list[int]()
    both = threading.Barrier(2, timeout=20)

    def match(message_id: int) -> None:
        if len(seen) < 2:
            both.wait()
        seen.append(message_id)

    monkeypatch.setattr(actions, "match_message", match)

    def work() -> None:
        try:
            while tasks._matched_another():
                pass
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(seen) == sent
    assert waiting() == []


def test_one_that_is_to_be_tried_again_later_is_left_alone(matched: list[int]) -> None:
    sent = send(2)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET attempts = 1 WHERE (args->>'message_id')::int = %s", [sent[1]])
    tasks.match_message(message_id=start_first())
    assert (matched, waiting()) == (sent[:1], sent[1:])


def wait_until_gone(process: int, *, seconds: float = 20) -> None:
    """PostgreSQL lets go of a lost connection's locks in its own time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [process])
            if cursor.fetchone() is None:
                return
        time.sleep(0.05)
    raise AssertionError(process)


def test_a_job_taken_along_by_a_process_that_dies_waits_again(matched: list[int]) -> None:
    send(2)
    first, second = waiting()
    other = connection.copy()
    other.ensure_connection()
    other.set_autocommit(False)
    with other.cursor() as cursor:  # the other process has taken it along ...
        cursor.execute("SELECT pg_backend_pid()")
        [process] = cursor.fetchone()
        cursor.execute(tasks.TAKE_ALONG)
        assert cursor.fetchone() == (first,)
    with transaction.atomic():
        assert tasks._matched_another()
    assert matched == [second]
    other.close()  # ... and dies
    wait_until_gone(process)
    assert waiting() == [first]
    assert tasks._matched_another()
    assert matched == [second, first]
