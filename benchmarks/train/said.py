"""Which pairs somebody read, and what was found: labels leave things out."""

from __future__ import annotations

from pathlib import Path

from benchmarks import sets

READ = Path(__file__).with_name("read.tsv")


def readings(name: str) -> dict[tuple[str, str], int]:
    """Every pair of a set (message, claim) that somebody read: 2 same claim, 1 near miss, 0 different."""
    said = {(pair.query_id, pair.claim_id): pair.label for pair in sets.judged(name)}
    if name == sets.POSTS:
        for line in READ.read_text("utf-8").splitlines()[1:]:
            query, claim, label = line.split("\t")
            said[query, claim] = int(label)
    return said
