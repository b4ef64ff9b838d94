"""How hard a text is to read, where that can be said honestly.

English: Flesch's reading ease (R. Flesch, 1948, "A new readability yardstick"), with syllables counted by groups of
vowels. Other languages that put spaces between words and full stops behind sentences: the length of sentences, and
nothing more. Scripts without either (Thai and others): not measured.
"""

import re
from dataclasses import dataclass
from typing import Literal

ENOUGH = 40  # words; below that the figure says nothing
HARD_EASE = 50.0  # Flesch: below 50 is "difficult"
LONG_SENTENCE = 25.0  # words
LONG_SENTENCE_VI = 35.0  # Vietnamese writes each syllable apart
_NOT_MEASURED = frozenset({"th", "lo", "km", "my", "zh", "zh-hans", "zh-hant", "ja", "bo", "dz"})
_MARKUP = re.compile(r"\]\([^)]*\)|https?://\S+|[*_`#>\[\]|~]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_END = re.compile(r"[.!?…。।؟]+(?=\s|$)|\n\s*\n|\n(?=\s*[-*\d])")
_VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True, slots=True)
class Reading:
    """`ease`: Flesch's 0 to 100, higher is easier. `sentence`: words in a sentence on average."""

    measure: Literal["ease", "sentence", "too short", "not measured"]
    value: float = 0.0
    hard: bool = False


def reading_level(text: str, lang: str) -> Reading:
    """How hard a text in Markdown is to read in its language."""
    if lang.lower() in _NOT_MEASURED or not lang:
        return Reading("not measured")
    plain = _MARKUP.sub(" ", text)
    words = _WORD.findall(plain)
    if len(words) < ENOUGH:
        return Reading("too short")
    sentences = sum(1 for part in _END.split(plain) if _WORD.search(part))
    length = len(words) / max(1, sentences)
    if lang.split("-")[0] != "en":
        return Reading("sentence", length, length > (LONG_SENTENCE_VI if lang == "vi" else LONG_SENTENCE))
    ease = 206.835 - 1.015 * length - 84.6 * sum(map(_syllables, words)) / len(words)
    return Reading("ease", max(0.0, min(100.0, ease)), ease < HARD_EASE)


def _syllables(word: str) -> int:
    plain = word.casefold()
    silent = plain.endswith("e") and not plain.endswith(("le", "ee")) and len(plain) > 2
    return max(1, len(_VOWELS.findall(plain)) - silent)
