"""Thresholds follow what people decided, and never below the promise."""

from __future__ import annotations

import numpy as np
import pytest

from corrigenda.core.models import AuditEntry, Member
from corrigenda.engine import calibrate as calibrated
from corrigenda.engine.calibrate import GroupCalibration
from corrigenda.engine.rerank import load_ranker
from corrigenda.engine.types import EngineError
from corrigenda.matching import actions, calibration, engine_room
from corrigenda.matching.actions.calibrate import GroupOutcome, NothingToUndo, Outcome
from corrigenda.matching.models import CalibrationVersion, Match, MatchState
from tests.matching.decisions import THAI, VIETNAMESE, between, decided, fact_check, shipped_cut

pytestmark = pytest.mark.django_db

ASKED = "Uống nước chanh nóng có chữa khỏi ung thư không?"


def used(text: str = ASKED) -> GroupCalibration:
    """What a message is judged by just now."""
    ranker = calibration.ranker_of_this_desk()
    return ranker.calibration.of(text=text)


def same(one: GroupCalibration, other: GroupCalibration) -> bool:
    return calibrated.as_json([one]) == calibrated.as_json([other])


def cut(group: GroupCalibration) -> float:
    return float(np.interp(group.answer_from, group.probabilities, group.scores))


def line(outcome: Outcome, group: str = "vi") -> GroupOutcome:
    return next(each for each in outcome.groups if each.group == group)


def good_work(bo: Member) -> None:
    """Two hundred pairs just below the shipped threshold, all of them right, and wrong ones far below."""
    at = shipped_cut()
    decided(between(at - 0.4, at - 0.02, count=200), member=bo, right=True)
    decided(between(at - 8, at - 5, count=100), member=bo, right=False)


def bad_news(bo: Member) -> None:
    """A hundred pairs above the shipped threshold, one in five of them wrong, up to the top."""
    at = shipped_cut()
    decided(between(at + 0.01, at + 0.4, count=80), member=bo, right=True)
    decided(between(at + 0.02, at + 0.5, count=20), member=bo, right=False)


def test_a_desk_that_decided_nothing_keeps_what_was_shipped() -> None:
    outcome = actions.calibrate()
    assert (outcome.groups, outcome.changed, outcome.version) == ((), False, None)
    assert not CalibrationVersion.objects.exists()


def test_pairs_that_keep_the_promise_lower_the_threshold(bo: Member) -> None:
    before = used()
    good_work(bo)
    outcome = actions.calibrate()
    row = line(outcome)
    assert (row.outcome, row.decided, row.right, row.precision, row.coverage) == ("fitted", 300, 200, 1.0, 1.0)
    assert outcome.version == CalibrationVersion.objects.get()
    assert outcome.version.evidence[0]["group"] == "vi"
    assert cut(used()) < cut(before)
    assert used().evidence[0].at_least > 0.98


def test_the_engine_uses_it_from_the_next_message_on(bo: Member) -> None:
    assert engine_room.searcher()._ranker is load_ranker()
    good_work(bo)
    actions.calibrate()
    ranker = engine_room.searcher()._ranker
    assert ranker is not None
    assert set(ranker.calibration.desk) == {"vi"}
    actions.undo_calibration()
    assert engine_room.searcher()._ranker is load_ranker()


