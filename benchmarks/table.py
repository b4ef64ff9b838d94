"""Puts the results files into ``benchmarks/README.md``, between its two marks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"


def main() -> None:
    """Rewrite the figures in place."""
    readme = HERE / "README.md"
    before, rest = readme.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    readme.write_text(f"{before}{BEGIN}\n{_figures()}\n{END}{after}", encoding="utf-8")


def _figures() -> str:
    found = [_read(name) for name in ("tweets", "vietnamese", "thai", "speed")]
    results = [result for result in found if result]
    lines = ["| set | figure | goal | corrigenda (95 %) | BM25 (bm25s) | cosine alone |", "|---|---|---|---|---|---|"]
    for result in results:
        for figure in result["figures"]:
            ours = figure["ours"]
            interval = f"**{ours['value']:.3f}** ({ours['low']:.3f} to {ours['high']:.3f})"
            peers = f"{figure['bm25']['value']:.3f} | {figure['cosine']['value']:.3f}"
            lines.append(f"| {result['set']} | {figure['name']} | {figure['goal']} | {interval} | {peers} |")
    lines += ["", "| automatic answers | answered | right among them | of the answerable | calibration error |"]
    lines += ["|---|---|---|---|---|"]
    for result in results:
        for name, row in result["answers"].items():
            counts = f"{row['right']:.0f} of {row['answered']:.0f} = {row['right among answers']:.3f}"
            share = f"{row['answered of answerable']:.3f}"
            lines.append(f"| {name} | {row['answered']:.0f} | {counts} | {share} | {row['calibration error']:.3f} |")
    for result in results:
        for name, value in result["notes"].items():
            lines += ["", f"{result['set']}: {name} = {value}"]
    return "\n".join([*lines, *_desk(), *_encoder()])


def _desk() -> list[str]:
    desk = _read("desk")
    if not desk:
        return []
    rows = [f"| {name} | {row['goal']} | **{row['measured']}** |" for name, row in desk["figures"].items()]
    notes = ", ".join(f"{name} {value}" for name, value in desk["notes"].items())
    return ["", f"| desk ({notes}) | goal | measured |", "|---|---|---|", *rows]


def _encoder() -> list[str]:
    encoder = _read("encoder")
    if not encoder:
        return []
    lines = [
        "",
        "| encoder, texts a second on one core | pieces | ours | package as shipped | built natively | float32 |",
    ]
    lines.append("|---|---|---|---|---|---|")
    for row in encoder["lines"]:
        rates = " | ".join(f"{row[key]:.0f}" for key in ("pieces", "ours", "shipped_peer", "peer", "float32"))
        lines.append(f"| {row['name']} | {rates} |")
    return lines


def _read(name: str) -> dict[str, Any] | None:
    path = HERE / "results" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


if __name__ == "__main__":
    main()
