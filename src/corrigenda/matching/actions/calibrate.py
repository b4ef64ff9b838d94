"""The thresholds learn from what the desk's own people confirmed and rejected.

What this can know, and what not. Only pairs that were shown to somebody have labels: suggestions, and automatic
answers that a person looked at, drawn by chance or questioned. What scored too low to be shown is not in it. So the
curve speaks of pairs worth showing, which is where it is used. Questioned answers are more often wrong than those
nobody doubted: above the threshold the precision measured here is too low rather than too high, and a threshold may
rise too far, but does not fall for it. Where a threshold falls, the pairs just below the old one keep the promise by
themselves, since few above it have been looked at.

People say "this one" more often than "not that one". So where a person gave a message another fact-check than its
best suggestion, that suggestion counts as wrong, though it may have been a second check of the same claim. Suggestions
for messages that nobody has answered yet tell nothing.

Each message counts once for the threshold, by its best pair. Pairs that a guard held back are left out there: they
would not have been sent whatever their probability.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace

import numpy as np
from django.db import transaction
from django.db.models import Exists, OuterRef

from corrigenda.core import audit
from corrigenda.core.clock import now
from corrigenda.core.exceptions import StateConflict
from corrigenda.core.models import Member
from corrigenda.engine.calibrate import Calibration, Evidence, GroupCalibration, as_json
from corrigenda.engine.fit_calibration import LEAST_DECIDED, NEVER, PROMISED, SURE, Doubles, Rows, chance, fit
from corrigenda.matching import calibration, engine_room
from corrigenda.matching.models import CalibrationVersion, Match, MatchState

LEAST_TO_DOUBT = 20  # answers; a shipped threshold is not given up for fewer


class NothingToUndo(StateConflict):
    """The desk has no calibration of its own: what came with this version is used already."""

    code = "nothing_to_undo"


@dataclass(frozen=True, slots=True)
class Pair:
    """One decision of a person, or what follows from one."""

    message: int
    score: float
    right: bool
    is_first: bool = False  # the best pair of its message
    held_back: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided about the messages of one group."""

    groups: tuple[str, ...]  # of its messages, most special first
    scores: Doubles
    right: Doubles
    messages: Rows
    firsts: Rows  # row numbers of each message's best pair
    free: Rows  # those of them that only their probability could keep from being an answer


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """One line of the table. Thresholds are probabilities; None: this group only gets suggestions."""

    group: str
    decided: int  # messages whose best pair a person decided about
    right: int
    old_threshold: float | None
    new_threshold: float | None
    precision: float | None  # of those from the new threshold on; None: there are none
    coverage: float  # share of the right ones that the new threshold would answer
    outcome: str  # "fitted", "raised", "kept", "too_few"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What `corrigenda calibrate` shows. ``version`` is None where nothing was stored."""

    groups: tuple[GroupOutcome, ...]
    of_other_rankers: int  # decided pairs that tell nothing any more, since the ranker or encoder has changed
    changed: bool
    version: CalibrationVersion | None


def calibrate(*, member: Member | None = None, dry_run: bool = False) -> Outcome:
    """Fit the thresholds to what people decided since this ranker came, and use them from now on.

    Stored with its evidence, unless nothing changes or it is only tried. Raises EngineError.
    """
    from corrigenda.engine.rerank import load_ranker_for

    ranker, version = load_ranker_for(engine_room.named_model()), engine_room.ranker_version()
    before = calibration.in_use()
    used = replace(ranker.calibration, desk=calibration.groups_of_version(before))
    outcomes, own = [], []
    for decided in _decided(version):
        outcome, group = _refit(decided, used)
        outcomes.append(outcome)
        own.extend([group] if group else [])
    made = CalibrationVersion(
        made_by=member, ranker_version=version, groups=as_json(own), evidence=[asdict(each) for each in outcomes]
    )
    changed = made.groups != (before.groups if before else {}) or calibration.of_another_ranker() is not None
    if changed and not dry_run:
        _store(made, member)
    others = Match.objects.filter(decided_by__isnull=False, score__isnull=False).exclude(ranker_version=version)
    return Outcome(tuple(outcomes), others.count(), changed, made if made.pk else None)


@transaction.atomic
def undo_calibration(*, member: Member | None = None) -> CalibrationVersion | None:
    """Take the newest calibration out of use; return the one before, None for what was shipped.

    Raises NothingToUndo.
    """
    newest = CalibrationVersion.objects.select_for_update().filter(undone_at=None).first()
    if newest is None:
        raise NothingToUndo(str(NothingToUndo.__doc__).strip())
    CalibrationVersion.objects.filter(pk=newest.pk).update(undone_at=now())
    audit.record("undo_calibration", newest, member=member)
    return calibration.in_use()


@transaction.atomic
def _store(made: CalibrationVersion, member: Member | None) -> None:
    made.save(force_insert=True)
    audit.record("calibrate", made, member=member, groups=", ".join(made.groups), ranker=made.ranker_version)


