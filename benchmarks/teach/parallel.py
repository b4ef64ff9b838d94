"""Sentences in Vietnamese, Thai and their neighbours beside the English ones they translate.

The public claim sets hold no Vietnamese to learn from. Free programs do: their catalogues pair an English sentence with
its translation, and the Debian installation guide exists paragraph by paragraph in both languages. The packages in
``PACKAGES`` are fetched with ``apt-get download`` into a folder; what is read from them trains, and is never kept here.
"""

from __future__ import annotations

import gettext
import html
import random
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from corrigenda.engine.text import clean

PACKAGES = (
    "gimp-data",
    "evolution-common",
    "libgtk-4-common",
    "epiphany-browser-data",
    "git",
    "installation-guide-amd64",
)
LANGUAGES = ("vi", "th", "km", "lo", "my", "id", "ms")
SHORTEST, LONGEST = 30, 400  # characters
MOST = 2_000  # pairs of a language
_MARKUP = re.compile(r"%\S+|[_&](?=\w)|<[^>]+>|\{[^}]*\}|\$\w+")


def parallel(folder: Path, *, seed: int) -> list[tuple[str, str, str]]:
    """(language, sentence, English sentence); empty where the packages were not fetched."""
    found: dict[str, dict[str, str]] = {lang: {} for lang in LANGUAGES}
    for lang, there, english in (*_catalogues(folder), *_guide(folder)):
        there, english = _plain(there), _plain(english)
        if SHORTEST <= len(english) <= LONGEST and SHORTEST // 2 <= len(there) <= LONGEST and there != english:
            found[lang][english] = there
    rng = random.Random(seed)
    return [
        (lang, there, english)
        for lang, pairs in found.items()
        for english, there in rng.sample(sorted(pairs.items()), min(MOST, len(pairs)))
    ]


def fetch(folder: Path, packages: Sequence[str] = PACKAGES) -> None:
    """Download the packages and unpack them. Raises CalledProcessError where apt is missing or offline."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in packages:
        subprocess.run(["apt-get", "-qq", "download", name], cwd=folder, check=True)
    for package in folder.glob("*.deb"):
        subprocess.run(["dpkg", "-x", package.name, "unpacked"], cwd=folder, check=True)


def _catalogues(folder: Path) -> Iterator[tuple[str, str, str]]:
    for lang in LANGUAGES:
        for path in sorted(folder.glob(f"unpacked/usr/share/locale/{lang}/LC_MESSAGES/*.mo")):
            with path.open("rb") as file:
                try:
                    known = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
                except (OSError, UnicodeDecodeError):
                    continue
            for english, there in known.items():
                if isinstance(english, str):
                    yield lang, there, english.split("\x04")[-1]


def _guide(folder: Path) -> Iterator[tuple[str, str, str]]:
    root = folder / "unpacked/usr/share/doc/installation-guide-amd64"
    for lang in LANGUAGES:
        for page in sorted((root / lang).glob("*.html")):
            there, english = _paragraphs(page), _paragraphs(root / "en" / page.name)
            if there and len(there) == len(english):  # the same paragraphs, one by one
                for one, other in zip(there, english, strict=True):
                    yield lang, one, other


def _paragraphs(page: Path) -> list[str]:
    if not page.exists():
        return []
    found = re.findall(r"<p>(.*?)</p>", page.read_text("utf-8", errors="replace"), re.DOTALL)
    return [" ".join(html.unescape(re.sub(r"<[^>]+>", "", text)).split()) for text in found]


def _plain(text: str) -> str:
    return clean(_MARKUP.sub("", text)).strip()
