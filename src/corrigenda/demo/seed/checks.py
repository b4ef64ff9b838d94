"""The register of a seeded desk: most of it other publishers', the rest written, signed and published here."""

import json
from datetime import datetime, timedelta

from django.db import connection

from corrigenda.claims.models import Claim, Evidence, FactCheck, Publisher, Rating
from corrigenda.core.models import Member
from corrigenda.demo.seed.plan import DAY, OURS, Size
from corrigenda.demo.seed.rows import Report, ago, copy, public_id, random_of, reserve
from corrigenda.demo.seed.texts import Said, fact_check_words
from corrigenda.publish.formats.claimreview import claim_review
from corrigenda.publish.models import Publication
from corrigenda.publish.queries import public_form

PUBLISHERS = 12
COLUMNS = (
    *("id", "public_id", "origin", "claim_id", "lang", "title", "summary", "body", "topics", "rating_id", "state"),
    *("version", "edited_by_id", "created_at", "updated_at", "published_at", "review_by", "publisher_id", "url"),
    *("rating_words", "reviewed_on", "sources_reason", "kind"),
)
EVIDENCE_COLUMNS = (
    "fact_check_id",
    "order",
    "url",
    "title",
    "quote",
    "quote_is_summary",
    "kind",
    "stance",
    "edited_by_id",
)
PUBLISH = """
UPDATE claims_factcheck SET state = 'waiting' WHERE id = ANY(%(ids)s);
INSERT INTO desk_signoff (fact_check_id, version, signed_by_id, signed_at, no_interest)
SELECT id, version, %(second)s, created_at, true FROM claims_factcheck WHERE id = ANY(%(ids)s);
UPDATE claims_factcheck SET state = 'signed_off' WHERE id = ANY(%(ids)s);
UPDATE claims_factcheck SET state = 'published', published_at = created_at, updated_at = created_at
WHERE id = ANY(%(ids)s);
"""


def write(known: list[Said], size: Size, *, people: list[Member], at: datetime, report: Report) -> list[int]:
    """Claims and fact-checks; the ids of the fact-checks in the order of the claims."""
    if not known:
        return []
    first_claim, first = reserve(Claim, len(known)), reserve(FactCheck, len(known))
    copy(
        Claim,
        ("id", "public_id", "text", "lang", "created_at"),
        ((first_claim + n, public_id(size, "c", n), said.text, said.lang, at) for n, said in enumerate(known)),
    )
    ours = [n for n in range(len(known)) if n < len(known) * OURS]
    publishers, ratings = _publishers(), dict(Rating.objects.values_list("code", "pk"))
    rng = random_of(size, 1)
    chosen = list(ratings.values())

    def row(n: int) -> tuple[object, ...]:
        said, mine = known[n], n < len(ours)
        title, summary, _quote = fact_check_words(said)
        when = ago(at, rng.uniform(1, 700) * DAY)
        rating = ratings["false"] if rng.random() < 0.7 else rng.choice(chosen)
        return (
            *(first + n, public_id(size, "f", n), "desk" if mine else "imported", first_claim + n, said.lang),
            *(title, summary, f"{summary}\n\n> {said.text}", [said.topic], rating),
            *("draft" if mine else "published", 1, people[1 + n % 3].pk if mine else None),
            *(when, when, None if mine else when, (at + timedelta(days=rng.randint(30, 900))).date() if mine else None),
            *(None if mine else publishers[n % PUBLISHERS], "" if mine else f"https://checks.example/{n}"),
            *("", None if mine else when.date(), "One source, made up like all of it." if mine else "", "fact_check"),
        )

    copy(FactCheck, COLUMNS, (row(n) for n in range(len(known))), report=report)
    evidence = ((first + n, 0, f"https://source.example/{n}", fact_check_words(known[n])[2], n) for n in ours)
    copy(
        Evidence,
        EVIDENCE_COLUMNS,
        (
            (pk, order, url, "", quote, False, "primary", "contradicts", people[1 + n % 3].pk)
            for pk, order, url, quote, n in evidence
        ),
    )
    _publish([first + n for n in ours], second=people[0])
    return [first + n for n in range(len(known))]


def _publishers() -> list[int]:
    made = [
        Publisher.objects.get_or_create(site=f"checks{n}.example", defaults={"name": f"Example Checks {n + 1}"})[0].pk
        for n in range(PUBLISHERS)
    ]
    return made


def _publish(ids: list[int], *, second: Member) -> None:
    """Signed by another person than the writer, as the database insists, and published."""
    with connection.cursor() as cursor:
        for statement in filter(str.strip, PUBLISH.split(";")):
            cursor.execute(statement, {"ids": ids, "second": second.pk})
    ours = FactCheck.objects.filter(pk__in=ids).select_related("claim", "rating").order_by("pk")
    whole = ours.prefetch_related("evidence", "claim__appearances")
    copy(
        Publication,
        ("fact_check_id", "version", "content", "published_at"),
        # All of them first: a connection that copies answers no query.
        [(each.pk, each.version, json.dumps(claim_review(public_form(each))), each.published_at) for each in whole],
    )
