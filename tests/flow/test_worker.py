"""A worker's tasks queue what follows on the connection of their own write: nothing runs before it is committed."""

from __future__ import annotations

import asyncio
import contextlib

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

from corrigenda.core import events
from corrigenda.core.models import AuditEntry
from corrigenda.flow.worker import work, worker_queue


@app.task(name="tests.writes_and_fails")
def writes_and_fails() -> None:
    """Writes, queues what follows, and fails: neither may stay."""
    with transaction.atomic():
        AuditEntry.objects.create(action="written", subject_type="test", subject_id="1")
        events.message_answered.send(AuditEntry, message_id=1, fact_check_id=1)
        raise RuntimeError


@app.task(name="tests.writes")
def writes() -> None:
    """Writes, queues what follows, and sees that no other connection sees it yet."""
    with transaction.atomic():
        events.message_unanswered.send(AuditEntry, message_id=0)
        assert asyncio.run(_jobs_seen_by_others()) == 0


async def _jobs_seen_by_others() -> int:
    queue = worker_queue()
    async with queue.open_async():
        jobs = await queue.job_manager.list_jobs_async(task="desk.open_case")
    return len(list(jobs))


def test_the_workers_queue_leaves_djangos_in_place() -> None:
    queue = worker_queue()
    assert isinstance(app.connector, DjangoConnector)
    assert not isinstance(queue.connector, DjangoConnector)


@pytest.mark.django_db(transaction=True)
def test_what_a_failed_task_queued_is_gone_with_its_write() -> None:
    writes_and_fails.defer()
    with contextlib.suppress(RuntimeError):
        asyncio.run(work(worker_queue(), until_empty=True))
    assert not AuditEntry.objects.filter(action="written").exists()
    assert set(ProcrastinateJob.objects.values_list("task_name", "status")) == {("tests.writes_and_fails", "failed")}


@pytest.mark.django_db(transaction=True)
def test_what_a_task_queues_is_not_seen_before_its_write() -> None:
    writes.defer()
    asyncio.run(work(worker_queue(), until_empty=True))
    assert not ProcrastinateJob.objects.filter(task_name="tests.writes", status="failed").exists()
