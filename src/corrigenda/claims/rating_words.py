"""What publishers call their ratings, and which step of our scale that is: a table, never a guess.

`rating_words.json` holds it: a publisher's own words first, then words that mean one thing everywhere. What
is in neither stays unmapped. A number alone is never mapped: publishers count in different directions.
"""

import json
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TypeAlias

CODES = ("false", "misleading", "unproven", "partly_true", "true")
Words: TypeAlias = Mapping[str, str]

_EVERYWHERE = ""
_AROUND = " \t\r\n.!?:;,\"'«»“”‘’()[]*_-–—"


def rating_code(words: str, *, site: str) -> str | None:
    """The code of our scale for a publisher's words; None where the tables do not say.

    `site` is the publisher's host name; the table of a parent domain counts as well.
    """
    plain = _plain(words)
    if not plain:
        return None
    for name in _tables_for(site):
        if code := _tables().get(name, {}).get(plain):
            return code
    return None


def _tables_for(site: str) -> Iterator[str]:
    labels = site.lower().split(".")
    for first in range(len(labels) - 1):
        yield ".".join(labels[first:])
    yield _EVERYWHERE


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFC", words).casefold().split()).strip(_AROUND)


@cache
def _tables() -> Mapping[str, Words]:
    """Word to code, by publisher. Raises ValueError when a word stands twice or under an unknown code."""
    written = json.loads(files(__package__).joinpath("rating_words.json").read_text(encoding="utf-8"))
    tables = {_EVERYWHERE: _table(written["everywhere"])}
    for site, codes in written["publishers"].items():
        tables[site] = _table(codes)
    return tables


def _table(codes: Mapping[str, list[str]]) -> Words:
    table: dict[str, str] = {}
    for code, words in codes.items():
        for word in map(_plain, words):
            if code not in CODES or table.setdefault(word, code) != code:
                raise ValueError(f"rating_words.json: {word!r} cannot be {code!r}")
    return table
