"""What differs between two texts, word by word; letter by letter where a script has no spaces."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]

# Thai, Lao, Khmer, Burmese, Chinese, Japanese: one letter with the marks above and below it.
_ALONE = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
_MARKS = r"[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3]"
_LETTER = rf"{_ALONE}{_MARKS}*"
_TOKEN = re.compile(rf"{_LETTER}|(?:(?!{_LETTER})[\w\u0300-\u036f'’])+|\s+|.", re.DOTALL)
_PARAGRAPH = re.compile(r"[^\n]*\n*")
MOST_PAIRS = 4_000_000  # of tokens compared inside one changed stretch; longer ones are shown whole
SHORT = 3  # characters: an agreement this short between two changes is a coincidence


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that both have, or only the older ("gone") or the newer one ("new")."""

    kind: Kind
    text: str


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of both texts in order; "same" and "gone" together are the old one, "same" and "new" the new one."""
    return tuple(_joined(_by_paragraph(old, new)))


def _by_paragraph(old: str, new: str) -> Iterator[Piece]:
    one, other = (_PARAGRAPH.findall(text) for text in (old, new))
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        before, after = "".join(one[a:b]), "".join(other[c:d])
        if tag == "equal":
            yield Piece("same", before)
        else:
            yield from _by_word(before, after)


def _by_word(old: str, new: str) -> Iterator[Piece]:
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    if not one or not other or len(one) * len(other) > MOST_PAIRS:
        yield Piece("gone", old)
        yield Piece("new", new)
        return
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for number, (tag, a, b, c, d) in enumerate(steps):
        before, after = "".join(one[a:b]), "".join(other[c:d])
        if tag == "equal" and not (0 < number < len(steps) - 1 and len(before.strip()) < SHORT):
            yield Piece("same", before)
        else:
            yield Piece("gone", before)
            yield Piece("new", after)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind become one; what is gone stands before what is new."""
    gone, new = "", ""
    for piece in pieces:
        if piece.kind == "gone":
            gone += piece.text
        elif piece.kind == "new":
            new += piece.text
        elif piece.text:
            yield from _changed(gone, new)
            gone, new = "", ""
            yield piece
    yield from _changed(gone, new)


def _changed(gone: str, new: str) -> Sequence[Piece]:
    pieces = (Piece("gone", gone), Piece("new", new))
    return [piece for piece in pieces if piece.text]
