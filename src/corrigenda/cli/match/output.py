"""The run file: one line a query, kept when the command is killed, continued when it is started again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from corrigenda.cli.match.lines import FileUnreadable, Refused
from corrigenda.engine.types import Decision


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a run follows from. A file of another origin is begun anew."""

    register: str  # SHA-256
    queries: str  # SHA-256
    model_id: str
    ranker: str
    version: str


class Run:
    """The files of one run: RUN.jsonl, RUN.refused.jsonl, and RUN.inputs.json, by which it is known again."""

    def __init__(self, out: Path, inputs: Inputs) -> None:
        stem = out.name.removesuffix(".jsonl")
        self.out = out
        self.refused_path = out.with_name(f"{stem}.refused.jsonl")
        self._inputs_path = out.with_name(f"{stem}.inputs.json")
        self._inputs = json.dumps(asdict(inputs), indent=1)
        self._refused: dict[Refused, None] = {}

    def begin(self) -> int:
        """Make the files ready; how many queries are decided already."""
        try:
            self.out.parent.mkdir(parents=True, exist_ok=True)
            if self._is_the_same():
                return _whole_lines(self.out)
            self.out.write_bytes(b"")
            self._inputs_path.write_text(self._inputs, encoding="utf-8")
        except OSError as problem:
            raise FileUnreadable(f"{self.out} cannot be written: {problem.strerror or problem}.") from problem
        return 0

    def write(self, file: IO[str], query_id: str, decision: Decision) -> None:
        """One line of the contract."""
        hits = [
            {"claim_id": hit.claim.id, "score": round(hit.score, 5), "probability": round(hit.probability, 5)}
            for hit in decision.hits
        ]
        line = {"query_id": query_id, "decision": decision.outcome, "hits": hits}
        file.write(json.dumps(line) + "\n")

    def refuse(self, refused: Refused) -> None:
        """Keep a refused line, once however often the input is read."""
        self._refused[refused] = None

    def finish(self) -> list[Refused]:
        """Write the refused lines, if any, and give them back; an older file of them goes."""
        self.refused_path.unlink(missing_ok=True)
        if self._refused:
            lines = (json.dumps(asdict(refused)) + "\n" for refused in self._refused)
            self.refused_path.write_text("".join(lines), encoding="utf-8")
        return list(self._refused)

    def _is_the_same(self) -> bool:
        if not self.out.exists() or not self._inputs_path.exists():
            return False
        return self._inputs_path.read_text(encoding="utf-8") == self._inputs


def _whole_lines(path: Path) -> int:
    """How many whole lines a file has; what a kill left of another is cut off."""
    whole = size = 0
    with path.open("r+b") as file:
        for line in file:
            if not line.endswith(b"\n"):
                break
            whole += 1
            size += len(line)
        file.truncate(size)
    return whole
