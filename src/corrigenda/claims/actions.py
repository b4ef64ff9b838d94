"""Writes to the register: drafts of our own fact-checks. Imported ones are written by `importing`."""

from dataclasses import replace

from django.db import connection, transaction
from django.utils.translation import gettext as _

from corrigenda.claims.drafts import Draft, DraftChanged, EvidenceRow, draft_of
from corrigenda.claims.models import Autosave, Claim, Evidence, FactCheck, Kind, Origin, Rating, State
from corrigenda.claims.refusals import refusals_as_sentences
from corrigenda.core import audit
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, NotAllowed, NotFound, StateConflict
from corrigenda.core.models import Member


@transaction.atomic
def start_draft(*, lang: str, member: Member, kind: Kind = Kind.FACT_CHECK) -> FactCheck:
    """An empty draft in a language. Raises NotAllowed."""
    if not member.may_write:
        raise NotAllowed(_("Volunteers do not write fact-checks. Leave a note on the case instead."))
    claim = Claim.objects.create(text="", lang=lang)
    fact_check = FactCheck.objects.create(kind=kind, claim=claim, lang=lang, edited_by=member)
    keep_versions()
    audit.record("start_draft", fact_check, member=member, kind=kind)
    return fact_check


def save_draft(fact_check_id: int, draft: Draft, *, stamp_seen: str, member: Member) -> FactCheck:
    """Store the words of a draft, and the member among its writers; the same words again change nothing.

    `stamp_seen` is the stamp of the words the writer began from. Raises DraftChanged when the stored words
    are others by now, StateConflict when it is no draft any more, NotAllowed, NotFound, Invalid.
    """
    if not member.may_write:
        raise NotAllowed(_("Volunteers do not write fact-checks. Leave a note on the case instead."))
    with refusals_as_sentences():
        fact_check = _draft_to_change(fact_check_id)
        stored = draft_of(fact_check)
        draft = _fitting(draft, fact_check)
        if stored == draft:
            Autosave.objects.filter(fact_check=fact_check, member=member).delete()
            return fact_check
        if stored.stamp != stamp_seen:
            raise DraftChanged(stored=stored, yours=draft)
        _store_words(fact_check, draft, member)
        _store_evidence(fact_check, draft.evidence, member)
        keep_versions()
        Autosave.objects.filter(fact_check=fact_check, member=member).delete()
        audit.record("save_draft", fact_check, member=member)
    fact_check.refresh_from_db()
    return fact_check


def keep_versions() -> None:
    """Have the database keep the words as they are now: otherwise it does so when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS keep_version IMMEDIATE")
        cursor.execute("SET CONSTRAINTS keep_version DEFERRED")


def _draft_to_change(fact_check_id: int) -> FactCheck:
    fact_check = FactCheck.objects.select_for_update().filter(pk=fact_check_id, origin=Origin.DESK).first()
    if fact_check is None:
        raise NotFound
    if fact_check.state != State.DRAFT:
        raise StateConflict(_("This is no draft any more. Take it back to draft before you change it."))
    return fact_check


def _fitting(draft: Draft, fact_check: FactCheck) -> Draft:
    """The draft without what its kind of piece does not have. Raises Invalid for a version that does not exist."""
    if fact_check.explains:
        draft = replace(draft, claim="", rating="")
    original = (fact_check.amends or fact_check).translation_of
    if original is None:
        return replace(draft, translated_version=None)
    if not 1 <= (draft.translated_version or 0) <= original.version:
        raise Invalid(_("The original has no such version."))
    return draft


def _store_words(fact_check: FactCheck, draft: Draft, member: Member) -> None:
    # One UPDATE, so that one save is one version.
    FactCheck.objects.filter(pk=fact_check.pk).update(
        claim=_claim_for(fact_check, draft),
        lang=draft.lang,
        title=draft.title,
        rating=_rating(draft.rating),
        summary=draft.summary,
        body=draft.body,
        topics=list(draft.topics),
        review_by=draft.review_by,
        sources_reason=draft.sources_reason,
        translated_version=draft.translated_version,
        edited_by=member,
        updated_at=now(),
    )
    Claim.objects.filter(pk=fact_check.claim_id, fact_checks=None).delete()


def _claim_for(fact_check: FactCheck, draft: Draft) -> Claim:
    """The claim with the drafted words: a new row when they changed, so that the database counts a new version."""
    claim = fact_check.claim
    if (claim.text, claim.lang) == (draft.claim, draft.lang):
        return claim
    fresh = Claim.objects.create(text=draft.claim, lang=draft.lang)
    if not claim.fact_checks.exclude(pk=fact_check.pk).exists():
        claim.appearances.update(claim=fresh)
    return fresh


def _rating(code: str) -> Rating | None:
    if not code:
        return None
    rating = Rating.objects.filter(code=code).first()
    if rating is None:
        raise Invalid(_("There is no such rating."))
    return rating


def _store_evidence(fact_check: FactCheck, rows: tuple[EvidenceRow, ...], member: Member) -> None:
    stored = list(fact_check.evidence.all())
    for order, row in enumerate(rows):
        fields = {
            "order": order,
            "url": row.url,
            "title": row.title,
            "quote": row.quote,
            "quote_is_summary": row.quote_is_summary,
            "kind": row.kind,
            "stance": row.stance,
            "seen_on": row.seen_on,
        }
        if order >= len(stored):
            Evidence.objects.create(fact_check=fact_check, edited_by=member, **fields)
        elif any(getattr(stored[order], name) != value for name, value in fields.items()):
            Evidence.objects.filter(pk=stored[order].pk).update(edited_by=member, **fields)
    for surplus in stored[len(rows) :]:
        surplus.delete()
