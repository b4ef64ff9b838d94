"""A job is kept or dropped together with the write that caused it."""

from __future__ import annotations

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from corrigenda.core import events
from corrigenda.core.models import Member
from corrigenda.intake.actions import receive
from corrigenda.intake.models import Message, Request, Tipline

pytestmark = pytest.mark.django_db


def jobs() -> list[str]:
    return list(ProcrastinateJob.objects.order_by("id").values_list("task_name", flat=True))


def test_message_request_and_job_are_written_together() -> None:
    receive(text="Uống nước chanh nóng chữa ung thư", lang="vi", tipline=Tipline.WEB)
    assert (Message.objects.count(), Request.objects.count(), jobs()) == (1, 1, ["matching.match_message"])


def test_a_failed_write_leaves_no_job() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012
        receive(text="Chuyển tiếp: khẩn cấp", lang="vi", tipline=Tipline.WEB)
        raise RuntimeError
    assert (Message.objects.count(), Request.objects.count(), jobs()) == (0, 0, [])


def test_a_repeated_message_is_not_matched_again() -> None:
    for _ in range(3):
        receive(text="ชาร์จมือถือข้ามคืนทำให้ระเบิด", lang="th", tipline=Tipline.API)
    assert jobs() == ["matching.match_message", "reply.answer_request", "reply.answer_request"]


@pytest.mark.parametrize(
    ("event", "wanted"),
    [
        (events.message_answered, {"reply.answer_message", "desk.close_if_answered"}),
        (events.message_unanswered, {"desk.open_case"}),
        (events.message_not_checkable, {"reply.answer_message"}),
        (events.answer_taken_back, {"reply.withdraw"}),
        (events.fact_check_published, {"desk.close_answered_cases", "matching.bring_up_to_date"}),
        (events.fact_checks_imported, {"matching.bring_up_to_date"}),
    ],
)
def test_what_follows_an_event_is_queued(event: object, wanted: set[str]) -> None:
    event.send(Member, message_id=1, fact_check_id=1, reason="opinion")  # type: ignore[attr-defined]
    assert set(jobs()) == wanted
