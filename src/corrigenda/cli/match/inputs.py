"""The rows of the two input files as the engine's claims and queries. Fields of the wrong type are not guessed at."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from corrigenda.cli.match.lines import FileUnreadable, Refused, Row, rows
from corrigenda.engine.register import fit_to_index
from corrigenda.engine.text import clean
from corrigenda.engine.types import KnownClaim, Query

Refuse = Callable[[Refused], None]

MORE = ("subtitle", "summary", "description")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
WHY_LEFT_OUT = {
    "empty": "This claim has no words.",
    "boilerplate": "Many claims carry this very text under different titles; it says nothing about any of them.",
}


def read_claims(path: Path, *, refuse: Refuse) -> list[KnownClaim]:
    """The claims of a register file that can be looked up, each id once: the first stands."""
    lines: dict[str, int] = {}
    claims: list[KnownClaim] = []
    for row in _usable(path, refuse):
        claim = KnownClaim(
            id=_id(row),
            text=_text(row, "text"),
            title=_text(row, "title"),
            more=tuple(filter(None, (_text(row, name) for name in MORE))),
            lang=clean(_text(row, "lang")) or None,
            url=clean(_text(row, "url")),
            date=clean(_text(row, "date")),
        )
        if claim.id in lines:
            told = f"The id is that of line {lines[claim.id]}, which stands."
            refuse(Refused(path.name, row.line, "duplicate_id", told, claim.id))
            continue
        lines[claim.id] = row.line
        claims.append(claim)
    fit = fit_to_index(claims)
    for out in fit.left_out:
        refuse(Refused(path.name, lines[out.claim_id], out.reason, WHY_LEFT_OUT[out.reason], out.claim_id))
    return fit.claims


def read_queries(path: Path, *, refuse: Refuse) -> Iterator[Query]:
    """The messages of a query file in order."""
    for row in _usable(path, refuse):
        yield Query(text=_text(row, "text"), lang=_text(row, "lang") or None, id=_id(row))


def fingerprint(path: Path) -> str:
    """SHA-256 of a file's bytes. Raises FileUnreadable."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise FileUnreadable(f"{path} cannot be read: {problem.strerror or problem}.") from problem


def _usable(path: Path, refuse: Refuse) -> Iterator[Row]:
    for row in rows(path):
        if isinstance(row, Refused):
            refuse(row)
        elif not _id(row):
            refuse(Refused(path.name, row.line, "no_id", "This line has no id that is text or a whole number."))
        elif not isinstance(row.fields.get("text", ""), str | None):
            refuse(Refused(path.name, row.line, "text_is_not_text", "The text of this line is not text.", _id(row)))
        else:
            yield row


def _id(row: Row) -> str:
    given = row.fields.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    return given if isinstance(given, str) and not _UNSTORABLE.search(given) else ""


def _text(row: Row, name: str) -> str:
    given = row.fields.get(name)
    return given if isinstance(given, str) else ""
