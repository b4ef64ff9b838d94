"""The tables of speed, memory and size for ``benchmarks/README.md``; ``benchmarks/table.py`` puts them there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
Found = dict[str, Any]


def tables() -> list[str]:
    """Every table whose figures are there, each after an empty line."""
    return [*_speed(), *_stream(), *_scale(), *_desk(), *_pages(), *_encoder()]


def _speed() -> Iterator[str]:
    found, before = _read("speed"), _read("before/speed") or {"notes": {}}
    if not found or "measured" not in found:
        return
    yield from (
        "",
        f"| one message, 2A, one core (load {found['machine']['load_after']}) | ms | before |",
        "|---|---|---|",
    )
    for name, value in found["measured"]["notes"].items():
        if "ms p" in name:
            yield f"| {name} | **{value}** | {before['notes'].get(name, '')} |"


def _stream() -> Iterator[str]:
    """E15 to E17, beside deciding about every message anew."""
    found = _read("stream")
    if not found:
        return
    ours, anew, first = found["stream"], found["anew"], found["first"]
    size = f"{found['rows']:,} fact-checks, {found['messages']:,} messages"
    yield from (
        "",
        f"| a tipline's stream, two cores, {size} | goal | corrigenda | every message anew |",
        "|---|---|---|---|",
    )
    for name, goal in (("decisions a second", "E15 >= 300"), ("this process MB", "E16 <= 700")):
        yield f"| {name} | {goal} | **{ours[name]}** | {anew[name]} |"
    name = "start to first decision, seconds"
    yield f"| {name} | E17 <= 3 | **{first[name]}** | |"


def _scale() -> Iterator[str]:
    """The index and its rivals by number of fact-checks (decision 6)."""
    found = _read("scale") or {}
    by_rows = {int(name.split(" with ")[0]): each for name, each in found.items()}
    rows = sorted(by_rows)
    if not rows:
        return
    yield from ("", "| index: ms, median / p95; recall or right ones among 50; size, seconds to build | "
                + " | ".join(f"{n:,}" for n in rows) + " |", "|---|" + "---|" * len(rows))  # fmt: skip
    for name in dict.fromkeys(name for n in rows for name in by_rows[n] if name != "build"):
        cells = (_index(by_rows[n], name) for n in rows)
        yield f"| {name} | {' | '.join(cells)} |"


def _index(measured: Found, name: str) -> str:
    each = measured.get(name)
    if not each:
        return "-"
    cell = f"{each['ms p50']:.1f} / {each['ms p95']:.1f}"
    found = each.get("recall@50", each.get("right one in 50"))
    built = each.get("build s")
    if name.startswith("dense: HNSW, ef"):
        built = measured["build"]["vector index s"]
    if name == "lexical: packed postings":
        built = measured["build"]["postings s"]
    cell += f"; {found:.3f}" if found is not None else ""
    cell += f"; {each['MB']:.0f} MB" if "MB" in each else ""
    return cell + (f", {built:.0f} s" if built else "")


def _desk() -> Iterator[str]:
    desk = _read("desk")
    if not desk:
        return
    notes = ", ".join(f"{name} {value}" for name, value in desk["notes"].items())
    yield from ("", f"| desk ({notes}) | goal | measured |", "|---|---|---|")
    for name, row in desk["figures"].items():
        yield f"| {name} | {row['goal']} | **{row['measured']}** |"


def _pages() -> Iterator[str]:
    """The desk's pages at 100,000 messages; goals: 300 ms at p95, 100 kB."""
    found = _read("desk_pages")
    if not found:
        return
    yield from (
        "",
        "| page of the desk, 100,000 messages, 20,000 fact-checks | p50 ms | p95 ms (<= 300) | kB (<= 100) |",
    )
    yield "|---|---|---|---|"
    for name, row in found["figures"].items():
        yield f"| {name} | {row['p50_ms']} | **{row['p95_ms']}** | {row['bytes'] / 1000:.0f} |"


def _encoder() -> Iterator[str]:
    encoder = _read("encoder")
    if not encoder:
        return
    yield from (
        "",
        "| encoder, texts a second on one core | pieces | ours | package as shipped | built natively | float32 |",
    )
    yield "|---|---|---|---|---|---|"
    for row in encoder["lines"]:
        rates = " | ".join(f"{row[key]:.0f}" for key in ("pieces", "ours", "shipped_peer", "peer", "float32"))
        yield f"| {row['name']} | {rates} |"


def _read(name: str) -> Found | None:
    path = RESULTS / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
