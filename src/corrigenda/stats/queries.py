"""Step 6 of 6. Counts, and only counts: nothing is by person, and the public side hides small ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import connection

AT_ONCE = timedelta(seconds=60)  # an automatic reply within this time counts as answered at once
LEAST_SHOWN = 5  # smaller counts are hidden from the public

FIGURES = """
SELECT (SELECT count(*) FROM intake_message),
       count(*),
       count(*) FILTER (
           WHERE r.automatic AND r.created_at - q.received_at <= make_interval(secs => %(at_once)s)),
       count(r.id),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY r.created_at - q.received_at)
           FILTER (WHERE r.id IS NOT NULL)
FROM intake_request q LEFT JOIN reply_reply r ON r.request_id = q.id
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """How much came in and how it was answered. None: hidden from the public, or nothing to speak of yet."""

    messages: int | None
    requests: int | None
    waiting: int | None
    at_once_share: float | None  # of all requests, 0 to 1
    median_time_to_answer: timedelta | None  # over answered requests; those that wait are not in it


def desk_figures() -> Figures:
    """All figures as they are, for the desk."""
    return _figures()[0]


def public_figures() -> Figures:
    """The figures, with everything hidden that rests on fewer than five requests or tells of so few."""
    figures, at_once, answered = _figures()
    requests = figures.requests or 0
    share_is_safe = min(at_once, requests - at_once) >= LEAST_SHOWN
    return replace(
        figures,
        messages=_shown(figures.messages),
        requests=_shown(figures.requests),
        waiting=_shown(figures.waiting) if answered == 0 or answered >= LEAST_SHOWN else None,
        at_once_share=figures.at_once_share if share_is_safe else None,
        median_time_to_answer=figures.median_time_to_answer if answered >= LEAST_SHOWN else None,
    )


def _shown(count: int | None) -> int | None:
    return count if count is not None and count >= LEAST_SHOWN else None


def _figures() -> tuple[Figures, int, int]:
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, {"at_once": AT_ONCE.total_seconds()})
        messages, requests, at_once, answered, median = cursor.fetchone()
    figures = Figures(
        messages=messages,
        requests=requests,
        waiting=requests - answered,
        at_once_share=at_once / requests if requests else None,
        median_time_to_answer=median,
    )
    return figures, at_once, answered
