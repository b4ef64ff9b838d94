"""What guessing Vietnamese accents is worth (decision 20): syllables brought right, texts the encoder finds again.

    python -m benchmarks.accents        # writes benchmarks/results/accents.json

Claims, titles and summaries of the demo register in Vietnamese, each asked among all of them: without its accents, then
with guessed ones. The counts behind the guesses come from other texts (``benchmarks/teach/accents.py``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.teach.noise import without_accents
from corrigenda.engine.encoder import load_encoder
from corrigenda.engine.text.accents import with_accents
from corrigenda.engine.types import Floats

DEMO = Path(__file__).parents[1] / "src" / "corrigenda" / "demo" / "register.jsonl"
OUT = Path(__file__).parent / "results" / "accents.json"
SHORTEST = 15  # characters: shorter ones hold too little to guess by


def main() -> None:
    """Measures and writes the figures."""
    texts = demo_texts()
    bare = [without_accents(text) for text in texts]
    guessed = [with_accents(text) for text in bare]
    encoder = load_encoder(cache=Path.home() / ".cache" / "corrigenda-bench")
    register = encoder.encode(texts, kind="passage")
    asked = {"as written": texts, "without accents": bare, "guessed": guessed}
    figures = {
        "texts": len(texts),
        **{
            name: {"words right": right(texts, each), **found(encoder.encode(each, kind="query"), register)}
            for name, each in asked.items()
        },
    }
    OUT.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


def demo_texts() -> list[str]:
    """Each once, in a fixed order."""
    with DEMO.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    said = {row[name] for row in rows if row["lang"] == "vi" for name in ("claim", "title", "summary")}
    return sorted(text for text in said if len(text) >= SHORTEST)


def right(written: Sequence[str], read: Sequence[str]) -> float:
    """Share of words that stand as they were written."""
    pairs = [pair for texts in zip(written, read, strict=True) for pair in zip(*map(str.split, texts), strict=True)]
    return round(float(sum(one == other for one, other in pairs)) / len(pairs), 3)


def found(asked: Floats, register: Floats) -> dict[str, float]:
    """How often the text itself comes first, and how far it lies above the best of the others (mean of cosines)."""
    cosines = asked @ register.T
    own = np.diagonal(cosines).copy()
    np.fill_diagonal(cosines, -1.0)
    ahead = own - cosines.max(axis=1)
    return {"S@1": round(float((ahead > 0).mean()), 3), "ahead by": round(float(ahead.mean()), 3)}


if __name__ == "__main__":
    main()
