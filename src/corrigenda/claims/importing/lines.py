"""Lines of bounded length from text of any length."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end. `cut`: it was longer than allowed, and only its beginning is here."""

    number: int
    text: str
    cut: bool = False


def bounded_lines(pieces: Iterable[str], limit: int) -> Iterator[Line]:
    """The lines of a text, split at line feeds only, counted from 1. Over the limit, only its beginning."""
    number, kept, length = 1, [""], 0
    for piece in pieces:
        *ended, rest = piece.split("\n")
        for text in ended:
            yield Line(number, _beginning([*kept, text], limit), cut=length + len(text) > limit)
            number, kept, length = number + 1, [], 0
        length += len(rest)
        if length <= limit:
            kept.append(rest)
        elif not kept or len(kept[0]) < limit:
            kept = ["".join([*kept, rest])[:limit]]
    if length:
        yield Line(number, _beginning(kept, limit), cut=length > limit)


def _beginning(parts: list[str], limit: int) -> str:
    return "".join(parts)[:limit].removesuffix("\r")
