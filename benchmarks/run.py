"""Measures the engine as it ships, beside its peers, on the same messages in the same run.

    python -m benchmarks.run [SET...] [--cache FOLDER] [--full] [--again] [--json]

Writes ``benchmarks/results/SET.json``; ``python -m benchmarks.table`` puts them into ``benchmarks/README.md``. Stopped
and started again it goes on with the next set: one measured by the same versions is left alone unless ``--again``.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks import sets
from benchmarks.measures import debates, flores, others, perturbed, plan, posts, speed, tweets, versions, vietnamese
from benchmarks.measures.bench import Bench, opened
from benchmarks.measures.figures import Measured
from corrigenda.engine.rerank import load_ranker

RESULTS = Path(__file__).parent / "results"
MEASURES: dict[str, Callable[[Bench], Measured]] = {
    "tweets": tweets.measure,
    "debates": debates.measure,
    "posts": posts.measure,
    "vietnamese": vietnamese.measure,
    "flores": flores.measure,
    "perturbed": perturbed.measure,
    "cofacts": others.information,
    "factckbr": others.information,
    "politifact": others.information,
    "twice": tweets.twice,
    "speed": speed.measure,
    "articles": others.articles,
}
LONG = ("articles",)  # a quarter of an hour of encoding: only when named, or with --full
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Result:
    """One results file: what was measured, and everything needed to measure it again."""

    set: str
    folder: str
    date: str
    fingerprint: str
    command: str
    encoder: str
    ranker: str
    trained_on: list[str]
    packages: dict[str, str]
    machine: versions.Machine
    seconds: float
    measured: Measured


def main() -> None:
    """Run the named sets, or all but the long one."""
    options = _options()
    say = Console(stderr=True).print
    stamp = versions.fingerprint(options.ranker)
    chosen = options.which or [name for name in MEASURES if options.full or name not in LONG]
    for name in chosen:
        path = options.results / f"{name}.json"
        if not sets.present(plan.folder(name)):
            say(f"{name}: {sets.FOLDER / plan.folder(name)} is not there; nothing measured.")
        elif not options.again and _kept(path).get("fingerprint") == stamp:
            say(f"{name}: measured already by these versions ({path}).")
        else:
            _write(path, _measure(name, stamp, options=options))
            say(f"{name}: {path}")
        if options.json and path.exists():
            print(path.read_text(encoding="utf-8"))


def _measure(name: str, stamp: str, *, options: argparse.Namespace) -> Result:
    load, began = os.getloadavg()[0], time.monotonic()
    ranker = load_ranker(options.ranker) if options.ranker else None
    with opened(name, cache=options.cache, ranker=ranker) as bench:
        measured = MEASURES[name](bench)
        measured.notes.update(bench.notes)
        model_id = bench.encoder.model_id
    return Result(
        set=name,
        folder=plan.folder(name),
        date=datetime.now(UTC).isoformat(timespec="minutes"),
        fingerprint=stamp,
        command="python -m benchmarks.run " + " ".join(sys.argv[1:]),
        encoder=model_id,
        ranker=(ranker or load_ranker()).calibration.version,
        trained_on=versions.trained_on(),
        packages=versions.packages(),
        machine=versions.machine(load),
        seconds=round(time.monotonic() - began, 1),
        measured=measured,
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("which", nargs="*", metavar="SET", help=", ".join(MEASURES))
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "corrigenda-bench")
    parser.add_argument("--results", type=Path, default=RESULTS, help="the folder the results are written to")
    parser.add_argument("--ranker", type=Path, help="a folder with another ranker than the shipped one")
    parser.add_argument("--full", action="store_true", help=f"also {', '.join(LONG)}")
    parser.add_argument("--again", action="store_true", help="also what these versions have measured already")
    parser.add_argument("--json", action="store_true", help="print the results too")
    options = parser.parse_args()
    if unknown := set(options.which) - set(MEASURES):
        parser.error(f"no such set: {', '.join(sorted(unknown))} (there are {', '.join(MEASURES)})")
    return options


def _kept(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, result: Result) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(_rounded(asdict(result)), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    part.replace(path)  # a run that is killed leaves the old file or the new one


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DIGITS)
    if isinstance(value, dict):
        return {name: _rounded(entry) for name, entry in value.items()}
    return [_rounded(entry) for entry in value] if isinstance(value, list | tuple) else value


if __name__ == "__main__":
    main()
