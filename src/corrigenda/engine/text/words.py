"""From text to the terms the lexical index holds: folded words, character n-grams where no spaces part them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import zip_longest

from corrigenda.engine.text.clean import clean, fold_clean
from corrigenda.engine.text.figures import numbers
from corrigenda.engine.text.links import without_links
from corrigenda.engine.text.vietnamese import is_syllable, typed_without_accents, written_with_accents

LONGEST_WORD = 40
PIECE = 4
REMEMBERED = 2_000  # characters; one message is compared with many claims, word by word

_INNER_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ENDINGS = (("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_BIGRAM_SCRIPTS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"  # Japanese, Chinese
_TRIGRAM_SCRIPTS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1980-\u19df\uaa60-\uaa7f"  # Thai, Lao, Burmese, Khmer
_MARKS = "\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0980-\u0dff"  # Indic vowel signs
_RUNS = re.compile(
    rf"(?P<two>[{_BIGRAM_SCRIPTS}]+)|(?P<three>[{_TRIGRAM_SCRIPTS}]+)"
    rf"|(?P<word>(?:[^\W_{_BIGRAM_SCRIPTS}{_TRIGRAM_SCRIPTS}]|[{_MARKS}])+)"
)


def words(text: str) -> list[str]:
    """The folded words of a text in order, links left out; n-grams for scripts without spaces."""
    return list(_remembered(text) if len(text) < REMEMBERED else _read(text))


@lru_cache(maxsize=256)
def _remembered(text: str) -> tuple[str, ...]:
    return _read(text)


def _read(text: str) -> tuple[str, ...]:
    return tuple(_words(fold_clean(without_links(clean(text)))))


def terms(text: str) -> list[str]:
    """What the lexical index holds of a text, repeats included.

    Stemmed words; ``~abcd``: four-character pieces of longer words, which forgive typing and endings; ``#1000``:
    numbers. Words inside a hashtag (``#StayHome``) are parted first. Vietnamese writes syllables apart, and most words
    have two: there ``~nuoc_chanh``, two that follow each other, stands for pieces.
    """
    visible = without_links(clean(text))
    said = _words(fold_clean(_INNER_CAPITAL.sub(" ", visible)))
    vietnamese = is_vietnamese(visible, said)
    found: list[str] = []
    for word, following in zip_longest(said, said[1:], fillvalue=""):
        if vietnamese and is_syllable(word):
            found.append(word)
            found.extend([f"~{word}_{following}"] if is_syllable(following) else [])
        else:
            found.append(stem(word))
            found.extend(pieces(word))
    found.extend(f"#{number}" for number in numbers(visible))
    return found


def is_vietnamese(text: str, said: list[str]) -> bool:
    """Whether a text is Vietnamese, with accents or without; ``said`` are its folded words."""
    return written_with_accents(text, said) or typed_without_accents(said, accents=accents_lost(text))


def says_enough(said: list[str]) -> bool:
    """Whether these words of a text are enough to tell one claim from another: four words, or as much in n-grams."""
    return sum(1.0 if word[0] < "\u0e00" or len(word) > 3 else 0.4 for word in set(said)) >= 4


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
    """A light stem: plural and verb endings come off Latin words; everything else stays whole."""
    if len(word) < 4 or not word.isascii() or not word.isalpha() or word.endswith("ss"):
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + instead
            break
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


@lru_cache(maxsize=65536)
def pieces(word: str) -> tuple[str, ...]:
    """The four-character pieces of a word with its edges marked; none for short words and n-grams."""
    if len(word) <= 3 or word[0].isdigit() or "\u0e00" <= word[0] <= "\u109f" or word[0] >= "\u1780":
        return ()
    edged = f"_{word}_"
    return tuple(f"~{edged[start : start + PIECE]}" for start in range(len(edged) - PIECE + 1))


def accents_lost(text: str) -> int:
    """How many words of a text lose an accent when folded."""
    return sum(
        1
        for word in clean(text).casefold().split()
        if not word.isascii() and unicodedata.normalize("NFC", word) != fold_clean(word)
    )
