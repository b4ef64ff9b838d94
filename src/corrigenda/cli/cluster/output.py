"""The file of clusters, written whole or not at all, and the lines that were not used beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corrigenda.cli.match.lines import FileUnreadable, Refused


@dataclass(frozen=True, slots=True)
class Outcome:
    """The ids of the messages in order, for each the number of its cluster's first message, and what was refused."""

    ids: Sequence[str]
    named: Sequence[int]
    refused: Sequence[Refused]


def write_clusters(out: Path, outcome: Outcome) -> Path:
    """Write both files; the path of the refused lines, which is not there when there are none.

    Raises FileUnreadable where nothing can be written.
    """
    refused_path = out.with_name(f"{out.name.removesuffix('.jsonl')}.refused.jsonl")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        half_written = out.with_name(f"{out.name}.part")
        with half_written.open("w", encoding="utf-8") as file:
            numbers: dict[int, int] = {}
            for message_id, first in zip(outcome.ids, outcome.named, strict=True):
                cluster = numbers.setdefault(first, len(numbers) + 1)
                file.write(json.dumps({"id": message_id, "cluster": f"c{cluster}"}) + "\n")
        half_written.replace(out)
        refused_path.unlink(missing_ok=True)
        if outcome.refused:
            lines = (json.dumps(asdict(line)) + "\n" for line in outcome.refused)
            refused_path.write_text("".join(lines), encoding="utf-8")
    except OSError as problem:
        raise FileUnreadable(f"{out} cannot be written: {problem.strerror or problem}.") from problem
    return refused_path
