"""Step 6 of 6. Counts, and only counts: nothing is by person, and the public side hides small ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import connection

from corrigenda.engine.calibrate import wilson

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

LEAST_CHECKED = 20  # automatic answers a person looked at; the interval of fewer says nothing
LANGUAGES = ("vi", "th", "")  # that messages are known by; "": every other
# The draw goes through the answers in the order of a digest. What somebody questioned is looked at before its turn: it
# counts once the draw of its language has come past it, or the sample would leave out what is most often wrong.
LOOKED_AT = """
WITH looked_at AS (
    SELECT CASE WHEN said.lang IN ('vi', 'th') THEN said.lang ELSE '' END AS language,
           answer.state = 'rejected' AS wrong, answer.drawn, md5(said.public_id) AS turn
    FROM matching_match answer JOIN intake_message said ON said.id = answer.message_id
    WHERE answer.was_automatic AND answer.decided_by_id IS NOT NULL AND answer.state <> 'suggested'
      AND (answer.drawn OR answer.questioned_at IS NOT NULL)
), reached AS (
    SELECT language, max(turn) AS turn FROM looked_at WHERE drawn GROUP BY language
)
SELECT language, count(*), count(*) FILTER (WHERE wrong)
FROM looked_at JOIN reached USING (language)
WHERE looked_at.drawn OR looked_at.turn <= reached.turn
GROUP BY language
"""


@dataclass(frozen=True, slots=True)
class FalseAnswers:
    """How many automatic answers in a language were wrong, of those drawn by chance that a person looked at.

    All None where they are fewer than ``LEAST_CHECKED``. Shares are percentages, with their 95 % interval.
    """

    lang: str  # "": every language but those that are shown
    checked: int | None = None
    wrong: int | None = None
    percent: float | None = None
    lowest: float | None = None
    highest: float | None = None


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


def false_answers() -> list[FalseAnswers]:
    """The measured rate of wrong automatic answers by language of the message, for the public.

    Only what the draw has come to counts: what somebody questioned is more often wrong than the rest.
    """
    with connection.cursor() as cursor:
        cursor.execute(LOOKED_AT)
        counted = {language: (checked, wrong) for language, checked, wrong in cursor.fetchall()}
    return [_rate(lang, *counted.get(lang, (0, 0))) for lang in LANGUAGES]


def _rate(lang: str, checked: int, wrong: int) -> FalseAnswers:
    if checked < LEAST_CHECKED:
        return FalseAnswers(lang)
    lowest, highest = wilson(wrong, checked)
    return FalseAnswers(lang, checked, wrong, 100 * wrong / checked, 100 * lowest, 100 * highest)
