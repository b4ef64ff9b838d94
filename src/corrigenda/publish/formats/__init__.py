"""The forms a fact-check is published in. One pure function a file; all of them take a `PublicForm`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PublicRating:
    """A rating in the language of the fact-check. Values: 1 worst, 5 best; None stands outside the scale."""

    label: str
    meaning: str
    value: int | None


@dataclass(frozen=True, slots=True)
class PublicEvidence:
    """A source that a reader can open."""

    url: str
    title: str
    quote: str


@dataclass(frozen=True, slots=True)
class PublicAppearance:
    """Where the claim was seen in public."""

    url: str
    seen_on: date | None


@dataclass(frozen=True, slots=True)
class PublicChange:
    """A correction, an update or a retraction: a dated change of what was published, and why."""

    kind: str  # "correction", "update", "retraction"
    reason: str  # in the language of the fact-check
    at: datetime


@dataclass(frozen=True, slots=True)
class PublicForm:
    """A fact-check of the desk as everybody may see it: no member's name, nothing of who asked."""

    public_id: str
    url: str
    desk_name: str
    desk_url: str
    lang: str
    claim: str
    title: str
    summary: str
    rating: PublicRating | None
    version: int
    published_at: datetime
    changed_at: datetime
    evidence: tuple[PublicEvidence, ...] = ()
    appearances: tuple[PublicAppearance, ...] = ()
    changes: tuple[PublicChange, ...] = ()  # oldest first
    explainer: bool = False  # no claim, no rating
    retracted: bool = False  # withdrawn: it may be read, and is not repeated