def test_with_another_encoder_only_the_desks_own_evidence_lets_it_answer(
    bo: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert used().may_answer
    loaded = engine_room.encoder()  # whose numbers stand in for the other's
    monkeypatch.setattr(engine_room, "_encoder", lambda _model, *, threads: loaded)
    monkeypatch.setattr(engine_room, "named_model", lambda: "somebody/else")
    thai = "ดื่มน้ำมะนาวโซดารักษาโรคเบาหวาน"
    assert not used().may_answer
    assert not used(thai).may_answer
    good_work(bo)
    actions.calibrate()
    assert used().may_answer
    assert not used(thai).may_answer


def test_what_was_decided_in_one_language_moves_no_other_ones_threshold(bo: Member) -> None:
    others = ("ดื่มน้ำมะนาวโซดารักษาโรคเบาหวาน", "Hot lemon water cures cancer", "Горячая вода")
    before = [used(text) for text in others]
    good_work(bo)
    actions.calibrate()
    assert all(same(used(text), was) for text, was in zip(others, before, strict=True))


def test_too_many_wrong_answers_raise_the_threshold(bo: Member) -> None:
    before = used()
    bad_news(bo)
    outcome = actions.calibrate()
    assert line(outcome).outcome == "raised"
    after = used()
    assert not after.may_answer or cut(after) > cut(before)
    answered = Match.objects.filter(score__gte=cut(after)) if after.may_answer else Match.objects.none()
    right = answered.filter(state=MatchState.CONFIRMED).count()
    assert right >= 0.98 * answered.count()


def test_one_wrong_answer_in_a_hundred_breaks_no_promise(bo: Member) -> None:
    at = shipped_cut()
    decided(between(at + 0.01, at + 0.4, count=75), member=bo, right=True)
    decided([at + 0.2], member=bo, right=False)
    outcome = actions.calibrate()
    assert (line(outcome).outcome, outcome.version) == ("kept", None)


@pytest.mark.parametrize("right", [True, False])
def test_too_few_decisions_move_nothing(right: bool, bo: Member) -> None:
    at = shipped_cut()
    decided(between(at - 0.3, at + 0.3, count=59), member=bo, right=right)
    outcome = actions.calibrate()
    assert (line(outcome).outcome, outcome.changed) == ("too_few", False)
    assert line(outcome).old_threshold == line(outcome).new_threshold


def test_automatic_answers_that_nobody_looked_at_are_no_evidence(bo: Member) -> None:
    at = shipped_cut()
    decided(between(at, at + 0.4, count=500), member=None, right=True, automatic=True, was_automatic=True)
    assert actions.calibrate().groups == ()


def test_a_best_suggestion_passed_over_for_another_was_wrong(bo: Member) -> None:
    at, other = shipped_cut(), fact_check()
    passed_over = decided(
        between(at, at + 0.4, count=70), member=None, right=False, state=MatchState.SUGGESTED, decided_at=None
    )
    assert actions.calibrate().groups == ()
    for match in passed_over:
        actions.link(match.message_id, other.pk, member=bo)
    row = line(actions.calibrate())
    assert (row.decided, row.right) == (70, 0)


def test_pairs_that_a_guard_held_back_do_not_count_against_the_threshold(bo: Member) -> None:
    good_work(bo)
    at = shipped_cut()
    decided(between(at - 0.3, at + 0.4, count=30), member=bo, right=False, held_back=True)
    assert line(actions.calibrate()).decided == 300


def test_languages_are_told_apart(bo: Member) -> None:
    at = shipped_cut(THAI)
    decided(between(at - 0.4, at, count=30), member=bo, right=True, groups=THAI)
    good_work(bo)
    outcome = actions.calibrate()
    assert [(each.group, each.outcome) for each in outcome.groups] == [("th", "too_few"), ("vi", "fitted")]


def test_trying_it_stores_nothing(bo: Member) -> None:
    good_work(bo)
    outcome = actions.calibrate(dry_run=True)
    assert (outcome.changed, outcome.version) == (True, None)
    assert not CalibrationVersion.objects.exists()
    assert not AuditEntry.objects.filter(action="calibrate").exists()


def test_doing_it_twice_changes_nothing_more(bo: Member) -> None:
    good_work(bo)
    assert actions.calibrate().changed
    again = actions.calibrate()
    assert (again.changed, again.version) == (False, None)
    assert CalibrationVersion.objects.count() == 1


def test_undoing_goes_back_one_step_at_a_time(bo: Member, ana: Member) -> None:
    shipped = used()
    good_work(bo)
    first = actions.calibrate(member=ana).version
    one = used()
    bad_news(bo)
    assert actions.calibrate(member=ana).version is not None
    assert not same(used(), one)
    assert actions.undo_calibration(member=ana) == first
    assert same(used(), one)
    assert actions.undo_calibration(member=ana) is None
    assert same(used(), shipped)
    with pytest.raises(NothingToUndo):
        actions.undo_calibration(member=ana)
    done = AuditEntry.objects.filter(subject_type="CalibrationVersion").order_by("id").values_list("action", "member")
    assert list(done) == [
        ("calibrate", ana.pk),
        ("calibrate", ana.pk),
        ("undo_calibration", ana.pk),
        ("undo_calibration", ana.pk),
    ]


def test_decisions_of_another_ranker_tell_nothing(bo: Member) -> None:
    good_work(bo)
    Match.objects.update(ranker_version="another")
    outcome = actions.calibrate()
    assert (outcome.groups, outcome.of_other_rankers) == ((), 300)


def test_a_calibration_of_another_ranker_is_not_used_until_it_is_made_again(bo: Member) -> None:
    good_work(bo)
    actions.calibrate()
    CalibrationVersion.objects.update(ranker_version="another")
    assert calibration.ranker_of_this_desk() is load_ranker()
    assert calibration.of_another_ranker() is not None
    assert actions.calibrate().version is not None
    assert calibration.of_another_ranker() is None
    assert used().name == "vi"


def test_after_a_new_ranker_without_decisions_the_shipped_one_stands_and_nothing_is_stale(bo: Member) -> None:
    CalibrationVersion.objects.create(ranker_version="another", groups={})
    assert actions.calibrate().version is not None
    assert calibration.of_another_ranker() is None
    assert calibration.ranker_of_this_desk() is load_ranker()


def test_a_damaged_calibration_says_how_to_leave_it(bo: Member) -> None:
    CalibrationVersion.objects.create(ranker_version=engine_room.ranker_version(), groups={"vi": {"scores": []}})
    with pytest.raises(EngineError, match="--undo"):
        calibration.ranker_of_this_desk()
    assert actions.undo_calibration() is None


def test_the_groups_of_a_version_are_those_that_were_fitted(bo: Member) -> None:
    good_work(bo)
    version = actions.calibrate().version
    assert version is not None
    kept = calibration.groups_of_version(CalibrationVersion.objects.get(pk=version.pk))["vi"]
    fitted = used()
    assert (kept.answer_from, kept.evidence, kept.may_answer) == (fitted.answer_from, fitted.evidence, True)
    assert VIETNAMESE[0] in version.groups
