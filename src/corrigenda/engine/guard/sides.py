"""The two texts that are compared, cut and read once: the message, its closest sentence, and the claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corrigenda.engine.guard.negation import denials
from corrigenda.engine.text import clean, groups_of, language_of, without_links, words
from corrigenda.engine.text.words import stem
from corrigenda.engine.types import KnownClaim

LOOKED_AT = 5_000  # characters of a message
# A full stop behind an abbreviation ends nothing.
_SHORT = "[A-Z]|Sen|Gov|Rep|Gen|Dr|Mr|Mrs|Ms|St|No|Jr|Sr|Prof|Sra|Lt|Col|TP|อ|ต|จ|ดร"
_ABBREVIATED = "".join(rf"(?<!\b{short})" for short in _SHORT.split("|"))
_SENTENCE = re.compile(rf"{_ABBREVIATED}\.+(?=\s|$)|[!?…。！？\n|]+(?=\s|$)|\n+|(?<=[。！？])")
VERDICT = 5  # words, at most, of a sentence that only judges the one beside it: "That never happened"
_COMMON = frozenset(
    map(
        stem,
        """
    the and for that this with was were are has had have been
    from they their his her its you not but who what when will would
    can could which there about into after said says say
    show shows showing picture photo photograph video image than then
    không của một các những được trong cho với khi này người
    rằng đã đang sẽ khong cua mot cac nhung duoc trong nay nguoi
    los las una uno del que por para con como más mas son fue esta este esto sus foto video imagen
    dos das uma que por para com como mais são foi esta este isso seus seu sua não nao
    les des une que qui par pour avec dans sur est sont pas plus cette ces aux leur été ete
    yang dan dari untuk dengan ini itu pada dalam oleh tidak akan telah adalah ada bukan juga foto video gambar
    """.split(),  # noqa: SIM905
    )
)


@dataclass(frozen=True, slots=True)
class Sides:
    """Clean texts without links. ``known`` is the claim with all its other texts; ``covers`` runs from 0 to 1."""

    message: str
    sentence: str
    claimed: str
    known: str
    covers: float  # share of the claim's words that the sentence says
    lang: str | None
    claim_lang: str | None


def sides(message: str, claim: KnownClaim, *, lang: str | None) -> Sides:
    """Read both; the sentence is the one of the message that shares most words with the claim."""
    claimed = _plain(claim.text or claim.title)
    whole = _plain(message[:LOOKED_AT])
    wanted = content(claimed)
    best = whole
    parts = _sentences(message[:LOOKED_AT])
    if len(parts) > 1:
        best = _closest(parts, wanted, size=len(_sentences(claimed)))
    known = _plain(" . ".join(text for text in (claim.text, claim.title, *claim.more) if text))
    covers = len(wanted & content(best)) / len(wanted) if wanted else 0.0
    there = claim.lang or language_of(claimed) or None
    return Sides(whole, best, claimed, known, covers, lang or _told(whole, there), there)


def _told(message: str, claimed_in: str | None) -> str | None:
    """The language of a message nobody named: as its words tell, else the claim's where it is written the same way."""
    found = language_of(message)
    alike = claimed_in is not None and groups_of(message)[-2:] == groups_of("", claimed_in)[-2:]
    return found or (claimed_in if alike else None)


def _closest(parts: Sequence[str], wanted: frozenset[str], *, size: int) -> str:
    """As many sentences as the claim has, and one word of judgement behind or before them."""
    starts = range(max(1, len(parts) - size + 1))
    at = max(starts, key=lambda n: len(wanted & content(" . ".join(parts[n : n + size]))))
    first, last = at, at + size
    if last < len(parts) and len(parts[last].split()) <= VERDICT and denials(parts[last], None):
        last += 1
    elif first and len(parts[first - 1].split()) <= 2 and denials(parts[first - 1], None):
        first -= 1
    return " . ".join(parts[first:last])


@lru_cache(maxsize=512)
def content(text: str) -> frozenset[str]:
    """The words of a text that carry something, folded and stemmed."""
    return frozenset(stem(word) for word in words(text) if len(word) > 2 or word.isdigit()) - _COMMON


@lru_cache(maxsize=512)
def _plain(text: str) -> str:
    return clean(without_links(text))


@lru_cache(maxsize=64)
def _sentences(message: str) -> tuple[str, ...]:
    return tuple(part for part in map(clean, _SENTENCE.split(without_links(message))) if part)
