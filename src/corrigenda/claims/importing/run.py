"""An import from beginning to end: read, write in batches, count, keep what was refused.

It can be stopped at any moment, by kill -9 too: begun again, it passes over what is in the register.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO, TypeAlias

from django.db import InterfaceError, OperationalError

from corrigenda.claims.importing.actions import Incoming, incoming, write_batch
from corrigenda.claims.importing.reading import read
from corrigenda.claims.importing.records import Refusal, Source
from corrigenda.claims.importing.sources import publisher_for
from corrigenda.core.exceptions import CorrigendaError

BATCH = 500
MOST_KEPT_REFUSALS = 100_000  # the rest are counted
Progress: TypeAlias = Callable[[int, int, int], None]  # bytes read, bytes in all, records so far


class ImportInterrupted(CorrigendaError):
    """The database went away or is full. What was written is kept; run the same command again."""

    code = "import_interrupted"
    permanent = False


@dataclass(slots=True)
class Counts:
    """What became of the records. `repeated`: the same record once more in one import, passed over."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    refused: int = 0
    reasons: dict[str, int] = field(default_factory=dict)  # of the refused, by code

    @property
    def taken(self) -> int:
        """Records that are in the register now."""
        return self.new + self.changed + self.unchanged

    @property
    def records(self) -> int:
        """All records seen."""
        return self.taken + self.repeated + self.refused


@dataclass(frozen=True, slots=True)
class Order:
    """How to import. `publisher` stands in where records name none; `encoding` overrules appearances."""

    refused_file: Path
    publisher: str = ""
    encoding: str = ""


def run_import(sources: Iterable[Source], order: Order, *, progress: Progress | None = None) -> Counts:
    """Import every source. Each batch of records is one transaction; what was refused is kept in a file."""
    run = _Run(order, list(sources), progress)
    try:
        records = run.records()
        while batch := list(islice(records, BATCH)):
            run.write(batch)
    finally:
        run.close()
    return run.counts


class _Run:
    def __init__(self, order: Order, sources: list[Source], progress: Progress | None) -> None:
        self.counts = Counts()
        self._order = order
        self._sources = sources
        self._progress = progress
        self._bytes = 0
        self._total = sum(source.path.stat().st_size for source in sources)
        self._seen: set[bytes] = set()
        self._refused: TextIO | None = None

    def records(self) -> Iterator[Incoming]:
        """What is to be written, every record once. The first form of a repeated one counts."""
        for source in self._sources:
            publisher = self._order.publisher or publisher_for(source)
            for outcome in read(source, encoding=self._order.encoding, meter=self._count_bytes):
                if isinstance(outcome, Refusal):
                    self._refuse(outcome)
                    continue
                item = incoming(outcome, source=source.label, publisher=publisher)
                name = hashlib.blake2b(item.key.encode(), digest_size=12).digest()
                if name in self._seen:
                    self.counts.repeated += 1
                    continue
                self._seen.add(name)
                yield item

    def write(self, batch: list[Incoming]) -> None:
        """Write one batch and say how far we are."""
        try:
            written = write_batch(batch)
        except (OperationalError, InterfaceError) as error:
            reason = str(error).strip().splitlines() or [type(error).__name__]
            raise ImportInterrupted(
                f"The database cannot be written to ({reason[0]}). {self.counts.taken:,} records are in the "
                "register; run the same command again for the rest."
            ) from error
        self.counts.new += written.new
        self.counts.changed += written.changed
        self.counts.unchanged += written.unchanged
        self._report()

    def close(self) -> None:
        if self._refused:
            self._refused.close()

    def _count_bytes(self, count: int) -> None:
        self._bytes += count
        self._report()

    def _report(self) -> None:
        if self._progress:
            self._progress(self._bytes, self._total, self.counts.records)

    def _refuse(self, refusal: Refusal) -> None:
        self.counts.refused += 1
        self.counts.reasons[refusal.code] = self.counts.reasons.get(refusal.code, 0) + 1
        if self.counts.refused > MOST_KEPT_REFUSALS:
            return
        if self._refused is None:
            self._order.refused_file.parent.mkdir(parents=True, exist_ok=True)
            self._refused = self._order.refused_file.open("w", encoding="utf-8", errors="replace")
        line = {
            "reason": refusal.code,
            "sentence": refusal.sentence,
            "source": refusal.source,
            "where": refusal.where,
            "record": refusal.raw,
        }
        self._refused.write(json.dumps(line, ensure_ascii=False) + "\n")
