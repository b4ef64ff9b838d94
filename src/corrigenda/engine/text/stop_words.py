"""Words that say nothing alone: what two texts share is never one of these. Folded and stemmed."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

from corrigenda.engine.text.words import stem

_LISTS = json.loads((Path(__file__).parent / "stop_words.json").read_text(encoding="utf-8"))
_BY_LANG = {lang: frozenset(map(stem, words.split())) for lang, words in _LISTS["words"].items()}
_BY_LANG["ms"] = _BY_LANG["id"]
_ALL = frozenset().union(*_BY_LANG.values())
# Where no spaces part words, nothing made of these alone is shown.
_NOTHING = {
    kind: re.compile("(?:" + "|".join(map(re.escape, found.split())) + ")+")
    for kind, found in _LISTS["letters"].items()
}
# A vowel written behind cannot begin a word; one written before cannot end it.
_BEHIND, _BEFORE = frozenset("ะาํๅๆฯະາຳ"), frozenset("เแโใไເແໂໃໄ")


@lru_cache(maxsize=256)
def stop_words(*langs: str | None) -> frozenset[str]:
    """The words that say nothing in any of these languages; of every language where none of them is known."""
    known = [_BY_LANG[lang] for lang in langs if lang in _BY_LANG]
    return frozenset().union(*known) if known else _ALL


def says_nothing(letters: str, *, kind: str) -> bool:
    """Whether a run without spaces is made of little words alone."""
    return bool(_NOTHING[kind].fullmatch(letters))


def begins_no_word(letter: str) -> bool:
    """Whether no word can begin with this letter."""
    return letter[0] in _BEHIND


def ends_no_word(letter: str) -> bool:
    """Whether no word can end with this letter."""
    return letter[0] in _BEFORE
