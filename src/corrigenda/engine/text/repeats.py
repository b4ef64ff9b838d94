"""The same text again: a key for exact repeats, a 64-bit sketch for near ones, and how much two texts share.

The sketch is a SimHash (Charikar, "Similarity estimation techniques from rounding algorithms", 2002) of
four-character shingles.
"""

from __future__ import annotations

import hashlib
import re
import zlib

import numpy as np

from corrigenda.engine.text.clean import clean, fold_clean
from corrigenda.engine.text.links import links, without_links

NEAR_BITS = 6  # sketches at most this many bits apart are worth comparing word by word
NEAR_SHARE = 0.9  # texts that share this much of their shingles are near repeats
SHINGLE = 4
HELD = 24  # characters a text must have to be found inside another
LINKS = 2_000  # characters of links and emoji that are not said
AROUND = 70  # characters there may be around it: a question, a greeting, a word on where it comes from

_NOT_SAID = re.compile(r"[^\w%€$£₫฿\u0300-\u036f\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+|_+")
_MULTIPLIERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)


def said(text: str) -> str:
    """What a text says in words and figures: lower case, accents kept, punctuation, emoji and links gone."""
    return _NOT_SAID.sub(" ", without_links(clean(text)).casefold()).strip()


def text_key(text: str) -> str:
    """One key (32 hex digits) for all texts that say the same, word for word; "" for a text with nothing in it.

    Spacing, case, punctuation, emoji, tracking parameters and unseen characters make no difference; accents,
    figures and links do. A text of emoji alone is told apart by its emoji.
    """
    cleaned = clean(text)
    content = " ".join((said(cleaned), *links(cleaned))).strip() or cleaned
    return hashlib.sha256(content.encode()).hexdigest()[:32] if content else ""


def near_key(text: str) -> int:
    """A signed 64-bit sketch; near repeats differ in few bits (see ``NEAR_BITS``). 0 for a text that says nothing."""
    shingles = _shingles(text)
    if not shingles:
        return 0
    hashes = np.fromiter((zlib.crc32(piece.encode()) for piece in shingles), dtype=np.uint64, count=len(shingles))
    mixed = (hashes * _MULTIPLIERS[0]) ^ ((hashes + np.uint64(1)) * _MULTIPLIERS[1] >> np.uint64(7))
    bits = (mixed[:, None] >> np.arange(64, dtype=np.uint64)) & np.uint64(1)
    ones = bits.sum(axis=0) * 2 > len(shingles)
    return int(np.packbits(ones, bitorder="little").view(np.int64)[0])


def near_repeats(one: int, other: int) -> bool:
    """Whether two sketches are close enough to be worth ``shared``. Never by itself a reason to answer."""
    return bool(one) and bool(other) and (one ^ other).bit_count() <= NEAR_BITS


def shared(one: str, other: str) -> float:
    """The share of four-character shingles two texts have in common (Jaccard): 0 to 1."""
    left, right = _shingles(one), _shingles(other)
    if not left or not right:
        return 0.0
    return len(left & right) / len(left | right)


def holds(message: str, text: str) -> bool:
    """Whether a message holds a text word for word, with little around it: "Is it true that ...?"."""
    if len(text) < HELD or len(message) > LINKS + 2 * (len(text) + AROUND):
        return False
    around, inner = fold_clean(said(message)), fold_clean(said(text))
    if len(inner) < HELD or len(around) - len(inner) > AROUND:
        return False
    at = around.find(inner)
    before, behind = around[:at][-1:], around[at + len(inner) :][:1]
    return at >= 0 and _apart(before, inner[0]) and _apart(inner[-1], behind)


def _apart(one: str, other: str) -> bool:
    """Whether a word may end between two letters; scripts without spaces do not say."""
    return not (one + other).isalnum() or len(one + other) < 2 or max(one, other) >= "\u0e00"


def _shingles(text: str) -> set[str]:
    flat = fold_clean(said(text))
    if not flat:
        return set()
    return {flat[start : start + SHINGLE] for start in range(max(1, len(flat) - SHINGLE + 1))}
