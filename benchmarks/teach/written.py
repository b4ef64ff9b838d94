"""Messages and near misses that we wrote ourselves, since no public set has them (``benchmarks/written/README.md``).

Rules make near misses that nobody would send, and public sets have no Vietnamese claims to learn from. So to each of
some three thousand claims that exist nowhere else there are three messages that make it in other words, and four that
look like it and do not. Of every six claims one never teaches: half of those are there to choose by, half are reported.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from benchmarks.teach.pairs import digest
from benchmarks.teach.readings import Reading
from corrigenda.engine.types import KnownClaim

WRITTEN = "written"
FOLDER = Path(__file__).parents[1] / "written"
KEPT_BACK = 6  # one of so many claims
Use: TypeAlias = Literal["teach", "choose", "report"]


@dataclass(frozen=True, slots=True)
class Written:
    """A claim, the messages that make it, and those that only look as if they did."""

    lang: str
    claim: str
    same: tuple[str, ...]
    other: tuple[str, ...]

    @property
    def use(self) -> Use:
        """What it is for, by hash of the claim."""
        deal = digest(self.claim)
        if deal % KEPT_BACK:
            return "teach"
        return "choose" if deal // KEPT_BACK % 2 else "report"

    def as_known(self) -> KnownClaim:
        """The claim as a register holds it."""
        return KnownClaim(f"{WRITTEN}-{digest(self.claim)}", self.claim, lang=self.lang)


def written(*uses: Use) -> list[Written]:
    """Those for these uses, of any where none is given; in the order of files and lines."""
    lines = (line for path in sorted(FOLDER.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return [one for one in (_read(json.loads(line)) for line in lines) if not uses or one.use in uses]


def readings_written() -> list[Reading]:
    """What the judge learns from them: each message that makes a claim, beside those that do not."""
    return [
        Reading(message, KnownClaim("", one.claim), one.lang, (), (), (), 1.0, almost=one.other)
        for one in written("teach")
        for message in one.same
    ]


def _read(row: dict[str, Any]) -> Written:
    return Written(row["lang"], row["claim"], tuple(row["same"]), tuple(row["other"]))
