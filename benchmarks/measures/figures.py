"""What a results file says: figures, automatic answers, notes; and how they are worked out from what was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from benchmarks.measures import statistics
from benchmarks.measures.asked import OURS, Asked
from benchmarks.measures.protocol import Right
from corrigenda.engine import evaluate
from corrigenda.engine.evaluate import Interval, Judged

Measure = Callable[[Sequence[str], Set[str]], float]
SURE = 0.98
FIXED = (0.80, 0.85, 0.90, 0.95)  # cosines from which desks that go by one number answer


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of ours and of every peer on the same messages."""

    name: str
    queries: int
    by: dict[str, Interval]  # "corrigenda" and the peers
    goal: str = ""  # of docs: the number of the goal and what it asks
    note: str = ""


@dataclass(frozen=True, slots=True)
class FixedRule:
    """What answering from one fixed cosine on would have done."""

    peer: str
    cosine: float
    answered: int
    precision: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Answers:
    """Automatic answers of one set of messages, of which some have nothing in the register."""

    name: str
    queries: int
    answerable: int
    answered: int
    right: int
    unread: int  # answers that nobody has read or labelled; counted as wrong
    precision: Interval  # right among answered
    coverage: Interval  # answered rightly, of the answerable
    calibration_error: float  # of the first hit's probability
    calibration_by_chance: float  # what it would be on as many messages if every probability were exactly true
    coverage_at_98: dict[str, float]  # one threshold on each one's score, chosen on these messages
    precision_at_our_coverage: dict[str, float | None]
    fixed_cosine: list[FixedRule]
    goal: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything one set gave."""

    claims: int
    figures: list[Figure] = field(default_factory=list)
    answers: list[Answers] = field(default_factory=list)
    overlaps: dict[str, int] = field(default_factory=dict)
    milliseconds: dict[str, float] = field(default_factory=dict)  # text to ten best, one message at a time
    notes: dict[str, float | str] = field(default_factory=dict)


def map5(ranked: Sequence[str], right: Set[str]) -> float:
    """Average precision at 5."""
    return evaluate.average_precision(ranked, right, k=5)


def s1(ranked: Sequence[str], right: Set[str]) -> float:
    """Whether the first is right."""
    return evaluate.success(ranked, right, k=1)


def s10(ranked: Sequence[str], right: Set[str]) -> float:
    """Whether one of the first ten is right."""
    return evaluate.success(ranked, right, k=10)


def figure(name: str, asked: Asked, *, right: Right, measure: Measure, goal: str = "", note: str = "") -> Figure:
    """A mean over messages, for everybody who was asked."""
    by = {who: statistics.mean(values(run, right, measure)) for who, run in asked.runs.items()}
    return Figure(name, len(right), by, goal, note)


def macro_figure(
    name: str, asked: Asked, *, groups: Mapping[str, Right], measure: Measure, goal: str = "", note: str = ""
) -> Figure:
    """The mean of the groups' means: every language counts alike."""
    by = {
        who: statistics.macro({group: values(run, right, measure) for group, right in groups.items()})
        for who, run in asked.runs.items()
    }
    return Figure(name, sum(map(len, groups.values())), by, goal, note)


def values(run: Mapping[str, Judged], right: Right, measure: Measure) -> list[float]:
    """The measure of every message in ``right``, in its order."""
    return [measure(run[query_id].claim_ids, claims) for query_id, claims in right.items()]


def automatic(
    name: str,
    asked: Asked,
    *,
    right: Right,
    absent: Set[str] = frozenset(),
    read: Set[tuple[str, str]] = frozenset(),
    goal: str = "",
    note: str = "",
) -> Answers:
    """Judge the answers to the messages in ``right``; ``absent`` are those whose claims were all taken out."""
    left = {query_id: frozenset() if query_id in absent else claims for query_id, claims in right.items()}
    run = [asked.runs[OURS][query_id] for query_id in right]
    answered = [entry.outcome == "answer" and bool(entry.claim_ids) for entry in run]
    good = [said and _first_right(entry, left) for said, entry in zip(answered, run, strict=True)]
    can = [bool(claims) for claims in left.values()]
    coverage = statistics.ratio(good, can)
    firsts = [entry for entry in run if entry.probabilities]
    unread = [
        said and not first and (entry.query_id, entry.claim_ids[0]) not in read
        for said, first, entry in zip(answered, good, run, strict=True)
    ]
    ranks = {who: _ranked(asked.runs[who], left) for who in asked.runs}
    stated = [entry.probabilities[0] for entry in firsts]
    return Answers(
        name=name,
        queries=len(run),
        answerable=sum(can),
        answered=sum(answered),
        right=sum(good),
        unread=sum(unread) if read else 0,
        precision=statistics.precision(good, answered),
        coverage=coverage,
        calibration_error=evaluate.calibration_error(stated, [_first_right(entry, left) for entry in firsts]),
        calibration_by_chance=statistics.calibration_by_chance(stated),
        coverage_at_98={
            who: statistics.coverage_at(*ranked, answerable=sum(can), precision=SURE) for who, ranked in ranks.items()
        },
        precision_at_our_coverage={
            who: statistics.precision_at(*ranked, answerable=sum(can), coverage=coverage.value)
            for who, ranked in ranks.items()
            if who != OURS
        },
        fixed_cosine=[rule for who in asked.cosines for rule in _fixed(who, ranks[who], answerable=sum(can))],
        goal=goal,
        note=note,
    )


def _first_right(entry: Judged, left: Right) -> bool:
    return bool(entry.claim_ids) and entry.claim_ids[0] in left[entry.query_id]


def _ranked(run: Mapping[str, Judged], left: Right) -> tuple[list[float], list[bool]]:
    """The first hit's score of every message that has one, and whether that hit is right."""
    firsts = [run[query_id] for query_id in left if run[query_id].probabilities]
    return [entry.probabilities[0] for entry in firsts], [_first_right(entry, left) for entry in firsts]


def _fixed(who: str, ranked: tuple[list[float], list[bool]], *, answerable: int) -> list[FixedRule]:
    rules = []
    for cosine in FIXED:
        taken = [good for score, good in zip(*ranked, strict=True) if score >= cosine]
        precision = sum(taken) / len(taken) if taken else 1.0
        rules.append(FixedRule(who, cosine, len(taken), precision, sum(taken) / answerable if answerable else 0.0))
    return rules
