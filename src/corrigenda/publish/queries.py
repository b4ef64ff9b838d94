"""Reads of what is public, and of who stands behind it, by role."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from corrigenda.claims.models import FactCheck, State
from corrigenda.claims.queries import own_fact_checks
from corrigenda.core.models import Role
from corrigenda.desk.models import Edit, SignOff
from corrigenda.publish.formats import PublicAppearance, PublicChange, PublicEvidence, PublicForm, PublicRating
from corrigenda.publish.formats.atom import Feed
from corrigenda.publish.models import PublicationKind

BEFORE_ANY = datetime(2026, 1, 1, tzinfo=UTC)  # what an empty feed says of its last change


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote and who signed off a version: roles, never names."""

    written_by: tuple[str, ...]
    signed_off_by: str
    signed_off_at: datetime


def address_of(fact_check: FactCheck) -> str:
    """The full address of a fact-check's page on this site."""
    return f"{settings.CORRIGENDA_SITE_URL}/fact-checks/{fact_check.public_id}"


def public_form(fact_check: FactCheck, *, newest: PublicChange | None = None) -> PublicForm:
    """A fact-check of ours as it is published, its rating in its own language. `newest`: a change not stored yet."""
    rating = fact_check.rating
    changes = (*_changes(fact_check), *([newest] if newest else []))
    if fact_check.published_at is None:
        raise ValueError("A fact-check that is not published has no public form.")
    return PublicForm(
        public_id=fact_check.public_id,
        url=address_of(fact_check),
        desk_name=settings.CORRIGENDA_SITE_NAME,
        desk_url=settings.CORRIGENDA_SITE_URL,
        lang=fact_check.lang,
        claim=fact_check.claim.text,
        title=fact_check.title,
        summary=fact_check.summary,
        rating=PublicRating(rating.label_in(fact_check.lang), rating.meaning_in(fact_check.lang), rating.value)
        if rating
        else None,
        version=fact_check.version,
        published_at=fact_check.published_at,
        changed_at=changes[-1].at if changes else fact_check.published_at,
        evidence=tuple(PublicEvidence(one.url, one.title, one.quote) for one in fact_check.evidence.all()),
        appearances=tuple(PublicAppearance(seen.url, seen.seen_on) for seen in fact_check.claim.appearances.all()),
        changes=changes,
        explainer=fact_check.explains,
        retracted=fact_check.state == State.RETRACTED,
    )


def _changes(fact_check: FactCheck) -> tuple[PublicChange, ...]:
    rows = sorted(fact_check.publications.all(), key=lambda row: row.version)  # often at hand already: not asked again
    return tuple(
        PublicChange(row.kind, row.reason, row.published_at) for row in rows if row.kind != PublicationKind.FIRST
    )


def byline(fact_check: FactCheck) -> Byline | None:
    """Who stands behind the published version, or None for an imported fact-check."""
    sign_off = _sign_off_of(fact_check)
    if sign_off is None:
        return None
    roles = Edit.objects.filter(fact_check=fact_check).order_by("id").values_list("member__role", flat=True)
    return Byline(
        written_by=tuple(str(Role(role).label) for role in dict.fromkeys(roles)),
        signed_off_by=str(Role(sign_off.signed_by.role).label),
        signed_off_at=sign_off.signed_at,
    )


def _sign_off_of(fact_check: FactCheck) -> SignOff | None:
    """The signature under what is public now: of the fact-check itself, or of its last amendment."""
    signed = SignOff.objects.select_related("signed_by").order_by("-pk")
    amendment = signed.filter(fact_check__amends=fact_check, fact_check__state=State.APPLIED).first()
    return amendment or signed.filter(fact_check=fact_check, version=fact_check.version).first()


def _as_followed(form: PublicForm) -> PublicForm:
    """As those see it who only see titles: what was withdrawn says so."""
    if not form.retracted:
        return form
    with translation.override(form.lang):
        return replace(form, title=_("Withdrawn: %(title)s") % {"title": form.title})


def feed_of(lang: str | None, *, title: str, url: str, most: int = 50) -> tuple[Feed, list[PublicForm]]:
    """The feed of what the desk itself published, in one language or in all of them."""
    newest = own_fact_checks(lang=lang).prefetch_related("evidence", "claim__appearances", "publications")[:most]
    forms = [_as_followed(public_form(fact_check)) for fact_check in newest]
    feed = Feed(
        title=title,
        url=url,
        site_url=settings.CORRIGENDA_SITE_URL,
        author=settings.CORRIGENDA_SITE_NAME,
        lang=lang or settings.LANGUAGE_CODE,
        updated_at=max((form.changed_at for form in forms), default=BEFORE_ANY),
    )
    return feed, forms
