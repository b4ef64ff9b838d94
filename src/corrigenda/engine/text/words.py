"""From text to the terms the lexical index holds: folded words, and character n-grams where no spaces part the words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from corrigenda.engine.text.clean import clean, fold_clean
from corrigenda.engine.text.figures import numbers
from corrigenda.engine.text.links import without_links

LONGEST_WORD = 40

_BIGRAM_SCRIPTS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"  # Japanese, Chinese
_TRIGRAM_SCRIPTS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1980-\u19df\uaa60-\uaa7f"  # Thai, Lao, Burmese, Khmer
_MARKS = "\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0980-\u0dff"  # Indic vowel signs
_RUNS = re.compile(
    rf"(?P<two>[{_BIGRAM_SCRIPTS}]+)|(?P<three>[{_TRIGRAM_SCRIPTS}]+)"
    rf"|(?P<word>(?:[^\W_{_BIGRAM_SCRIPTS}{_TRIGRAM_SCRIPTS}]|[{_MARKS}])+)"
)


def words(text: str) -> list[str]:
    """The folded words of a text in order, links left out; n-grams for scripts without spaces."""
    return _words(fold_clean(without_links(clean(text))))


def terms(text: str) -> list[str]:
    """What the lexical index holds of a text: stemmed words and n-grams, and each number as ``#1000``."""
    visible = without_links(clean(text))
    return [stem(word) for word in _words(fold_clean(visible))] + [f"#{number}" for number in numbers(visible)]


def _words(folded: str) -> list[str]:
    found: list[str] = []
    for run in _RUNS.finditer(folded):
        if run.lastgroup == "word":
            found.append(run.group()[:LONGEST_WORD])
        else:
            found.extend(_grams(run.group(), size=2 if run.lastgroup == "two" else 3))
    return found


def _grams(run: str, *, size: int) -> list[str]:
    if len(run) <= size:
        return [run]
    return [run[start : start + size] for start in range(len(run) - size + 1)]


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A light stem: plural and verb endings of English and Romance words come off; other scripts stay whole."""
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    return word


def accents_lost(text: str) -> int:
    """How many words of a text lose an accent when folded."""
    return sum(
        1
        for word in clean(text).casefold().split()
        if not word.isascii() and unicodedata.normalize("NFC", word) != fold_clean(word)
    )
