"""Two texts compared: what stayed, what went, what came. Also where words are not parted by spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "gone", "new"]
MOST_WORDS = 4_000  # of two passages; longer ones are shown whole, one after the other
SHORT = 3  # characters that stayed between two changes are shown as changed with them: easier to read

# A word; of a script without spaces, one syllable sign with its marks; a run of spaces; or any other sign.
_THAI = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_TOKENS = re.compile(rf"[\u0e40-\u0e44]?[{_THAI}][\u0e30-\u0e3a\u0e45\u0e47-\u0e4e]*|(?:(?![{_THAI}])\w)+|\s+|.")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stayed, went or came."""

    kind: Kind
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """`after` in pieces, with what went from `before` where it stood; one piece "same" for equal texts."""
    return tuple(_joined(_by_lines(before.splitlines(keepends=True), after.splitlines(keepends=True))))


def _by_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for step, a0, a1, b0, b1 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, new = "".join(before[a0:a1]), "".join(after[b0:b1])
        if step == "equal":
            yield Piece("same", gone)
        elif step == "replace":
            yield from _by_words(_TOKENS.findall(gone), _TOKENS.findall(new))
        else:
            yield from _changed(gone, new)


def _by_words(before: list[str], after: list[str]) -> Iterator[Piece]:
    if max(len(before), len(after)) > MOST_WORDS:
        yield from _changed("".join(before), "".join(after))
        return
    gone = new = ""
    for step, a0, a1, b0, b1 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, became = "".join(before[a0:a1]), "".join(after[b0:b1])
        at_the_edge = a0 == 0 or a1 == len(before)
        if step == "equal" and (len(was) > SHORT or at_the_edge):
            yield from _changed(gone, new)
            gone = new = ""
            yield Piece("same", was)
        else:
            gone, new = gone + was, new + became
    yield from _changed(gone, new)


def _changed(gone: str, new: str) -> Iterator[Piece]:
    if gone:
        yield Piece("gone", gone)
    if new:
        yield Piece("new", new)


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    kept: Piece | None = None
    for piece in pieces:
        if kept and kept.kind == piece.kind:
            kept = Piece(kept.kind, kept.text + piece.text)
            continue
        if kept:
            yield kept
        kept = piece
    if kept:
        yield kept
