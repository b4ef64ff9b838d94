"""What something was taught from, for the file that ships beside it and for the model card."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.teach.pairs import Taught


def facts(known: Taught, sentences: Sequence[tuple[str, str, str]]) -> dict[str, object]:
    """Pairs by set, pairs left out for what they repeat, and translated sentences by language."""
    pairs = Counter(pair.set for pair in known.pairs)
    return {
        "sets": {name: {"pairs": pairs[name], "left_out": known.left_out.get(name, 0)} for name in pairs},
        "translations": dict(Counter(lang for lang, _, _ in sentences)),
    }


def save(out: Path, arrays: Mapping[str, NDArray[np.floating[Any]]]) -> None:
    """The update as it ships."""
    np.savez_compressed(out, allow_pickle=False, **arrays)


def write(out: Path, found: Mapping[str, object], **settings: object) -> None:
    """``update.npz`` gets ``update_made_of.json`` beside it."""
    path = out.with_name(f"{out.stem}_made_of.json")
    path.write_text(json.dumps({**settings, **found}, indent=1) + "\n", encoding="utf-8")
