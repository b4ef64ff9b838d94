"""What the API takes and gives."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

from corrigenda.claims.models import FactCheck, Rating
from corrigenda.engine.explain import Marked, likeliness
from corrigenda.matching.queries import Suggested
from corrigenda.publish.queries import address_of
from corrigenda.reply.queries import Answer


class Ask(Schema):
    """A message to ask about."""

    text: str = Field(description="What was said: a text or a link, at most 20,000 characters.")
    lang: Literal["en", "vi", "th"] = Field("en", description="The language the asker reads.")


class GivenReceipt(Schema):
    """What the asker keeps. It is shown once and cannot be found again."""

    receipt: str = Field(description="32 hexadecimal digits")
    url: str = Field(description="The page on which the answer appears.")
    state: Literal["looking"] = "looking"


class RatingOut(Schema):
    """One step of the rating scale."""

    code: str
    label: str
    value: int | None = Field(description="1 worst to 5 best; null stands outside the scale.")


class PublisherOut(Schema):
    """Whose fact-check it is: this desk's, or another organisation's."""

    name: str
    site: str


class EvidenceOut(Schema):
    """A source that a reader can open."""

    url: str
    title: str
    quote: str
    quote_is_summary: bool
    kind: str
    seen_on: date | None


class FactCheckOut(Schema):
    """A published fact-check."""

    id: str
    kind: Literal["fact_check", "explainer"] = Field(description="An explainer has no claim and no rating.")
    url: str = Field(description="Its page on this site.")
    origin: Literal["desk", "imported"]
    publisher: PublisherOut | None = Field(description="null: this desk")
    source_url: str = Field(description="Its page at its publisher; empty for this desk's own.")
    lang: str
    claim: str | None = Field(description="null: an explainer has none")
    title: str
    summary: str
    rating: RatingOut | None = Field(description="null: unmapped, or an explainer")
    rating_words: str = Field(description="The rating as another publisher wrote it.")
    version: int
    published_at: datetime
    retracted_at: datetime | None = Field(description="When this desk withdrew it: do not rely on it. null: it stands.")
    reviewed_on: date | None


class FactCheckDetail(FactCheckOut):
    """A published fact-check with its text and evidence."""

    body: str = Field(description="Markdown; plain text for imported ones.")
    evidence: list[EvidenceOut]


class FactCheckPage(Schema):
    """Some of the published fact-checks, newest first."""

    count: int = Field(description="How many there are in all.")
    next_page: int | None
    fact_checks: list[FactCheckOut]


class Followed(Schema):
    """How a question stands."""

    state: Literal["looking", "waiting", "answered", "not_checkable"]
    asked_at: datetime
    replied_at: datetime | None
    automatic: bool = Field(description="Whether a machine repeated the fact-check without a person looking.")
    taken_back: bool = Field(description="Whether a person found that the answer is about another claim.")
    not_checkable: str | None = Field(description="Why there is nothing to check: a code.")
    answer: FactCheckDetail | None


class LookUp(Schema):
    """A text to compare with what is published. Nothing of it is kept."""

    text: str = Field(min_length=1, max_length=20_000, description="What was said: at most 20,000 characters.")
    lang: str | None = Field(None, max_length=16, pattern=r"^[A-Za-z-]*$", description="Its language, where known.")


class SpanOut(Schema):
    """Some characters of a text, counted in Unicode code points from its beginning."""

    start: int
    end: int
    kind: Literal["name", "number", "phrase", "differing"]


class SharedOut(Schema):
    """Something both texts say, as the claim spells it."""

    kind: Literal["name", "number", "phrase"]
    words: str


class DifferenceOut(Schema):
    """Something said otherwise, as each text spells it; empty on the side that does not say it."""

    kind: Literal["number", "date", "place", "name", "negation", "words"]
    in_text: list[str]
    in_claim: list[str]


class MarksOut(Schema):
    """Where what is shared and what differs stands in the text sent, in the claim and in the title."""

    text: list[SpanOut]
    claim: list[SpanOut]
    title: list[SpanOut]


class MatchOut(Schema):
    """A claim that the text may carry, by the best of its fact-checks."""

    probability: float = Field(description="That the text carries this very claim: 0 to 1, calibrated.")
    likeliness: Literal["almost_certain", "very_likely", "likely", "perhaps", "unlikely"]
    ground: Literal["same_text", "nearly_same_text", "shared", "meaning"] = Field(
        description="Why it was found; `meaning`: no words in common, but the meaning is close."
    )
    shared: list[SharedOut] = Field(description="What tells most first.")
    differences: list[DifferenceOut] = Field(description="What was noticed; an empty list proves nothing.")
    marks: MarksOut
    fact_check: FactCheckOut
    also_checked: list[FactCheckOut] = Field(description="Other fact-checks of the same claim, best first.")


class Matches(Schema):
    """What may answer a text, the likeliest first. Empty where nothing is like it: nothing rather than a wrong one."""

    matches: list[MatchOut]


def rating_out(rating: Rating | None, *, lang: str) -> RatingOut | None:
    """A rating in a language."""
    if rating is None:
        return None
    return RatingOut(code=rating.code, label=rating.label_in(lang), value=rating.value)


def fact_check_out(fact_check: FactCheck) -> FactCheckOut:
    """A published fact-check, short."""
    return FactCheckOut.model_validate(_fields(fact_check))


def fact_check_detail(fact_check: FactCheck) -> FactCheckDetail:
    """A published fact-check, whole."""
    evidence = [
        EvidenceOut(
            url=one.url,
            title=one.title,
            quote=one.quote,
            quote_is_summary=one.quote_is_summary,
            kind=one.kind,
            seen_on=one.seen_on,
        )
        for one in fact_check.evidence.all()
    ]
    return FactCheckDetail.model_validate({**_fields(fact_check), "body": fact_check.body, "evidence": evidence})


def followed(answer: Answer) -> Followed:
    """How a question stands, for the holder of its receipt."""
    return Followed(
        state=answer.state,
        asked_at=answer.asked_at,
        replied_at=answer.replied_at,
        automatic=answer.automatic,
        taken_back=answer.standing == "taken_back",
        not_checkable=answer.reason.value if answer.reason else None,
        answer=fact_check_detail(answer.fact_check) if answer.fact_check else None,
    )


def match_out(found: Suggested) -> MatchOut:
    """A claim found for a text, with its reasons."""
    why, probability = found.explanation, found.probability or 0.0
    return MatchOut(
        probability=round(probability, 4),
        likeliness=likeliness(probability),
        ground=why.ground,
        shared=[SharedOut(kind=each.kind, words=each.words) for each in why.shared],
        differences=[
            DifferenceOut(kind=each.kind, in_text=list(each.in_message), in_claim=list(each.in_claim))
            for each in why.differences
        ],
        marks=MarksOut(text=_spans(why.message), claim=_spans(why.claim), title=_spans(why.title)),
        fact_check=fact_check_out(found.fact_check),
        also_checked=[fact_check_out(other) for other in found.others],
    )


def _spans(marked: Marked) -> list[SpanOut]:
    return [SpanOut(start=span.start, end=span.end, kind=span.kind) for span in marked.spans]


def _fields(fact_check: FactCheck) -> dict[str, object]:
    publisher = fact_check.publisher
    return {
        "id": fact_check.public_id,
        "kind": fact_check.kind,
        "url": address_of(fact_check),
        "origin": fact_check.origin,
        "publisher": PublisherOut(name=publisher.name, site=publisher.site) if publisher else None,
        "source_url": fact_check.url,
        "lang": fact_check.lang,
        "claim": None if fact_check.explains else fact_check.claim.text,
        "title": fact_check.title,
        "summary": fact_check.summary,
        "rating": rating_out(fact_check.rating, lang=fact_check.lang or "en"),
        "rating_words": fact_check.rating_words,
        "version": fact_check.version,
        "published_at": fact_check.published_at,
        "retracted_at": fact_check.retracted_at,
        "reviewed_on": fact_check.reviewed_on,
    }
