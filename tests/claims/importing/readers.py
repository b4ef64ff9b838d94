"""Reads texts as if they were files."""

import json
from pathlib import Path

from corrigenda.claims.importing.reading import read_pieces
from corrigenda.claims.importing.records import ImportedFactCheck, Limits, Refusal, Source


def outcomes(
    content: bytes | str | object,
    *,
    name: str = "file.json",
    base_url: str = "",
    charset: str = "",
    encoding: str = "",
    limits: Limits | None = None,
    piece_bytes: int = 65_536,
) -> list[ImportedFactCheck | Refusal]:
    """Everything a file with this content holds. What is neither bytes nor text is written as JSON."""
    if not isinstance(content, (bytes, str)):
        content = json.dumps(content, ensure_ascii=False)
    raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    pieces = (raw[at : at + piece_bytes] for at in range(0, len(raw), piece_bytes))
    source = Source(Path(name), name, base_url=base_url, charset=charset)
    return list(read_pieces(pieces, source, encoding=encoding, limits=limits or Limits()))


def taken(content: bytes | str | object, **how: object) -> list[ImportedFactCheck]:
    """The fact-checks in it."""
    return [each for each in outcomes(content, **how) if isinstance(each, ImportedFactCheck)]  # type: ignore[arg-type]


def refused(content: bytes | str | object, **how: object) -> list[str]:
    """The codes of what was refused in it."""
    return [each.code for each in outcomes(content, **how) if isinstance(each, Refusal)]  # type: ignore[arg-type]


def only(content: bytes | str | object, **how: object) -> ImportedFactCheck:
    """The one fact-check in it, where nothing was refused."""
    assert refused(content, **how) == []
    (fact_check,) = taken(content, **how)
    return fact_check


def review(**fields: object) -> dict[str, object]:
    """A well-formed ClaimReview in our own words, with some fields changed or, given as ..., left out."""
    whole: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://check.example.org/vi/nuoc-chanh",
        "claimReviewed": "Uống nước chanh nóng chữa được ung thư",
        "headline": "Nước chanh không chữa được ung thư",
        "inLanguage": "vi",
        "datePublished": "2024-03-05",
        "author": {"@type": "Organization", "name": "Kiểm Tin", "url": "https://www.check.example.org/"},
        "reviewRating": {
            "@type": "Rating",
            "alternateName": "Sai sự thật",
            "ratingValue": 1,
            "bestRating": 5,
            "worstRating": 1,
        },
        "itemReviewed": {
            "@type": "Claim",
            "datePublished": "2024-02-28",
            "author": {"@type": "Person", "name": "Somebody Whose Name Must Stay Inside"},
            "appearance": [{"@type": "CreativeWork", "url": "https://forum.example.net/1"}],
        },
    }
    whole.update(fields)
    return {name: value for name, value in whole.items() if value is not ...}
