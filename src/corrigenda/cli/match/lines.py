"""JSON lines from a file of any size, plain or gzip, whatever is wrong in them; never held all at once."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corrigenda.core.exceptions import CorrigendaError

LONGEST_LINE = 8 * 1024 * 1024  # bytes; nothing longer is held in memory
PIECE = 256 * 1024
_GZIP = b"\x1f\x8b"


class FileUnreadable(CorrigendaError):
    """A file cannot be read."""

    code = "file_unreadable"


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that is not used, and why: a code for programs, a sentence for people."""

    file: str
    line: int
    reason: str
    sentence: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One JSON object and the line it stood on."""

    line: int
    fields: dict[str, object]


def rows(path: Path) -> Iterator[Row | Refused]:
    """Every line that is not blank: as a JSON object, or refused with the reason.

    A file that stops in the middle ends with a refusal of reason ``cut_off``. Raises FileUnreadable.
    """
    for number, line in enumerate(_lines(path), start=1):
        if isinstance(line, Refused):
            yield line
        elif line is None:
            limit = f"{LONGEST_LINE // 1024:,} KB"
            yield Refused(path.name, number, "line_too_long", f"This line is longer than {limit}.")
        elif line.strip():
            yield _parsed(path, number, line)


def _parsed(path: Path, number: int, line: bytes) -> Row | Refused:
    try:
        read = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError:
        return Refused(path.name, number, "not_utf8", "This line is not UTF-8.")
    except (ValueError, RecursionError):
        return Refused(path.name, number, "not_json", "This line is not JSON.")
    if not isinstance(read, dict):
        return Refused(path.name, number, "not_an_object", "This line is not a JSON object.")
    return Row(number, read)


def _lines(path: Path) -> Iterator[bytes | Refused | None]:
    """Lines without their ends; None for one over the limit; at last a refusal if the file was cut off."""
    parts: list[bytes] = []
    length = number = 0
    for piece in _pieces(path):
        if piece is None:
            yield Refused(path.name, number + 1, "cut_off", "The file stops in the middle; what follows is missing.")
            return
        *ended, rest = piece.split(b"\n")
        for end in ended:
            length += len(end)
            yield b"".join((*parts, end)) if length <= LONGEST_LINE else None
            parts, length, number = [], 0, number + 1
        length += len(rest)
        parts = [*parts, rest] if length <= LONGEST_LINE else []
    if length:
        yield b"".join(parts) if length <= LONGEST_LINE else None


def _pieces(path: Path) -> Iterator[bytes | None]:
    """The bytes of a file, unpacked where it is gzip whatever its name; None where it breaks off."""
    try:
        with path.open("rb") as file:
            head = file.read(2)
            file.seek(0)
            if head != _GZIP:
                while piece := file.read(PIECE):
                    yield piece
                return
            unpacking = zlib.decompressobj(wbits=31)
            while packed := file.read(PIECE):
                while packed:
                    yield unpacking.decompress(packed, PIECE)
                    packed = unpacking.unconsumed_tail
                    if unpacking.eof:
                        packed = unpacking.unused_data.lstrip(b"\0")
                        unpacking = zlib.decompressobj(wbits=31) if packed else unpacking
            if not unpacking.eof:
                yield None
    except zlib.error:
        yield None
    except OSError as problem:
        raise FileUnreadable(f"{path} cannot be read: {problem.strerror or problem}.") from problem
