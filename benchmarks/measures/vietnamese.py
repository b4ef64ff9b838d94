"""Vietnamese statements against news texts, typed with accents and without. E5."""

from __future__ import annotations

from benchmarks import sets
from benchmarks.measures import statistics
from benchmarks.measures.bench import Bench
from benchmarks.measures.figures import Figure, Measured, figure, s1, values
from benchmarks.measures.training import overlaps


def measure(bench: Bench) -> Measured:
    """S@1 of both, and what share of the first the second keeps."""
    right = sets.qrels(sets.VIETNAMESE, "dev")
    accented, bare = (
        [query for query in sets.queries(sets.VIETNAMESE, file=file) if query.id in right]
        for file in ("queries", "queries_nodia")
    )
    found = overlaps(sets.VIETNAMESE, accented, right=right, register="vietnamese")
    measured = Measured(len(bench.claims), overlaps=found)
    measured.milliseconds.update(bench.milliseconds(accented))
    with_accents, without = bench.ask(accented), bench.ask(bare)
    measured.figures.append(figure("with accents S@1", with_accents, right=right, measure=s1))
    measured.figures.append(figure("without accents S@1", without, right=right, measure=s1))
    shares = {
        who: statistics.ratio(values(without.runs[who], right, s1), values(with_accents.runs[who], right, s1))
        for who in with_accents.runs
    }
    measured.figures.append(Figure("without accents, share of with", len(right), shares, goal="E5 >= .97"))
    return measured
