"""Two people wrote at once: what one of them changed alone is kept by itself, the rest is for a person to choose."""

from dataclasses import dataclass, fields, replace
from typing import Any

from corrigenda.claims.drafts import Draft, EvidenceRow

ROWS = "evidence"


@dataclass(frozen=True, slots=True)
class Merged:
    """Both texts brought together. `draft` has your words wherever both changed the same field."""

    draft: Draft
    taken: frozenset[str]  # fields that only the other one changed: their words are in `draft`
    both: frozenset[str]  # fields that both changed: to choose from, or to bring together by hand


def merged(base: Draft | None, *, stored: Draft, yours: Draft) -> Merged:
    """Bring together what is stored and what you wrote, both begun from `base`; None: not known from what."""
    words: dict[str, Any] = {}
    taken: set[str] = set()
    both: set[str] = set()
    for name in (field.name for field in fields(Draft)):
        mine, theirs = getattr(yours, name), getattr(stored, name)
        before = getattr(base, name) if base else None
        if mine == theirs:
            continue
        if base and mine == before:
            words[name] = theirs
            taken.add(name)
        elif not base or theirs != before:
            words[name], clash = _rows(base.evidence, theirs, mine=mine) if base and name == ROWS else (mine, True)
            (both if clash else taken).add(name)
    return Merged(replace(yours, **words), frozenset(taken), frozenset(both))


Rows = tuple[EvidenceRow, ...]


def _rows(before: Rows, theirs: Rows, *, mine: Rows) -> tuple[Rows, bool]:
    """Sources are told apart by their links; whether one of them was changed by both."""
    was, there, here = ({row.url: row for row in rows} for rows in (before, theirs, mine))
    if any(len(by) != len(rows) for by, rows in ((was, before), (there, theirs), (here, mine))):
        return mine, True
    clash, kept = False, []
    for url in dict.fromkeys([*here, *there]):
        old, one, other = was.get(url), here.get(url), there.get(url)
        chosen = other if one == old else one
        clash = clash or (one != other and one != old and other != old)
        if chosen := chosen or (other if clash else None):
            kept.append(chosen)
    return tuple(kept), clash
