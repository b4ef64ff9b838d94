"""One field at a time, whatever its type: text, number, date, address, language. What does not fit: empty."""

import html
import math
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin, urlsplit, urlunsplit

from corrigenda.claims.importing.mending import Json, storable

TEXT_CHARACTERS = 100_000
URL_CHARACTERS = 2_000
MOST_VALUES = 50
_DEEPEST = 6
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
# Control signs, and the signs that turn the direction of everything after them.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_NUMBER = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,12})?", re.ASCII)
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?", re.ASCII)
_LANGUAGE_NAMES = {
    "english": "en", "vietnamese": "vi", "tiếng việt": "vi", "thai": "th", "ไทย": "th", "ภาษาไทย": "th",
    "spanish": "es", "español": "es", "portuguese": "pt", "português": "pt", "french": "fr", "français": "fr",
    "german": "de", "deutsch": "de", "indonesian": "id", "bahasa indonesia": "id", "hindi": "hi",
}  # fmt: skip
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:$|[Tt\s])", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})\.? (?:de )?([^\W\d_]{3,10})\.?,? (?:de )?(\d{4})(?:$|[\s,])")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,10})\.? (\d{1,2}),? (\d{4})(?:$|[\s,])")
_FIGURES = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:$|\s)", re.ASCII)
_MONTHS = (
    "january february march april may june july august september october november december",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
)
_BUDDHIST_YEARS = range(2443, 2643)
_YEARS = range(1900, 2100)


def _month_numbers() -> dict[str, int]:
    numbers: dict[str, int] = {}
    for names in _MONTHS:
        for number, name in enumerate(names.split(), start=1):
            numbers[name] = numbers[name[:3]] = number
    return numbers


_MONTH_NUMBER = _month_numbers()


def plain_text(text: str, limit: int = TEXT_CHARACTERS) -> str:
    """Text to store and show: composed, without control signs, entities undone once, at most `limit` long."""
    text = text[: limit * 2]
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    if text.isascii() and text.isprintable():
        return text.strip()[:limit].rstrip()
    return unicodedata.normalize("NFC", _UNSEEN.sub("", storable(text))).strip()[:limit].rstrip()


def scalars(value: Json, *keys: str) -> Iterator[str | int | float]:
    """The texts and numbers in a value: itself, in a list, or under `@value` or one of `keys`."""
    waiting: list[tuple[Json, int]] = [(value, 0)]
    given = 0
    while waiting and given < MOST_VALUES:
        current, depth = waiting.pop()
        if isinstance(current, (str, int, float)) and not isinstance(current, bool):
            given += 1
            yield current
        elif depth >= _DEEPEST:
            continue
        elif isinstance(current, list):
            waiting += [(part, depth + 1) for part in reversed(current[:MOST_VALUES])]
        elif isinstance(current, dict):
            waiting += [(current[key], depth + 1) for key in reversed(("@value", *keys)) if key in current]


def text_in(value: Json, *keys: str, limit: int = TEXT_CHARACTERS) -> str:
    """The first text in a value, "" if there is none."""
    found = (plain_text(str(part), limit) for part in scalars(value, *keys))
    return next((text for text in found if text), "")


def claim_in(value: Json, *, limit: int) -> str:
    """The first text in a value that can be a claim: it has at least one letter."""
    found = (text_in(part, limit=limit) for part in scalars(value, "text", "name"))
    return next((text for text in found if any(sign.isalpha() or sign == "\ufffd" for sign in text)), "")


def number_in(value: Json) -> float | None:
    """The first number in a value; a comma may stand for the decimal point."""
    for part in scalars(value):
        if isinstance(part, str):
            if not _NUMBER.fullmatch(part.strip()):
                continue
            part = float(part.strip().replace(",", "."))
        if math.isfinite(part) and abs(part) < 1e12:
            return float(part)
    return None


def urls_in(value: Json, base: str) -> Iterator[str]:
    """The web addresses in a value, completed by `base`, each once."""
    seen: set[str] = set()
    for part in scalars(value, "url", "@id", "contentUrl"):
        url = web_address(part, base) if isinstance(part, str) else ""
        if url and url not in seen:
            seen.add(url)
            yield url


def web_address(text: str, base: str = "") -> str:
    """An absolute http(s) address, or ""."""
    text = storable(text).strip()
    if not text or len(text) > URL_CHARACTERS or re.search(r"[\s\x00-\x1f]", text):
        return ""
    try:
        parts = urlsplit(urljoin(base, text))
        if parts.scheme.lower() not in {"http", "https"} or not parts.hostname or parts.username is not None:
            return ""
        url = urlunsplit(parts)
    except ValueError:
        return ""
    return url if "." in (parts.hostname or "") and len(url) <= URL_CHARACTERS else ""


def site_of(url: str) -> str:
    """The host name of an address, without "www."; "" if there is none."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    host = host.lower().rstrip(".").removeprefix("www.")
    return host if re.fullmatch(r"[^\s/@:]+\.[^\s/@:.]{2,}", host) and len(host) <= 200 else ""


def language_in(value: Json) -> str:
    """A language tag such as "vi" or "zh-TW", or ""."""
    text = text_in(value, "alternateName", "identifier", "name", limit=64)
    if name := _LANGUAGE_NAMES.get(text.lower()):
        return name
    tag = _LANGUAGE.fullmatch(text)
    if not tag:
        return ""
    language, script, region = tag.groups(default="")
    return "-".join(part for part in (language.lower(), script.title(), region.upper()) if part)


def date_in(value: Json) -> date | None:
    """The first date in a value that can be read in one way only; Thai Buddhist years are converted."""
    for part in scalars(value):
        if isinstance(part, str) and (found := _date(part.strip()[:64].lower())):
            return found
    return None


def _date(text: str) -> date | None:
    if iso := _ISO_DATE.match(text):
        year, month, day = (int(part) for part in iso.groups())
    elif named := _DAY_FIRST.match(text):
        day, month, year = int(named[1]), _MONTH_NUMBER.get(named[2], 0), int(named[3])
    elif named := _MONTH_FIRST.match(text):
        month, day, year = _MONTH_NUMBER.get(named[1], 0), int(named[2]), int(named[3])
    elif figures := _FIGURES.match(text):
        day, month, year = (int(part) for part in figures.groups())
        if day <= 12 and day != month:
            return None  # the fifth of June to some, the sixth of May to others
    else:
        return None
    return _valid_date(year, month, day)


def _valid_date(year: int, month: int, day: int) -> date | None:
    year -= 543 if year in _BUDDHIST_YEARS else 0
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None
