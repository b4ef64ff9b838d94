"""JSON as people really publish it: trailing commas, raw newlines, entities, comments, wrong escapes."""

import html
import json
import re
from collections.abc import Iterator
from typing import TypeAlias

from corrigenda.claims.importing.records import NotTaken

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

LONGEST_TO_MEND = 1_000_000
_MOST_DIGITS = 30
_MOST_COMMENTS = 50
_WRAPPERS = re.compile(r"^\s*(?:\ufeff|<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)\s*")
_ENDINGS = re.compile(r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>|;|,)$")
_LOOSE = re.compile(r'"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])|//[^\n]*|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/', re.DOTALL)
_WRONG_ESCAPE = re.compile(r'\\(?:(["\\/bfnrt]|u[0-9a-fA-F]{4})|(.?))', re.DOTALL)
_STRING_QUOTES = str.maketrans({"\u201c": '"', "\u201d": '"'})


def parsed(text: str) -> Json:
    """The value of a JSON text, mended if need be. Raises NotTaken: json_broken or too_deep."""
    try:
        return _strict(text)
    except ValueError:
        pass
    if len(text) <= LONGEST_TO_MEND:
        for mended in _mendings(text):
            try:
                return _strict(mended)
            except ValueError:
                continue
    raise NotTaken("json_broken")


def _strict(text: str) -> Json:
    try:
        value: Json = json.loads(text, strict=False, parse_constant=lambda _: None, parse_int=_integer)
    except RecursionError as error:
        raise NotTaken("too_deep") from error
    return value


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) <= _MOST_DIGITS else None


def _mendings(text: str) -> Iterator[str]:
    """Ever bolder repairs; each keeps the ones before it."""
    text = _unwrapped(text)
    yield text
    loose = _without_loose_signs(text)
    yield loose
    yield _with_right_escapes(loose)
    plain = _without_loose_signs(_unwrapped(html.unescape(text)))
    yield plain
    yield _with_right_escapes(plain)
    yield _with_right_escapes(_without_loose_signs(text.translate(_STRING_QUOTES)))


def _unwrapped(text: str) -> str:
    before = None
    while before != text:
        before, text = text, _WRAPPERS.sub("", text).rstrip("\x00 \t\r\n\ufeff")
        text = _ENDINGS.sub("", text)
    return text


def _without_loose_signs(text: str) -> str:
    if text.count("/*") > _MOST_COMMENTS:
        return text
    return _LOOSE.sub(lambda found: found.group() if found.group().startswith('"') else "", text)


def _with_right_escapes(text: str) -> str:
    return _WRONG_ESCAPE.sub(lambda found: found.group() if found.group(1) else f"\\\\{found.group(2)}", text)


def dumped(value: Json) -> str:
    """A value as JSON text that PostgreSQL can keep. Raises NotTaken(too_deep)."""
    try:
        text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    except RecursionError as error:
        raise NotTaken("too_deep") from error
    return storable(text)


def storable(text: str) -> str:
    """The text without what PostgreSQL cannot keep: NUL and halves of surrogate pairs."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
