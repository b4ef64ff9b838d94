"""ClaimReview, as schema.org describes it and as publishers write it, in any order, nesting and type."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from corrigenda.claims.importing.mending import Json, dumped, parsed
from corrigenda.claims.importing.records import ImportedFactCheck, NotTaken
from corrigenda.claims.importing.values import (
    MOST_VALUES,
    claim_in,
    date_in,
    language_in,
    number_in,
    scalars,
    site_of,
    text_in,
    urls_in,
)
from corrigenda.engine.text.links import canonical_link

Node: TypeAlias = dict[str, Json]

CLAIM_CHARACTERS = 10_000
TITLE_CHARACTERS = 1_000
WORDS_CHARACTERS = 500
NAME_CHARACTERS = 200
_DEEPEST = 60
_DEEPEST_TEXT = 3
_PERSON = "person"
_SPACE_AND_POINTS = re.compile(r"[\s!-/:-@\[-`{-~\u2010-\u201f\u3002]+")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a record may lean on: the page it came from, and the other nodes of its document by `@id`."""

    base_url: str = ""
    nodes: Mapping[str, Node] | None = None

    def node(self, value: Json) -> Node:
        """The object in a value: the first of a list, or what an `@id` points to; {} if there is none."""
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict) and part:
                name = part.get("@id")
                if len(part) == 1 and isinstance(name, str) and self.nodes:
                    return self.nodes.get(name, part)
                return part
        return {}


def is_of_type(node: Node, name: str) -> bool:
    """Whether `@type` names this schema.org type, in whatever spelling and list."""
    written = (str(part) for part in scalars(node.get("@type")))
    return any(part.rsplit("/", 1)[-1].rsplit(":", 1)[-1].strip().lower() == name for part in written)


def reviews_in(value: Json) -> Iterator[Node]:
    """Every ClaimReview in a value, in document order; texts that hold JSON are looked into as well.

    Raises NotTaken(too_deep).
    """
    waiting: list[tuple[Json, int, int]] = [(value, 0, 0)]
    while waiting:
        current, depth, texts = waiting.pop()
        if depth > _DEEPEST:
            raise NotTaken("too_deep")
        if isinstance(current, str):
            inner = _json_in(current) if texts < _DEEPEST_TEXT else None
            if inner is not None:
                waiting.append((inner, depth + 1, texts + 1))
        elif isinstance(current, list):
            waiting += [(part, depth + 1, texts) for part in reversed(current)]
        elif isinstance(current, dict):
            if is_of_type(current, "claimreview"):
                yield current
            else:
                waiting += [(part, depth + 1, texts) for part in reversed(current.values())]


def nodes_by_id(value: Json) -> dict[str, Node]:
    """The objects of a document that others may point to."""
    found: dict[str, Node] = {}
    waiting: list[tuple[Json, int]] = [(value, 0)]
    while waiting:
        current, depth = waiting.pop()
        if depth > _DEEPEST:
            continue
        if isinstance(current, dict):
            name = current.get("@id")
            if isinstance(name, str) and len(current) > 1:
                found.setdefault(name, current)
            waiting += [(part, depth + 1) for part in current.values()]
        elif isinstance(current, list):
            waiting += [(part, depth + 1) for part in current]
    return found


