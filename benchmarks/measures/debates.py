"""2B: sentences of debates and speeches against PolitiFact. E2."""

from __future__ import annotations

from benchmarks import sets
from benchmarks.measures import plan
from benchmarks.measures.bench import Bench
from benchmarks.measures.figures import Measured, figure, map5, s1
from benchmarks.measures.training import overlaps

GOALS = {"dev": "", "test2021": "E2 >= .45"}


def measure(bench: Bench) -> Measured:
    """Both splits, everything in the register; no labels were completed here, so no answers are judged."""
    queries = plan.messages("debates")
    splits = {split: sets.qrels(sets.DEBATES, split) for split in plan.TWEET_SPLITS}
    right = {query_id: claims for split in splits.values() for query_id, claims in split.items()}
    measured = Measured(len(bench.claims), overlaps=overlaps(sets.DEBATES, queries, right=right, register="debates"))
    measured.milliseconds.update(bench.milliseconds(queries))
    asked = bench.ask(queries)
    for split, labels in splits.items():
        measured.figures.append(figure(f"{split} MAP@5", asked, right=labels, measure=map5, goal=GOALS[split]))
        measured.figures.append(figure(f"{split} S@1", asked, right=labels, measure=s1))
    return measured
