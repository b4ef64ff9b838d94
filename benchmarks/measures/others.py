"""Sets for information: 86,376 articles, and three small ones that are looked at with reserve, for they may train."""

from __future__ import annotations

from benchmarks import sets
from benchmarks.measures import plan
from benchmarks.measures.bench import Bench
from benchmarks.measures.figures import Measured, figure, map5, s1, s10
from benchmarks.measures.training import overlaps
from benchmarks.measures.versions import trained_on


def articles(bench: Bench) -> Measured:
    """factchecktweet, dev: 538 tweets against everything."""
    queries, right = plan.messages("articles"), sets.qrels(sets.ARTICLES, "dev")
    measured = Measured(len(bench.claims), overlaps=overlaps(sets.ARTICLES, queries, right=right, register="articles"))
    measured.milliseconds.update(bench.milliseconds(queries))
    asked = bench.ask(queries)
    for name, count in (("MAP@5", map5), ("S@1", s1), ("S@10", s10)):
        measured.figures.append(figure(f"dev {name}", asked, right=right, measure=count))
    return measured


def information(bench: Bench) -> Measured:
    """A fixed sample of a set without a split of its own; marked where the shipped models were trained on it."""
    folder = plan.SETS[bench.name].folder
    queries, labels = plan.messages(bench.name), sets.qrels(folder, "all")
    note = "trained on" if folder in trained_on() else "for information"
    measured = Measured(len(bench.claims), notes={"standing": note})
    measured.milliseconds.update(bench.milliseconds(queries))
    asked = bench.ask(queries)
    right = {query.id: labels[query.id] for query in queries}
    for name, count in (("S@1", s1), ("S@10", s10)):
        measured.figures.append(figure(name, asked, right=right, measure=count, note=note))
    return measured
