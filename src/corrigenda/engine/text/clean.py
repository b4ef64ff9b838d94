"""The first thing done to any text: one form for equal content, whatever the keyboard, app or trick it came through."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 20_000  # characters looked at; a longer message is matched by its beginning
REMEMBERED = 2_000
SHOUTED_FROM, SHOUTED = 12, 0.8  # letters that could be small, and the share of them that is not

_SPACES = re.compile(r"\s+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
# Controls, lone surrogates, format characters (zero-width, bidi overrides, tags, soft hyphen), private use,
# variation selectors: nothing a reader sees, everything a filter can be fooled with.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff\ue000-\uf8ff"
    "\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# Letters that carry their mark inside, which no decomposition takes away.
_PLAIN = str.maketrans(
    {
        "đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe", "þ": "th",
        "ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك", "ـ": None, "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'",
    }
)  # fmt: skip
# Marks that are accents. The vowel signs of Thai, Lao, Khmer, Burmese and the Indic scripts are letters and stay.
_ACCENTS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u065f\u0670\u06d6-\u06ed]")


def clean(text: str) -> str:
    """Unicode in one form (NFKC), nothing unseen, single spaces; at most ``LONGEST`` characters.

    Takes anything a ``str`` can hold, lone surrogates and NUL included, and gives text PostgreSQL can store.
    """
    return _remembered(text) if len(text) < REMEMBERED else _cleaned(text[:LONGEST])


def _cleaned(text: str) -> str:
    if _NOT_ASCII.search(text):
        text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return _SPACES.sub(" ", _UNSEEN.sub("", text)).strip()[:LONGEST]


# One message is compared with many claims, piece by piece.
_remembered = lru_cache(maxsize=512)(_cleaned)


def unshouted(text: str) -> str:
    """A text in capitals as it would be without them: the encoder's pieces are those of small letters."""
    capitals = sum(map(str.isupper, text))
    letters = capitals + sum(map(str.islower, text))
    return text.lower() if letters >= SHOUTED_FROM and capitals >= SHOUTED * letters else text


def fold(text: str) -> str:
    """Lower case without accents, for comparing words: ``Đường`` and ``duong`` become one. Cleans first."""
    return fold_clean(clean(text))


def fold_clean(text: str) -> str:
    """``fold`` for text that is clean already."""
    text = text.casefold()
    if not _NOT_ASCII.search(text):
        return text.translate(_PLAIN)
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", text)).translate(_PLAIN)
    return unicodedata.normalize("NFC", plain)
