"""What a site sends, unpacked no further than allowed: a few kilobytes can unpack to gigabytes."""

import zlib
from collections.abc import Iterable, Iterator

from corrigenda.core.fetch.errors import FetchFailed, FetchTooLarge

PIECE_BYTES = 65_536
_WINDOW_BITS = {"gzip": 31, "x-gzip": 31, "deflate": 15}


def unpacked(pieces: Iterable[bytes], *, encoding: str, max_bytes: int) -> Iterator[bytes]:
    """The body in pieces of at most 64 KiB. Raises FetchTooLarge as soon as `max_bytes` are passed.

    `encoding` is the Content-Encoding header. Raises FetchFailed for one we did not ask for, and for
    a packed body that is broken or cut.
    """
    name = encoding.strip().lower()
    if name in {"", "identity"}:
        plain: Iterable[bytes] = pieces
    elif name in _WINDOW_BITS:
        plain = _inflated(pieces, _WINDOW_BITS[name])
    else:
        raise FetchFailed("The site packed its answer in a way we did not ask for.")
    total = 0
    for piece in plain:
        total += len(piece)
        if total > max_bytes:
            raise FetchTooLarge(f"The site sent more than {max_bytes:,} bytes.")
        yield piece


def _inflated(pieces: Iterable[bytes], window_bits: int) -> Iterator[bytes]:
    inflater = zlib.decompressobj(window_bits)
    started = False
    for piece in pieces:
        started = started or bool(piece)
        waiting, more = piece, bool(piece)
        while more and not inflater.eof:
            try:
                plain = inflater.decompress(waiting, PIECE_BYTES)
            except zlib.error as error:
                raise FetchFailed("The site's packed answer is broken.") from error
            yield plain
            waiting = inflater.unconsumed_tail
            more = bool(waiting) or len(plain) == PIECE_BYTES
    if started and not inflater.eof:
        raise FetchFailed("The site's packed answer was cut short.")
