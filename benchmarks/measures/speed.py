"""Message to decision, one at a time, encoder included, one core: the clock's milliseconds and this process's own."""

from __future__ import annotations

import time

import numpy as np

from benchmarks import sets
from benchmarks.measures.bench import Bench
from benchmarks.measures.figures import Measured

TIMED = 300
WARM = 20


def measure(bench: Bench) -> Measured:
    """Median and 95th percentile over the last messages of 2A."""
    measured = Measured(len(bench.claims))
    queries = sets.queries(sets.TWEETS)[-TIMED:]
    for query in queries[:WARM]:
        bench.live.decide(query)
    clock, own = [], []
    for query in queries:
        began, used = time.perf_counter(), time.process_time()
        bench.live.decide(query)
        clock.append(1000 * (time.perf_counter() - began))
        own.append(1000 * (time.process_time() - used))
    for name, times in (("clock", clock), ("process", own)):
        for share in (50, 95):
            measured.notes[f"{name} ms p{share}"] = round(float(np.percentile(times, share)), 1)
    return measured
