"""Writes a batch of imported fact-checks: whole or not at all, and twice is harmless."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, time

from django.db import connection, transaction
from django.utils.text import slugify

from corrigenda.claims.importing.records import ImportedFactCheck
from corrigenda.claims.importing.values import site_of
from corrigenda.claims.models import (
    Appearance,
    Claim,
    FactCheck,
    ImportRecord,
    Origin,
    Publisher,
    Rating,
    State,
)
from corrigenda.claims.rating_words import rating_code
from corrigenda.core import events
from corrigenda.core.clock import now

SITE_CHARACTERS = 200
SOURCE_CHARACTERS = 2_000
_CHANGING = ("claim", "lang", "title", "summary", "body", "rating", "publisher", "url", "rating_words",
             "reviewed_on", "updated_at")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Incoming:
    """A record with what tells it from others (`key`) and from its own earlier forms (`digest`)."""

    record: ImportedFactCheck
    source: str
    key: str
    digest: str
    rating: str | None  # a code of our scale, or None: unmapped


@dataclass(frozen=True, slots=True)
class Written:
    """How many records of a batch were new, changed, unchanged."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


def incoming(record: ImportedFactCheck, *, source: str, publisher: str) -> Incoming:
    """A record made ready to be written; `publisher` stands in where the record names none."""
    if not record.publisher_name and not record.publisher_site:
        record = replace(record, publisher_site=site_of(publisher), publisher_name=publisher)
    site = record.publisher_site or slugify(record.publisher_name, allow_unicode=True) or "unknown"
    record = replace(record, publisher_site=site[:SITE_CHARACTERS], publisher_name=record.publisher_name or site)
    rating = rating_code(record.rating_words, site=record.publisher_site)
    content = repr([rating, *(getattr(record, field.name) for field in fields(record))])
    return Incoming(
        record=record,
        source=source[:SOURCE_CHARACTERS],
        key=_sha256(f"{record.publisher_site}\n{record.external_id}"),
        digest=_sha256(content),
        rating=rating,
    )


@transaction.atomic
def write_batch(batch: Sequence[Incoming]) -> Written:
    """Write records, each key at most once in the batch, and let the other steps know.

    What is in the register already, in the same form, is left alone.
    """
    with connection.cursor() as cursor:
        # Two imports at once would both find the same record missing.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('corrigenda.import'))")
    known = {
        row.record_key: row
        for row in ImportRecord.objects.filter(record_key__in=[item.key for item in batch])
        .select_related("fact_check__claim")
        .defer("raw")
    }
    fresh = [item for item in batch if item.key not in known]
    stale = [(item, known[item.key]) for item in batch if item.key in known]
    stale = [(item, row) for item, row in stale if row.content_digest != item.digest]
    touched = [item for item, _ in stale] + fresh
    if touched:
        names = _Names.of(touched)
        ids = [*_add(fresh, names), *_change(stale, names)]
        events.fact_checks_imported.send(FactCheck, fact_check_ids=ids)
    return Written(len(fresh), len(stale), len(batch) - len(touched))


@dataclass(frozen=True, slots=True)
class _Names:
    """Rows that records refer to."""

    publishers: dict[str, Publisher]
    ratings: dict[str, Rating]

    @classmethod
    def of(cls, items: Iterable[Incoming]) -> "_Names":
        wanted = {item.record.publisher_site: item.record.publisher_name for item in reversed(list(items))}
        Publisher.objects.bulk_create(
            [Publisher(site=site, name=name) for site, name in wanted.items()], ignore_conflicts=True
        )
        publishers = {row.site: row for row in Publisher.objects.filter(site__in=wanted)}
        return cls(publishers, {row.code: row for row in Rating.objects.all()})


def _add(items: Sequence[Incoming], names: _Names) -> list[int]:
    claims = Claim.objects.bulk_create([Claim(text=item.record.claim_text, lang=item.record.lang) for item in items])
    fact_checks = FactCheck.objects.bulk_create(
        [
            _filled(FactCheck(origin=Origin.IMPORTED, state=State.PUBLISHED, claim=claim), item, names)
            for item, claim in zip(items, claims, strict=True)
        ]
    )
    ImportRecord.objects.bulk_create(
        [
            _traced(ImportRecord(fact_check=fact_check, record_key=item.key), item)
            for item, fact_check in zip(items, fact_checks, strict=True)
        ]
    )
    _add_appearances(zip(items, claims, strict=True))
    return [fact_check.pk for fact_check in fact_checks]


def _change(items: Sequence[tuple[Incoming, ImportRecord]], names: _Names) -> list[int]:
    if not items:
        return []
    fact_checks = [row.fact_check for _, row in items]
    shared = set(
        FactCheck.objects.filter(claim__in=[each.claim_id for each in fact_checks])
        .exclude(pk__in=[each.pk for each in fact_checks])
        .values_list("claim_id", flat=True)
    )
    for item, row in items:
        row.fact_check.claim = _claim_now(
            row.fact_check.claim, item.record, is_shared=row.fact_check.claim_id in shared
        )
    Claim.objects.bulk_update([each.claim for each in fact_checks], ["text", "lang"])
    Appearance.objects.filter(claim__in=[each.claim for each in fact_checks]).exclude(claim__in=shared).delete()
    _add_appearances((item, row.fact_check.claim) for item, row in items if row.fact_check.claim_id not in shared)
    FactCheck.objects.bulk_update([_filled(row.fact_check, item, names) for item, row in items], _CHANGING)
    ImportRecord.objects.bulk_update(
        [_traced(row, item) for item, row in items],
        ["content_digest", "source", "external_id", "raw", "imported_at"],
    )
    return [each.pk for each in fact_checks]


def _claim_now(claim: Claim, record: ImportedFactCheck, *, is_shared: bool) -> Claim:
    """The claim with the record's words; a new one where another fact-check rests on the old words."""
    if (claim.text, claim.lang) == (record.claim_text, record.lang):
        return claim
    if is_shared:
        return Claim.objects.create(text=record.claim_text, lang=record.lang)
    claim.text, claim.lang = record.claim_text, record.lang
    return claim


def _filled(fact_check: FactCheck, item: Incoming, names: _Names) -> FactCheck:
    record, moment = item.record, now()
    fact_check.lang = record.lang
    fact_check.title, fact_check.summary, fact_check.body = record.title, record.summary, record.body
    fact_check.rating = names.ratings.get(item.rating) if item.rating else None
    fact_check.publisher = names.publishers[record.publisher_site]
    fact_check.url, fact_check.rating_words = record.url, record.rating_words
    fact_check.reviewed_on = record.reviewed_on
    fact_check.updated_at = moment
    fact_check.published_at = fact_check.published_at or _published_at(record, moment)
    return fact_check


def _published_at(record: ImportedFactCheck, moment: datetime) -> datetime:
    """Their own date, so that an old archive does not stand on the front page as news."""
    if record.reviewed_on is None:
        return moment
    return min(datetime.combine(record.reviewed_on, time(), tzinfo=UTC), moment)


def _traced(row: ImportRecord, item: Incoming) -> ImportRecord:
    row.content_digest, row.source, row.imported_at = item.digest, item.source, now()
    row.external_id, row.raw = item.record.external_id, item.record.raw
    return row


def _add_appearances(items: Iterable[tuple[Incoming, Claim]]) -> None:
    Appearance.objects.bulk_create(
        [
            Appearance(claim=claim, url=url, seen_on=item.record.claim_date)
            for item, claim in items
            for url in item.record.appearances
        ]
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
