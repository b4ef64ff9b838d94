"""The figures are right, and the public never sees a small one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from corrigenda.core.clock import now
from corrigenda.intake.models import Message, Request
from corrigenda.reply.models import Reply
from corrigenda.stats.queries import desk_figures, public_figures
from tests.publish.stories import imported

pytestmark = pytest.mark.django_db


def story(*, at_once: int, later: int, waiting: int) -> None:
    fact_check = imported()
    message = Message.objects.create(text="ข้อความ", text_key="k")
    asked = now() - timedelta(days=1)
    requests = Request.objects.bulk_create(
        Request(message=message, receipt_digest=str(number), tipline="web", lang="vi", received_at=asked)
        for number in range(at_once + later + waiting)
    )
    for number, request in enumerate(requests[: at_once + later]):
        Reply.objects.create(
            request=request,
            fact_check=fact_check,
            automatic=number < at_once,
            created_at=asked + (timedelta(seconds=1) if number < at_once else timedelta(hours=3)),
        )


def test_nothing_yet_is_no_error() -> None:
    figures = desk_figures()
    assert (figures.messages, figures.requests, figures.waiting) == (0, 0, 0)
    assert figures.at_once_share is None
    assert public_figures().requests is None


def test_the_desk_sees_every_figure() -> None:
    story(at_once=2, later=1, waiting=1)
    figures = desk_figures()
    assert (figures.messages, figures.requests, figures.waiting) == (1, 4, 1)
    assert figures.at_once_share == 0.5
    assert figures.median_time_to_answer == timedelta(seconds=1)


def test_the_public_sees_large_figures() -> None:
    story(at_once=6, later=8, waiting=6)
    figures = public_figures()
    assert figures.messages is None
    assert (figures.requests, figures.waiting) == (20, 6)
    assert figures.at_once_share == pytest.approx(0.3)
    assert figures.median_time_to_answer == timedelta(hours=3)


@pytest.mark.parametrize(("at_once", "later", "waiting"), [(4, 0, 0), (4, 20, 20), (20, 0, 4), (0, 4, 20), (1, 1, 1)])
def test_no_small_number_can_be_worked_out(at_once: int, later: int, waiting: int) -> None:
    story(at_once=at_once, later=later, waiting=waiting)
    figures = public_figures()
    total, answered = at_once + later + waiting, at_once + later
    if figures.at_once_share is not None:
        assert min(at_once, total - at_once) >= 5
    if figures.waiting is not None:
        assert waiting >= 5
        assert answered == 0 or answered >= 5
    if figures.median_time_to_answer is not None:
        assert answered >= 5
    for shown in (figures.messages, figures.requests, figures.waiting):
        assert shown is None or shown >= 5
