"""Bytes to text: UTF-8 and UTF-16, and the old encodings of Thai, Vietnamese and Western Europe where sure.

What cannot be told becomes U+FFFD, and a claim that has lost its letters so is refused: a wrong text is worse
than none.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise

from corrigenda.claims.importing.records import ReadingStopped

SAMPLE_BYTES = 262_144
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ZEROS = {
    "000x": "utf-32-be",
    "0x0x": "utf-16-be",
    "x000": "utf-32-le",
    "x0x0": "utf-16-le",
}
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_CLEAR_SHARE = 0.9
_LOST_SIGNS_PER_TEXT = 100  # one lost emoji spoils no long text; every hundredth letter does
_WESTERN_SIGNS = frozenset("áàâãäåçéèêëíìîïñóòôõöúùûüÿæœßÁÀÂÃÄÅÇÉÈÊËÍÌÎÏÑÓÒÔÕÖÚÙÛÜŒ¿¡«»“”‘’–—…€°ºª·\xa0")
_VIETNAMESE_TONES = "\u0300\u0309\u0303\u0301\u0323"


def text_of(pieces: Iterable[bytes], *, charset: str = "", encoding: str = "") -> Iterator[str]:
    """The text, piece by piece. `encoding` is a person's order, `charset` only a site's word.

    Raises ReadingStopped for an encoding that does not exist.
    """
    waiting = iter(pieces)
    sample, problem = _sample(waiting)
    name = encoding or encoding_of(sample, charset=charset)
    try:
        decoder = codecs.getincrementaldecoder(name)(errors="replace")
    except LookupError as error:
        raise ReadingStopped("mis_encoded", raw=name) from error
    for piece in chain([sample], waiting):
        try:
            yield decoder.decode(piece)
        except UnicodeError as error:  # utf-16 and utf-32 can fail in spite of errors="replace"
            raise ReadingStopped("mis_encoded") from error
    if problem:
        raise problem
    yield decoder.decode(b"", final=True)


def _sample(pieces: Iterator[bytes]) -> tuple[bytes, ReadingStopped | None]:
    """The first bytes, and the end of reading if it came among them."""
    sample = bytearray()
    try:
        for piece in pieces:
            sample += piece
            if len(sample) >= SAMPLE_BYTES:
                break
    except ReadingStopped as stopped:
        return bytes(sample), stopped
    return bytes(sample), None


def encoding_of(sample: bytes, *, charset: str = "") -> str:
    """The encoding of a text that begins like this; "utf-8" where nothing else is sure."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if wide := _wide(sample):
        return wide
    if _is_utf8(sample):
        return "utf-8"
    declared = _DECLARED.search(sample[:4096])
    for name in (declared.group(1).decode("ascii") if declared else "", charset):
        if name and _is_other_encoding(name):
            return name
    return _old_encoding(sample)


def _is_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _is_other_encoding(name: str) -> bool:
    try:
        found = codecs.lookup(name)
    except LookupError:
        return False
    # Codecs such as "zip" or "rot13" are not for text in files.
    return bool(getattr(found, "_is_text_encoding", True)) and found.name not in {
        "utf-8",
        "ascii",
        "idna",
        "punycode",
    }


def _wide(sample: bytes) -> str:
    """UTF-16 and UTF-32 without their mark: JSON and HTML begin with two ASCII signs (RFC 4627, section 3)."""
    return _ZEROS.get("".join("0" if byte == 0 else "x" for byte in sample[:4]), "")


def _old_encoding(sample: bytes) -> str:
    high = [byte for byte in sample if byte >= 0x80]
    letters = len(high) + sum(1 for byte in sample if 65 <= byte <= 90 or 97 <= byte <= 122)
    if _looks_thai(high):
        return "cp874"
    if len(high) > letters * 0.5:
        return "utf-8"
    if _looks_vietnamese(sample):
        return "cp1258"
    western = bytes(high).decode("cp1252", errors="replace")
    if len(high) < letters * 0.25 and sum(sign in _WESTERN_SIGNS for sign in western) >= len(western) * _CLEAR_SHARE:
        return "cp1252"
    return "utf-8"


def _looks_thai(high: list[int]) -> bool:
    """Long runs of Thai letters; consonants without any vowel or tone sign would be another alphabet."""
    text = bytes(high).decode("cp874", errors="replace")
    thai = sum("\u0e01" <= sign <= "\u0e5b" for sign in text)
    signs = sum(sign in "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e48\u0e49\u0e32\u0e40" for sign in text)
    return len(text) >= 8 and thai >= len(text) * 0.98 and 0.25 * thai < signs < 0.6 * thai


def _looks_vietnamese(sample: bytes) -> bool:
    """Tone signs behind vowels, as no other language has them in this code page."""
    text = sample.decode("cp1258", errors="replace")
    tones = sum(1 for before, sign in pairwise(text) if sign in _VIETNAMESE_TONES and before in _TONE_BEARERS)
    high = sum(1 for byte in sample if byte >= 0x80)
    return tones >= 3 and tones >= high * 0.3


_TONE_BEARERS = frozenset("aăâeêioôơuưyAĂÂEÊIOÔƠUƯY")


def is_mis_encoded(text: str) -> bool:
    """Whether a text holds what remains of letters read in the wrong encoding."""
    if text.isascii():
        return False
    if text.count("\ufffd") * _LOST_SIGNS_PER_TEXT > len(text) or _is_broken_thai_or_vietnamese(text):
        return True
    try:
        narrow = text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return _is_utf8(narrow + b" ") or _was_thai(narrow)


def _is_broken_thai_or_vietnamese(text: str) -> bool:
    """UTF-8 letters of these languages, read as Western European, begin with one of two signs."""
    thai = text.count("\u00e0\u00b8") + text.count("\u00e0\u00b9")
    vietnamese = text.count("\u00e1\u00ba") + text.count("\u00e1\u00bb")
    return thai > 2 or vietnamese > 1


def _was_thai(narrow: bytes) -> bool:
    high = sum(byte >= 0x80 for byte in narrow)
    return high > 8 and high > len(narrow) * 0.5 and "\ufffd" not in narrow.decode("cp874", errors="replace")
