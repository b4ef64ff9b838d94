"""The bytes of a file, gzip undone, in bounded pieces: neither a cut file nor a bomb does harm."""

import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import TypeAlias

from corrigenda.claims.importing.records import Limits, ReadingStopped

Meter: TypeAlias = Callable[[int], None]

PIECE_BYTES = 131_072
_GZIP = b"\x1f\x8b"
_GZIP_WINDOW = 31


def bytes_of(path: Path, limits: Limits, meter: Meter = lambda _: None) -> Iterator[bytes]:
    """The file's content, unpacked if it is gzip. Raises ReadingStopped, after everything readable."""
    try:
        with path.open("rb") as file:
            first = file.read(PIECE_BYTES)
            rest = iter(lambda: file.read(PIECE_BYTES), b"")
            pieces = _metered(first, rest, meter)
            yield from _bounded(_gunzipped(pieces, limits) if first.startswith(_GZIP) else pieces, limits)
    except OSError as error:
        raise ReadingStopped("not_readable", raw=str(error)) from error


def _metered(first: bytes, rest: Iterator[bytes], meter: Meter) -> Iterator[bytes]:
    for piece in chain([first] if first else [], rest):
        meter(len(piece))
        yield piece


def _bounded(pieces: Iterator[bytes], limits: Limits) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limits.file_bytes:
            raise ReadingStopped("file_too_large")
        yield piece


def _gunzipped(pieces: Iterator[bytes], limits: Limits) -> Iterator[bytes]:
    inflater = zlib.decompressobj(_GZIP_WINDOW)
    packed = unpacked = 0
    for piece in pieces:
        packed += len(piece)
        waiting = piece
        more = True
        while more:
            if inflater.eof:
                waiting = inflater.unused_data or waiting
                if not waiting.startswith(_GZIP):
                    return  # padding or a tail that is not ours
                inflater = zlib.decompressobj(_GZIP_WINDOW)
            try:
                plain = inflater.decompress(waiting, PIECE_BYTES)
            except zlib.error as error:
                raise ReadingStopped("gzip_broken") from error
            unpacked += len(plain)
            if unpacked > limits.packed_free_bytes and unpacked > packed * limits.packed_ratio:
                raise ReadingStopped("gzip_bomb")
            yield plain
            waiting = inflater.unconsumed_tail
            more = bool(waiting) or bool(inflater.unused_data) or len(plain) == PIECE_BYTES
    if not inflater.eof:
        raise ReadingStopped("gzip_cut")
