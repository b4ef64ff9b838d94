"""What a writer types into a draft, as one value that can be compared, kept and shown again."""

import hashlib
import json
from dataclasses import astuple, dataclass, fields
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from corrigenda.claims.models import Evidence, EvidenceKind, FactCheck
from corrigenda.core.exceptions import StateConflict


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One source as typed."""

    url: str
    title: str = ""
    quote: str = ""
    quote_is_summary: bool = False
    kind: str = EvidenceKind.PRIMARY
    stance: str = ""
    seen_on: date | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """The words of a fact-check. `rating` is the rating's code, empty while there is none."""

    claim: str = ""
    lang: str = ""
    title: str = ""
    rating: str = ""
    summary: str = ""
    body: str = ""
    topics: tuple[str, ...] = ()  # codes, sorted
    review_by: date | None = None
    sources_reason: str = ""
    translated_version: int | None = None
    evidence: tuple[EvidenceRow, ...] = ()

    @property
    def stamp(self) -> str:
        """A short mark of these words: two drafts with the same words have the same."""
        words = json.dumps(astuple(self), default=str)
        return hashlib.sha256(words.encode()).hexdigest()[:20]


class DraftChanged(StateConflict):
    """Somebody else saved this draft in the meantime. Your words are kept; theirs stand beside them."""

    code = "draft_changed"

    def __init__(self, *, stored: Draft, yours: Draft) -> None:
        super().__init__(
            _("Somebody else saved this draft in the meantime. Your words are kept; theirs stand beside them.")
        )
        self.stored = stored
        self.yours = yours


def draft_of(fact_check: FactCheck) -> Draft:
    """The words as they are stored now."""
    return Draft(
        claim=fact_check.claim.text,
        lang=fact_check.lang,
        title=fact_check.title,
        rating=fact_check.rating.code if fact_check.rating else "",
        summary=fact_check.summary,
        body=fact_check.body,
        topics=tuple(sorted(fact_check.topics)),
        review_by=fact_check.review_by,
        sources_reason=fact_check.sources_reason,
        translated_version=fact_check.translated_version,
        evidence=tuple(_row(evidence) for evidence in fact_check.evidence.all()),
    )


def draft_from(content: dict[str, Any]) -> Draft:
    """The words of a kept version."""
    names = {field.name for field in fields(Draft)}
    rows = tuple(EvidenceRow(**{**row, "seen_on": _day(row["seen_on"])}) for row in content["evidence"])
    kept = {name: value for name, value in content.items() if name in names}
    kept |= {"evidence": rows, "topics": tuple(sorted(content["topics"])), "review_by": _day(content["review_by"])}
    return Draft(**kept)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _row(evidence: Evidence) -> EvidenceRow:
    return EvidenceRow(
        url=evidence.url,
        title=evidence.title,
        quote=evidence.quote,
        quote_is_summary=evidence.quote_is_summary,
        kind=evidence.kind,
        stance=evidence.stance,
        seen_on=evidence.seen_on,
    )
