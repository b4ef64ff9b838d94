"""Numbers in a text, whatever digits they are written with, in one form that can be compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# A space parts two numbers, but for round thousands: "10 000".
_NUMBER = re.compile(r"\d{1,3}(?: 000)+(?!\d)|\d+(?:[.,٫٬']\d+)*")
_GROUPS = re.compile(r"\d{1,3}([.,٬' ])\d{3}(?:\1\d{3})*")
_MASK = re.compile(r"^0+(?=\d)")


@lru_cache(maxsize=512)
def numbers(text: str) -> tuple[str, ...]:
    """The numbers of a clean text, each once, in order: ``1,000`` and ``๑๐๐๐`` are ``1000``; ``2,5`` is ``2.5``."""
    found: dict[str, None] = {}
    for match in _NUMBER.finditer(_latin_digits(text)):
        for number in _read(match.group()):
            found[number] = None
    return tuple(found)


def _read(written: str) -> list[str]:
    if written.isdigit():
        return [_MASK.sub("", written)]
    if _GROUPS.fullmatch(written):
        return [_MASK.sub("", re.sub(r"\D", "", written))]
    pieces = re.split(r"[.,٫]", written)
    if len(pieces) == 2 and all(piece.isdigit() for piece in pieces):
        whole, part = _MASK.sub("", pieces[0]), pieces[1].rstrip("0")
        return [f"{whole}.{part}" if part else whole]
    thousands = re.fullmatch(r"(\d{1,3}(?:[., ']\d{3})+)[.,](\d{1,2})", written)
    if thousands:
        return [f"{re.sub(r'[^0-9]', '', thousands.group(1))}.{thousands.group(2)}"]
    return [_MASK.sub("", piece) for piece in re.split(r"\D+", written) if piece]


def _latin_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