def _decided(version: str) -> list[Decided]:
    """What people decided about pairs with a score of this ranker, by the most special group of the message."""
    by_a_person = Match.objects.filter(message=OuterRef("message"), state=MatchState.CONFIRMED, automatic=False)
    pairs = Match.objects.filter(score__isnull=False, ranker_version=version).annotate(settled=Exists(by_a_person))
    tables: dict[tuple[str, ...], list[Pair]] = {}
    before = None
    for match in pairs.order_by("message_id", "-score", "pk").iterator():
        is_first, before = match.message_id != before, match.message_id
        decided = match.decided_by_id is not None and match.state != MatchState.SUGGESTED
        if match.groups and (decided or (is_first and match.settled)):
            right = match.state == MatchState.CONFIRMED
            pair = Pair(match.message_id, match.score or 0.0, right, is_first=is_first, held_back=match.held_back)
            tables.setdefault(tuple(match.groups), []).append(pair)
    return [_as_arrays(groups, tables[groups]) for groups in sorted(tables)]


def _as_arrays(groups: tuple[str, ...], pairs: list[Pair]) -> Decided:
    is_first = np.array([pair.is_first for pair in pairs])
    held_back = np.array([pair.held_back for pair in pairs])
    return Decided(
        groups=groups,
        scores=np.array([pair.score for pair in pairs], dtype=np.float64),
        right=np.array([pair.right for pair in pairs], dtype=np.float64),
        messages=np.array([pair.message for pair in pairs], dtype=np.intp),
        firsts=np.flatnonzero(is_first),
        free=np.flatnonzero(is_first & ~held_back),
    )


def _refit(decided: Decided, used: Calibration) -> tuple[GroupOutcome, GroupCalibration | None]:
    """The line of the table, and the group's own calibration where the evidence makes one."""
    name, shipped = decided.groups[0], used.shipped(decided.groups)
    old = used.desk.get(name) or shipped
    if len(decided.free) < LEAST_DECIDED:
        return _outcome("too_few", decided, old=old, new=shipped), None
    fitted = _fitted(decided, shipped)
    falls = fitted.may_answer and (not shipped.may_answer or _cut(fitted) <= _cut(shipped))
    if falls:
        return _outcome("fitted", decided, old=old, new=fitted), fitted
    if shipped.may_answer and _is_doubted(decided, shipped):
        raised = fitted if fitted.may_answer else _raised(decided, fitted, shipped)
        return _outcome("raised", decided, old=old, new=raised), raised
    return _outcome("kept", decided, old=old, new=shipped), None


def _fitted(decided: Decided, shipped: GroupCalibration) -> GroupCalibration:
    return fit(
        decided.scores.astype(np.float32),
        decided.right.astype(np.float32),
        np.ones(len(decided.scores), dtype=np.float32),
        firsts=decided.firsts,
        queries=decided.messages,
        sets=["desk"] * len(decided.scores),
        trusted=decided.free,
        name=decided.groups[0],
        prior=shipped,
        suggest_from=shipped.suggest_from,
    )


def _cut(group: GroupCalibration) -> float:
    """The score from which a group answers, for comparing thresholds of two curves."""
    return float(np.interp(group.answer_from, group.probabilities, group.scores))


def _is_doubted(decided: Decided, group: GroupCalibration) -> bool:
    """Whether so many answers were wrong as a kept promise lets happen in few desks: fewer than 1 - SURE of them."""
    right = decided.right[decided.free][_answered(decided, group)]
    wrong = int((1 - right).sum())
    # As many wrong ones or more among so many: the tail of the same binomial as the posterior's.
    return len(right) >= LEAST_TO_DOUBT and wrong > 0 and chance(int(right.sum()), len(right) - 1) < 1 - SURE


def _raised(decided: Decided, fitted: GroupCalibration, shipped: GroupCalibration) -> GroupCalibration:
    """A higher threshold, above which the decisions keep the promise; where there is none, only suggestions."""
    stated = fitted.probability(decided.scores[decided.free].astype(np.float32)).astype(np.float64)
    right = decided.right[decided.free]
    for threshold in np.unique(stated[_answered(decided, shipped)]):
        answered = stated >= threshold
        if answered.sum() >= LEAST_TO_DOUBT and right[answered].mean() >= PROMISED:
            evidence = Evidence("desk", int(answered.sum()), int(right[answered].sum()))
            lowest = math.floor(float(threshold) * 1e6) / 1e6  # as it is stored, and no higher
            return replace(fitted, answer_from=lowest, may_answer=True, evidence=(evidence,))
    return replace(fitted, answer_from=NEVER, may_answer=False)


def _answered(decided: Decided, group: GroupCalibration) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which of the free first hits a group would answer."""
    stated = group.probability(decided.scores[decided.free].astype(np.float32))
    return np.asarray(group.may_answer & (stated >= np.float32(group.answer_from)))


def _outcome(what: str, decided: Decided, *, old: GroupCalibration, new: GroupCalibration) -> GroupOutcome:
    right, answered = decided.right[decided.free], _answered(decided, new)
    return GroupOutcome(
        group=decided.groups[0],
        decided=len(right),
        right=int(right.sum()),
        old_threshold=_threshold(old),
        new_threshold=_threshold(new),
        precision=round(float(right[answered].mean()), 4) if answered.any() else None,
        coverage=round(float(right[answered].sum() / right.sum()), 4) if right.any() else 0.0,
        outcome=what,
    )


def _threshold(group: GroupCalibration) -> float | None:
    return round(group.answer_from, 4) if group.may_answer else None
