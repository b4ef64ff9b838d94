"""The public evaluation sets, read from ``CORRIGENDA_DATA`` (default ``../shared/data``); never shipped."""

from __future__ import annotations

import gzip
import json
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corrigenda.engine.types import KnownClaim, Query

FOLDER = Path(os.environ.get("CORRIGENDA_DATA", Path(__file__).parents[2] / "shared" / "data"))
TWEETS = "clef2022_task2a_en"
DEBATES = "clef2022_task2b_en"
POSTS = "ct25_task2_posts_multi"
VIETNAMESE = "vifactcheck_dev"
FLORES = "sib200_flores"
ARTICLES = "factchecktweet_en"
COFACTS = "cofacts_zh"
FACTCKBR = "factckbr_pt"
POLITIFACT = "politifact_tweets_en"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A pair somebody read: 2 same claim, 1 near miss, 0 different."""

    query_id: str
    claim_id: str
    label: int


def present(name: str) -> bool:
    """Whether this set is on this machine."""
    return (FOLDER / name / "claims.jsonl.gz").exists()


def has(name: str, file: str) -> bool:
    """Whether a set has this file of messages."""
    return (FOLDER / name / f"{file}.jsonl.gz").exists()


def claims(name: str) -> list[KnownClaim]:
    """The register of a set."""
    return [
        KnownClaim(
            id=row["id"],
            text=row.get("text") or "",
            title=row.get("title") or "",
            more=tuple(text for text in (row.get("subtitle"),) if text),
            lang=row.get("lang"),
            url=row.get("url") or "",
            date=row.get("date") or "",
        )
        for row in _rows(name, "claims.jsonl.gz")
    ]


def queries(name: str, *, file: str = "queries") -> list[Query]:
    """The messages of a set."""
    return [Query(row["text"], row.get("lang"), row["id"]) for row in _rows(name, f"{file}.jsonl.gz")]


def qrels(name: str, split: str) -> dict[str, set[str]]:
    """Right claims by query."""
    right: defaultdict[str, set[str]] = defaultdict(set)
    for query_id, claim_id in _pairs(FOLDER / name / f"qrels.{split}.tsv"):
        right[query_id].add(claim_id)
    return dict(right)


def judged(name: str) -> list[Judgement]:
    """The read pairs of a set; none where nobody read any."""
    path = FOLDER / name / "judged.tsv"
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [Judgement(query, claim, int(label)) for query, claim, label in (line.split("\t") for line in lines)]


def _pairs(path: Path) -> Iterator[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        query_id, claim_id = line.split("\t")[:2]
        if query_id != "query_id":
            yield query_id, claim_id


def _rows(name: str, file: str) -> Iterator[dict[str, Any]]:
    with gzip.open(FOLDER / name / file, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
