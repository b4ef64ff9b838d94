"""Curves never fall, thresholds keep the promise, and too little evidence answers nobody."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corrigenda.engine.calibrate import (
    Calibration,
    Evidence,
    GroupCalibration,
    read_calibration,
    wilson,
    write_calibration,
)
from corrigenda.engine.evaluate import calibration_error
from corrigenda.engine.fit_calibration import LEAST_DECIDED, NEVER, PROMISED, SURE, chance, fit, surest
from corrigenda.engine.rerank import SHIPPED
from corrigenda.engine.types import EngineError, Floats


def truth(scores: Floats) -> Floats:
    """How probable each score is in the world the tests are made in: never quite sure."""
    return np.asarray(0.995 / (1 + np.exp(1.0 - 1.5 * scores)), dtype=np.float32)


def world(seed: int, count: int) -> tuple[Floats, Floats]:
    """First hits of as many messages, half of them with no right claim in the register."""
    rng = np.random.default_rng(seed)
    half = count // 2
    scores = np.r_[rng.normal(4, 2, half), rng.normal(-3, 2.5, count - half)].clip(-8, 6).astype(np.float32)
    return scores, (rng.random(count) < truth(scores)).astype(np.float32)


def fitted(scores: Floats, labels: Floats, **options: object) -> GroupCalibration:
    return fit(scores, labels, np.ones(len(scores), np.float32), firsts=np.arange(len(scores)), **options)  # type: ignore[arg-type]


def flat(name: str, *, answer_from: float = 0.9, may_answer: bool = True) -> GroupCalibration:
    """A calibration that can be told apart."""
    scores = np.array([-1, 1], dtype=np.float32)
    evidence = (Evidence("made", 100, 99),)
    return GroupCalibration(name, scores, (scores + 1) / 2, answer_from, 0.02, evidence, may_answer)


rows = st.lists(
    st.tuples(st.floats(-50, 50, width=32), st.booleans(), st.floats(0.015625, 8, width=32)), min_size=1, max_size=120
)


@settings(deadline=None, max_examples=60)
@given(rows, st.booleans())
def test_a_curve_never_falls_whatever_was_decided(decided: list[tuple[float, bool, float]], with_prior: bool) -> None:
    scores, labels, weights = (np.array(column, dtype=np.float32) for column in zip(*decided, strict=True))
    prior = read_calibration(SHIPPED / "calibration.json").groups["any"] if with_prior else None
    group = fit(scores, labels, weights, firsts=np.arange(0, len(scores), 2), prior=prior)
    stated = group.probability(np.linspace(-120, 120, 997).astype(np.float32))
    assert np.isfinite(stated).all()
    assert (np.diff(stated) >= 0).all()
    assert 0 < stated.min() <= stated.max() < NEVER
    assert len(group.scores) == len(np.unique(group.scores))


def test_the_promise_is_kept_over_many_worlds() -> None:
    asked, _ = world(10_000, 50_000)
    kept = []
    for seed in range(40):
        group = fitted(*world(seed, 400))
        if group.may_answer:
            answered = group.probability(asked) >= group.answer_from
            kept.append(float(truth(asked)[answered].mean()))
    assert len(kept) > 20
    assert np.mean(kept) >= PROMISED
    assert min(kept) >= PROMISED - 0.02
    assert np.mean([precision < PROMISED for precision in kept]) <= 0.4


def test_much_evidence_answers_nearly_all_that_can_be_answered() -> None:
    asked, _ = world(10_000, 50_000)
    probable = np.sort(truth(asked))[::-1]
    best = probable[: np.flatnonzero(np.cumsum(probable) / np.arange(1, len(probable) + 1) >= PROMISED)[-1]].sum()
    group = fitted(*world(1, 5_000))
    answered = group.probability(asked) >= group.answer_from
    assert truth(asked)[answered].sum() >= 0.9 * best


@pytest.mark.parametrize("count", [300, 3_000])
def test_a_probability_means_what_it_says(count: int) -> None:
    asked, right = world(10_000, 20_000)
    group = fitted(*world(2, count))
    assert calibration_error(group.probability(asked).tolist(), (right > 0.5).tolist()) <= 0.03
    assert group.error is not None


def test_the_measured_error_is_that_of_rows_the_curve_has_not_seen() -> None:
    """Labels by chance: a curve that had seen its own rows would claim a small error in every bin it can bend to."""
    rng = np.random.default_rng(5)
    scores = rng.normal(size=200).astype(np.float32)
    labels = (rng.random(200) < 0.5).astype(np.float32)
    group = fitted(scores, labels)
    seen = calibration_error(group.probability(scores).tolist(), (labels > 0.5).tolist())
    assert group.error is not None
    assert group.error > seen


@pytest.mark.parametrize("count", [1, 2, 30, LEAST_DECIDED - 1, LEAST_DECIDED, 78])
def test_a_group_with_too_little_evidence_answers_nobody(count: int) -> None:
    group = fitted(np.linspace(0, 5, count, dtype=np.float32), np.ones(count, np.float32))
    assert not group.may_answer
    assert group.answer_from == NEVER > group.probability(np.array([1e6], dtype=np.float32))[0]


def test_seventy_nine_right_answers_are_the_least_that_let_a_group_answer() -> None:
    group = fitted(np.linspace(0, 5, 79, dtype=np.float32), np.ones(79, np.float32))
    assert group.may_answer
    assert [(each.decisions, each.right) for each in group.evidence] == [(79, 79)]


def test_first_hits_that_a_guard_held_back_move_no_threshold() -> None:
    scores, labels = world(3, 1_000)
    held_back = np.full(15, 5.0, dtype=np.float32)
    scores, labels = np.r_[scores, held_back], np.r_[labels, np.zeros(15, np.float32)]
    every, without = fitted(scores, labels), fitted(scores, labels, trusted=np.arange(1_000))
    assert without.may_answer
    answered = [int((group.probability(scores) >= group.answer_from).sum()) for group in (every, without)]
    assert answered[0] < answered[1]


def test_the_evidence_is_told_by_set_and_counts_what_is_answered() -> None:
    scores, labels = world(4, 2_000)
    sets = np.where(np.arange(2_000) % 2, "tweets", "posts").tolist()
    group = fitted(scores, labels, sets=sets)
    answered = group.probability(scores) >= group.answer_from
    assert [each.set for each in group.evidence] == ["posts", "tweets"]
    assert sum(each.decisions for each in group.evidence) == answered.sum()
    assert sum(each.right for each in group.evidence) == labels[answered].sum()


@given(st.lists(st.tuples(st.sampled_from([0.5, 0.85, 0.9, 0.95, 0.99]), st.booleans()), max_size=400))
def test_a_threshold_keeps_the_promise_on_what_it_was_read_from(decided: list[tuple[float, bool]]) -> None:
    stated = np.array([each for each, _ in decided], dtype=np.float64)
    right = np.array([each for _, each in decided], dtype=np.float64)
    if (threshold := surest(stated, right)) is not None:
        answered = right[stated >= threshold]
        assert chance(int(answered.sum()), len(answered)) >= SURE
        assert answered.mean() >= PROMISED


@pytest.mark.parametrize(("right", "decisions"), [(79, 79), (234, 237), (0, 5), (980, 1_000)])
def test_the_chance_is_that_of_the_posterior(right: int, decisions: int) -> None:
    drawn = np.random.default_rng(0).beta(right + 1, decisions - right + 1, 200_000)
    assert chance(right, decisions) == pytest.approx((drawn >= PROMISED).mean(), abs=0.005)


def test_the_interval_is_wilsons() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(234, 237) == pytest.approx((0.9635, 0.9957), abs=1e-4)  # R: binom::binom.wilson(234, 237)
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)
    assert Evidence("made", 237, 234).at_least == wilson(234, 237)[0]


def test_a_message_is_judged_by_its_language_then_its_letters_then_any() -> None:
    groups = {name: flat(name) for name in ("any", "latin", "vi")}
    calibration = Calibration(groups, version="1")
    thai, vietnamese = "ดื่มน้ำมะนาวโซดารักษาโรคเบาหวาน", "uong nuoc chanh nong moi sang chua khoi benh"
    assert calibration.of(text=thai).name == "any"
    assert calibration.of(text=vietnamese).name == "vi"
    assert calibration.of(text="Hot lemon water", lang="en").name == "latin"


def test_a_desks_own_moves_no_other_languages_threshold() -> None:
    shipped = {name: flat(name) for name in ("any", "latin")}
    desk = {"latin": flat("latin", answer_from=0.5), "th": flat("th", answer_from=0.6)}
    calibration = Calibration(shipped, version="1", desk=desk)
    assert calibration.of(text="Hot lemon water").answer_from == 0.5
    assert calibration.of(text="Uống nước chanh nóng", lang="vi").answer_from == 0.9
    assert calibration.of(text="ดื่มน้ำมะนาว").answer_from == 0.6
    assert calibration.of(text="ດື່ມນ້ຳໝາກນາວ").answer_from == 0.9


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    made = (fitted(*world(6, 500), name="any"), fitted(*world(7, 70), name="th"))
    write_calibration(tmp_path / "calibration.json", made, version="21.3")
    read = read_calibration(tmp_path / "calibration.json")
    assert read.version == "21.3"
    for group in made:
        again = read.groups[group.name]
        assert (again.answer_from, again.may_answer, again.evidence) == (
            group.answer_from,
            group.may_answer,
            group.evidence,
        )
        asked = np.linspace(-9, 9, 50, dtype=np.float32)
        assert again.probability(asked) == pytest.approx(group.probability(asked), abs=2e-5)
    assert read.answer_from == made[0].answer_from


def test_the_first_format_is_one_group_for_any(tmp_path: Path) -> None:
    curve = {"scores": [-1, 1], "probabilities": [0.1, 0.9], "answer_from": 0.8, "suggest_from": 0.02}
    stored = {"format": 1, "version": "20.2", "evidence": [{"set": "x", "decisions": 10, "right": 9}], **curve}
    (tmp_path / "calibration.json").write_text(json.dumps(stored))
    read = read_calibration(tmp_path / "calibration.json")
    group = read.of(text="ข่าว", lang="th")
    assert (group.name, group.answer_from, group.may_answer) == ("any", 0.8, True)
    assert read.probability(np.zeros(1, np.float32))[0] == pytest.approx(0.5)


CURVE = {"scores": [0, 1], "probabilities": [0.1, 0.9], "answer_from": 0.8, "suggest_from": 0.02, "evidence": []}


@pytest.mark.parametrize(
    "stored",
    [
        "",
        "[]",
        json.dumps({"format": 3, "version": "1", "groups": {"any": CURVE}}),
        json.dumps({"format": 2, "version": "1", "groups": {"vi": CURVE}}),
        json.dumps({"format": 2, "version": "1", "groups": {"any": {**CURVE, "probabilities": [0.9, 0.1]}}}),
        json.dumps({"format": 2, "version": "1", "groups": {"any": {**CURVE, "scores": [0, 1, 2]}}}),
        json.dumps({"format": 2, "version": "1", "groups": {"any": {**CURVE, "evidence": [{"set": "x"}]}}}),
    ],
)
def test_a_damaged_file_is_one_sentence(stored: str, tmp_path: Path) -> None:
    (tmp_path / "calibration.json").write_text(stored)
    with pytest.raises(EngineError) as refused:
        read_calibration(tmp_path / "calibration.json")
    assert refused.value.code == "calibration_unreadable"
