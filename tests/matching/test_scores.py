"""A suggestion keeps what a later refitting needs of it."""

from __future__ import annotations

import pytest

from corrigenda.engine.types import Decision, Difference, Hit, KnownClaim
from corrigenda.intake.models import Message
from corrigenda.matching import actions, engine_room
from corrigenda.matching.models import Match
from tests.matching.decisions import fact_check

pytestmark = pytest.mark.django_db


def suggested(found_by: tuple[str, ...], *, reason: str = "unsure", differs: bool = False, text: str = "") -> Match:
    about = fact_check()
    message = Message.objects.create(text=text or "Nước chanh nóng chữa được ung thư", text_key=reason, lang="vi")
    differences = (Difference("number", "3", "4"),) if differs else ()
    claim = KnownClaim(about.public_id, about.claim.text)
    hit = Hit(claim, score=3.25, probability=0.9, found_by=found_by, differences=differences)
    outcome = "answer" if reason in {"probable", "exact_repeat"} else "suggest"
    actions.apply_decision(message, Decision(outcome, (hit,), reason=reason))  # type: ignore[arg-type]
    return Match.objects.get(message=message)


def test_a_suggestion_keeps_score_ranker_and_groups() -> None:
    match = suggested(("lexical", "dense"))
    assert (match.score, match.ranker_version) == (3.25, engine_room.ranker_version())
    assert match.groups == ["vi", "latin", "any"]
    assert not match.held_back


def test_the_score_of_a_repeat_is_not_the_rankers() -> None:
    match = suggested(("exact",), reason="exact_repeat")
    assert (match.score, match.ranker_version, match.groups) == (None, "", [])
    assert match.was_automatic


@pytest.mark.parametrize(
    ("reason", "differs"), [("differs", True), ("other_words", True), ("too_short", False), ("doubted", False)]
)
def test_what_a_guard_held_back_is_marked(reason: str, differs: bool) -> None:
    assert suggested(("dense",), reason=reason, differs=differs).held_back


def test_an_automatic_answer_stays_known_as_one_when_a_person_corrects_it(bo: object) -> None:
    match = suggested(("dense",), reason="probable")
    assert (match.automatic, match.was_automatic) == (True, True)
    actions.link(match.message_id, fact_check().pk, member=bo)  # type: ignore[arg-type]
    match.refresh_from_db()
    assert (match.state, match.automatic, match.was_automatic) == ("rejected", False, True)
