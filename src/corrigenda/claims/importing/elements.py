"""Large JSON, piece by piece: finds where each record begins and ends without parsing the whole.

Records stand in top-level arrays, and in the arrays of a DataFeed or `@graph`. A record that is broken, or
longer than allowed, spoils only itself.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corrigenda.claims.importing.records import EXCERPT_CHARACTERS, ReadingStopped

ENVELOPE_KEYS = frozenset({"dataFeedElement", "@graph", "itemListElement"})
_DEEPEST = 64
_LONGEST_KEY = 32
_STRUCTURE = re.compile(r'["{}\[\]:]')
_BETWEEN_RECORDS = re.compile(r'["{\[\]]|null')
_STRING_RUN = re.compile(r'[^"\\]*(?:\\.[^"\\]*)*', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Element:
    """The text of one record, counted from 1. `too_long`: only its beginning; `unfinished`: it has no end."""

    number: int
    text: str
    too_long: bool = False
    unfinished: bool = False


def elements(pieces: Iterable[str], limit: int) -> Iterator[Element]:
    """The records of a JSON text, each at most `limit` characters. Raises ReadingStopped(too_deep)."""
    scanner = _Scanner(limit)
    for piece in pieces:
        yield from scanner.feed(piece)
    yield from scanner.finish()


class _Scanner:
    """Where we are: between records, or `depth` brackets deep inside one that began at `begin`."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.text = ""
        self.at = 0
        self.begin = 0
        self.depth = 0
        self.number = 0
        self.arrays: list[bool] = []  # open arrays of records; True: one inside an envelope object
        self.in_string = False
        self.string_begin = 0
        self.key = self.last_string = ""
        self.carried = ""  # a backslash at the end of a piece, until we see what it escapes
        self.too_long = False
        self.is_envelope = False  # this object has given its records already and is none itself

    def feed(self, piece: str) -> Iterator[Element]:
        """The records that end within this piece of text."""
        piece = self.carried + piece
        hanging = (len(piece) - len(piece.rstrip("\\"))) % 2
        self.carried, piece = piece[len(piece) - hanging :], piece[: len(piece) - hanging]
        self.text += piece
        while self.at < len(self.text):
            step = self._string if self.in_string else self._inside if self.depth else self._between
            if found := step():
                yield found
        self._forget()

    def finish(self) -> Iterator[Element]:
        """The record that was begun and never ended."""
        if (self.depth or self.in_string) and not self.is_envelope:
            yield self._element(unfinished=True)

    def _between(self) -> Element | None:
        sign = _BETWEEN_RECORDS.search(self.text, self.at)
        if sign is None:
            self.at = len(self.text)
            return None
        self.begin, self.at = sign.start(), sign.end()
        match sign.group():
            case "{":
                self._open_record()
            case '"':
                self.in_string, self.string_begin = True, self.at
            case "[":
                self._open_array(in_envelope=False)
            case "null":
                return self._element() if self.arrays else None
            case "]" if self.arrays and self.arrays.pop():
                self._open_record()
                self.is_envelope = True
        return None

    def _inside(self) -> Element | None:
        sign = _STRUCTURE.search(self.text, self.at)
        if sign is None:
            self.at = len(self.text)
            return None
        self.at = sign.end()
        match sign.group():
            case '"':
                self.in_string, self.string_begin = True, self.at
            case ":":
                self.key = self.last_string if self.depth == 1 else ""
            case "[" if self.depth == 1 and self.key in ENVELOPE_KEYS:
                self._open_array(in_envelope=True)
            case "{" | "[":
                self.depth, self.key = self.depth + 1, ""
            case _:
                self.depth -= 1
                return self._close_record() if not self.depth else None
        return None

    def _string(self) -> Element | None:
        run = _STRING_RUN.match(self.text, self.at)
        self.at = run.end() if run else len(self.text)
        if self.at == len(self.text):
            return None
        length = self.at - self.string_begin
        self.last_string = self.text[self.string_begin : self.at] if length <= _LONGEST_KEY else ""
        self.at += 1
        self.in_string = False
        return None if self.depth else self._close_record()

    def _open_record(self) -> None:
        self.depth, self.key, self.last_string = 1, "", ""
        self.is_envelope = self.too_long = False

    def _open_array(self, *, in_envelope: bool) -> None:
        if len(self.arrays) >= _DEEPEST:
            raise ReadingStopped("too_deep")
        self.arrays.append(in_envelope)
        self.depth, self.is_envelope, self.too_long = 0, False, False

    def _close_record(self) -> Element | None:
        envelope, self.is_envelope = self.is_envelope, False
        found = None if envelope else self._element()
        self.too_long = False
        return found

    def _element(self, *, unfinished: bool = False) -> Element:
        self.number += 1
        too_long = self.too_long or self.at - self.begin > self.limit
        end = self.begin + EXCERPT_CHARACTERS if too_long else self.at
        return Element(self.number, self.text[self.begin : end], too_long=too_long, unfinished=unfinished)

    def _forget(self) -> None:
        """Keep what has been read of the current record, up to its allowed length, and nothing else."""
        if not self.depth and not self.in_string:
            self.text = ""
            self.begin = self.at = 0
            return
        kept = self.text[self.begin :]
        if self.is_envelope:
            kept = ""
        elif self.too_long or len(kept) > self.limit:
            self.too_long, kept = True, kept[:EXCERPT_CHARACTERS]
        else:
            self.string_begin -= self.begin
            self.text, self.at, self.begin = kept, self.at - self.begin, 0
            return
        self.text, self.begin = kept, 0
        self.at = self.string_begin = len(kept)