def fact_check_from(review: Node, around: Surroundings) -> ImportedFactCheck:
    """The record in a ClaimReview. Raises NotTaken when it does not say what was claimed."""
    item = around.node(review.get("itemReviewed"))
    rating = around.node(review.get("reviewRating"))
    claim_text = _claim_text(review, item)
    if not claim_text:
        raise NotTaken("no_claim")
    url = _first_url(review, ("url", "mainEntityOfPage", "@id"), around.base_url) or around.base_url
    name, site = _publisher(review, around)
    value, best, worst = _numbers(rating)
    return ImportedFactCheck(
        claim_text=claim_text,
        raw=dumped(review),
        external_id=own_id(url or text_in(review.get("@id"), limit=WORDS_CHARACTERS), claim_text),
        title=_first_text(review, ("headline", "name"), TITLE_CHARACTERS),
        summary=_first_text(rating, ("ratingExplanation",)) or _first_text(review, ("description", "abstract")),
        body=_first_text(review, ("reviewBody", "articleBody", "text")),
        lang=language_in(review.get("inLanguage")),
        url=url,
        publisher_name=name,
        publisher_site=site or site_of(url),
        rating_words=_rating_words(review.get("reviewRating"), rating),
        rating_value=value,
        rating_best=best,
        rating_worst=worst,
        claim_date=date_in(item.get("datePublished")),
        reviewed_on=date_in(review.get("datePublished")) or date_in(review.get("dateCreated")),
        appearances=_appearances(item, around),
    )


def own_id(address: str, claim_text: str) -> str:
    """What tells this record from every other of its publisher: one page may check several claims."""
    words = _SPACE_AND_POINTS.sub(" ", unicodedata.normalize("NFKC", claim_text).casefold()).strip()
    digest = hashlib.sha256((words or claim_text).encode()).hexdigest()
    return f"{canonical_link(address)}#claim-{digest[:16]}"


def _json_in(text: str) -> Json:
    if "ClaimReview" not in text or text.lstrip()[:1] not in {"{", "["}:
        return None
    try:
        return parsed(text)
    except NotTaken:
        return None


def _claim_text(review: Node, item: Node) -> str:
    written = [review.get("claimReviewed"), *(item.get(name) for name in ("claimReviewed", "text", "headline", "name"))]
    return next((text for value in written if (text := claim_in(value, limit=CLAIM_CHARACTERS))), "")


def _first_text(node: Node, names: Sequence[str], limit: int = 100_000) -> str:
    found = (text_in(node.get(name), "name", "text", limit=limit) for name in names)
    return next((text for text in found if text), "")


def _first_url(node: Node, names: Sequence[str], base: str) -> str:
    return next((url for name in names for url in urls_in(node.get(name), base)), "")


def _publisher(review: Node, around: Surroundings) -> tuple[str, str]:
    """Name and site of the organisation. A person's name is never taken: it stays in the raw record."""
    for role in ("author", "publisher", "sourceOrganization", "sdPublisher"):
        written = review.get(role)
        organisation = around.node(written)
        if is_of_type(organisation, _PERSON):
            continue
        if not organisation and role == "author":
            continue  # a bare text here is a journalist as often as a newsroom
        name = text_in(organisation.get("name") or written, limit=NAME_CHARACTERS)
        site = site_of(_first_url(organisation, ("url", "@id", "sameAs"), around.base_url))
        if name or site:
            return name, site
    return "", ""


def _numbers(rating: Node) -> tuple[float | None, float | None, float | None]:
    """Value, best and worst; no value where it lies outside its own scale."""
    value, best, worst = (number_in(rating.get(name)) for name in ("ratingValue", "bestRating", "worstRating"))
    if value is not None and best is not None and worst is not None:
        low, high = sorted((best, worst))
        if not low <= value <= high:
            value = None
    return value, best, worst


def _rating_words(written: Json, rating: Node) -> str:
    """What they call it: a bare text, `alternateName`, `name`, or a `ratingValue` that is no number."""
    if not rating:
        return text_in(written, limit=WORDS_CHARACTERS)
    words = _first_text(rating, ("alternateName", "name", "@value"), WORDS_CHARACTERS)
    value = text_in(rating.get("ratingValue"), limit=WORDS_CHARACTERS)
    return words or ("" if number_in(rating.get("ratingValue")) is not None else value)


def _appearances(item: Node, around: Surroundings) -> tuple[str, ...]:
    found = [url for name in ("firstAppearance", "appearance") for url in urls_in(item.get(name), around.base_url)]
    return tuple(dict.fromkeys(found))[:MOST_VALUES]
