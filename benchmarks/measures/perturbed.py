"""2A tweets as others would type or retell them (E9), and turned into another claim (E10), beside the originals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks import sets
from benchmarks.measures import plan, statistics
from benchmarks.measures.asked import OURS, Asked, Run
from benchmarks.measures.bench import Bench
from benchmarks.measures.figures import FIXED, Figure, Measured, map5
from benchmarks.measures.plan import Edited
from corrigenda.engine.evaluate import Interval, Judged
from corrigenda.engine.types import Query

AS_BEFORE = "MAP@5 lost"
ANSWERED = "answered automatically"


def measure(bench: Bench) -> Measured:
    """Every edit beside what it was made of; whatever text occurs twice is asked once."""
    queries = plan.messages("perturbed")
    right = {
        **sets.qrels(sets.TWEETS, "test2021"),
        **sets.qrels(sets.TWEETS, "dev"),
        **sets.qrels(sets.TWEETS, "train"),
    }
    measured = Measured(len(bench.claims))
    measured.milliseconds.update(bench.milliseconds(queries))
    asked = bench.ask(queries)
    edits = plan.edits()
    kept = [entry for entry in edits if entry.kind in plan.MISTYPED]
    measured.figures.append(loss("typos, dialects, casing", asked, edits=kept, right=right, goal="E9 <= .01"))
    for strength in plan.STRENGTHS:
        some = [entry for entry in kept if entry.strength == strength]
        measured.figures.append(loss(f"typos, dialects, casing, {strength}", asked, edits=some, right=right))
    for entry in (*kept, *(entry for entry in edits if entry.kind in plan.REWORDED)):
        measured.figures.append(loss(f"{entry.kind}, {entry.strength}", asked, edits=[entry], right=right))
    other = [entry for entry in edits if entry.kind in plan.OTHER_CLAIM]
    measured.figures.extend(answered("negation, entity swap", asked, edits=other, goal="E10 <= .02"))
    for entry in other:
        measured.figures.extend(answered(f"{entry.kind}, {entry.strength}", asked, edits=[entry]))
    return measured


def loss(name: str, asked: Asked, *, edits: Sequence[Edited], right: Mapping[str, set[str]], goal: str = "") -> Figure:
    """How much MAP@5 the edits cost, pair by pair; below zero where they help."""
    pairs = [pair for entry in edits for pair in entry.pairs]
    by = {}
    for who, run in asked.runs.items():
        before, after = (
            [map5(run[query.text].claim_ids, right[query.id]) for query in side] for side in zip(*pairs, strict=True)
        )
        by[who] = statistics.loss(before, after)
    return Figure(f"{name}: {AS_BEFORE}", len(pairs), by, goal)


def answered(name: str, asked: Asked, *, edits: Sequence[Edited], goal: str = "") -> list[Figure]:
    """The share answered of the edited and of the originals; beside it what fixed cosines would have answered."""
    pairs = [pair for entry in edits for pair in entry.pairs]
    originals, edited = [one for one, _ in pairs], [other for _, other in pairs]
    return [
        Figure(f"{name}: edited, {ANSWERED}", len(pairs), _shares(asked, edited), goal),
        Figure(f"{name}: original, {ANSWERED}", len(pairs), _shares(asked, originals)),
    ]


def _shares(asked: Asked, queries: Sequence[Query]) -> dict[str, Interval]:
    shares = {OURS: statistics.mean([asked.runs[OURS][query.text].outcome == "answer" for query in queries])}
    for who in asked.cosines:
        for cosine in FIXED:
            shares[f"{who} >= {cosine:.2f}"] = statistics.mean(_over(asked.runs[who], queries, cosine=cosine))
    return shares


def _over(run: Run, queries: Sequence[Query], *, cosine: float) -> list[bool]:
    return [_top(run[query.text]) >= cosine for query in queries]


def _top(entry: Judged) -> float:
    return entry.probabilities[0] if entry.probabilities else 0.0
