"""Reads of what was corrected, updated and withdrawn: the public list, its feed, and what it said before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from corrigenda.claims.models import FactCheck
from corrigenda.core.differences import Piece, differences
from corrigenda.publish.formats import PublicChange, PublicForm
from corrigenda.publish.formats.atom import Feed
from corrigenda.publish.models import Publication, PublicationKind
from corrigenda.publish.queries import BEFORE_ANY, public_form

KINDS = (PublicationKind.CORRECTION, PublicationKind.UPDATE, PublicationKind.RETRACTION)


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """One part of a fact-check before and after, in pieces."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A dated change, why, and what it changed."""

    kind: PublicationKind
    reason: str
    at: datetime
    version: int
    parts: tuple[ChangedPart, ...]


def changes_of(fact_check: FactCheck) -> list[Change]:
    """Every correction, update and retraction of a fact-check, newest first, with what it said before."""
    publications = list(fact_check.publications.order_by("version"))
    changes = [
        Change(PublicationKind(after.kind), after.reason, after.published_at, after.version, _parts(before, after))
        for before, after in pairwise(publications)
    ]
    return changes[::-1]


def public_changes(*, lang: str | None = None, kind: str | None = None) -> QuerySet[Publication]:
    """Corrections, updates and retractions of everything, newest first."""
    found = Publication.objects.filter(kind__in=KINDS).select_related("fact_check__claim", "fact_check__rating")
    if lang:
        found = found.filter(fact_check__lang=lang)
    if kind in KINDS:
        found = found.filter(kind=kind)
    return found.order_by("-published_at", "-pk")


def _parts(before: Publication, after: Publication) -> tuple[ChangedPart, ...]:
    was, became = _words(before.content), _words(after.content)
    if after.kind == PublicationKind.RETRACTION:
        return ()
    return tuple(ChangedPart(name, differences(was[name], became[name])) for name in was if was[name] != became[name])


def _words(content: Mapping[str, object]) -> dict[str, str]:
    rating = content.get("reviewRating")
    return {
        _("What is claimed"): _text(content.get("claimReviewed")),
        _("Title"): _text(content.get("name")),
        _("Rating"): _text(rating.get("alternateName")) if isinstance(rating, dict) else "",
        _("Summary"): _text(content.get("reviewBody") or content.get("abstract")),
        _("In detail"): _text(content.get("text")),
        _("Evidence"): _sources(content.get("citation")),
    }


def _sources(cited: object) -> str:
    sources = [source for source in cited if isinstance(source, dict)] if isinstance(cited, list) else []
    lines = ([_text(source.get(key)) for key in ("name", "url", "text")] for source in sources)
    return "\n".join("\n".join(dict.fromkeys(filter(None, parts))) for parts in lines)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def feed_of_changes(*, title: str, url: str, most: int = 50) -> tuple[Feed, list[tuple[PublicForm, PublicChange, str]]]:
    """The feed of corrections, updates and retractions, each with the words for its kind in its language."""
    newest = public_changes().prefetch_related(
        "fact_check__evidence", "fact_check__claim__appearances", "fact_check__publications"
    )[:most]
    entries = [
        (
            public_form(one.fact_check),
            PublicChange(one.kind, one.reason, one.published_at),
            _kind_in(one.fact_check.lang, PublicationKind(one.kind)),
        )
        for one in newest
    ]
    feed = Feed(
        title=title,
        url=url,
        site_url=settings.CORRIGENDA_SITE_URL,
        author=settings.CORRIGENDA_SITE_NAME,
        lang=settings.LANGUAGE_CODE,
        updated_at=max((change.at for _form, change, _words in entries), default=BEFORE_ANY),
    )
    return feed, entries


def _kind_in(lang: str, kind: PublicationKind) -> str:
    with translation.override(lang):
        return str(kind.label).capitalize()
