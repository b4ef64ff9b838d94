"""The machine's own books (see `second_person_machine`): who wrote in what, who may sign, what was signed by whom.

They know nothing of the triggers; `compare` holds them against what the database says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from corrigenda.desk.models import Interest, Review, SignOff
from corrigenda.publish.models import Publication

SIGNING_ROLES = frozenset({"fact_checker", "editor", "administrator"})
PUBLIC = """
SELECT f.id, f.state, f.version, f.review_by, f.edited_by_id, f.amends_id, f.amendment_kind,
       jsonb_build_array(c.text, f.title, f.summary, f.body, f.rating_id, f.lang, f.sources_reason, (
           SELECT jsonb_agg(jsonb_build_array(e.url, e.title, e.quote) ORDER BY e."order", e.id)
           FROM claims_evidence e WHERE e.fact_check_id = f.id))::text
FROM claims_factcheck f JOIN claims_claim c ON c.id = f.claim_id WHERE f.origin = 'desk'
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A fact-check of the desk as it stands in the database."""

    pk: int
    state: str
    version: int
    review_by: date | None
    edited_by: int
    amends: int | None
    kind: str
    said: str  # every word of it


class Bypass(AssertionError):
    """Something is public that no second person signed."""


class Steps:
    """How many steps were taken, by all machines."""

    taken = 0
    refused = 0
    signed = 0
    public: set[tuple[str, str]] = set()  # (state, kind) that were reached


def rows() -> dict[int, Row]:
    with connection.cursor() as cursor:
        cursor.execute(PUBLIC)
        return {row[0]: Row(*row) for row in cursor.fetchall()}


@dataclass(slots=True)
class Books:
    """What the machine knows by itself."""

    roles: dict[int, str]
    active: dict[int, bool]
    wrote: dict[int, set[int]] = field(default_factory=dict)  # members by fact-check
    signed: dict[int, set[str]] = field(default_factory=dict)  # words by fact-check
    withdrawn: set[int] = field(default_factory=set)  # a second person signed the retraction
    interests: set[tuple[int, int]] = field(default_factory=set)  # fact-check, member
    reviewed: set[tuple[int, date]] = field(default_factory=set)
    seen: dict[int, Row] = field(default_factory=dict)
    last_sign_off: int = 0
    publications: list[tuple[object, ...]] = field(default_factory=list)

    def compare(self) -> None:
        """Look at everything that stands. Raises Bypass."""
        standing = rows()
        self._note_writers(standing)
        self._note_interests_and_reviews()
        self._check_new_sign_offs(standing)
        self._check_public(standing)
        self._check_record()
        self.seen = standing

    def _note_writers(self, standing: dict[int, Row]) -> None:
        for pk, row in standing.items():
            before = self.seen.get(pk)
            in_force = before is not None and before.state in {"published", "retracted"}
            if not in_force and (before is None or before.said != row.said or before.edited_by != row.edited_by):
                self.wrote.setdefault(pk, set()).add(row.edited_by)
        gone = set(self.seen) - set(standing)
        if gone:
            raise Bypass(f"Fact-checks of the desk were deleted: {gone}")

    def _note_interests_and_reviews(self) -> None:
        # Rolled-back attempts leave nothing behind, so what stands was said.
        self.interests |= set(Interest.objects.values_list("fact_check_id", "member_id"))
        for review in Review.objects.values_list("fact_check_id", "until", "reviewed_by_id"):
            if (review[0], review[1]) in self.reviewed:
                continue
            if self.roles[review[2]] not in {"editor", "administrator"} or not self.active[review[2]]:
                raise Bypass(f"A {self.roles[review[2]]} said that it still stands.")
            self.reviewed.add((review[0], review[1]))

    def _check_new_sign_offs(self, standing: dict[int, Row]) -> None:
        for new in SignOff.objects.filter(pk__gt=self.last_sign_off).order_by("pk"):
            row, signer = standing[new.fact_check_id], new.signed_by_id
            self.last_sign_off = new.pk
            Steps.signed += 1
            if not self.active[signer] or self.roles[signer] not in SIGNING_ROLES:
                raise Bypass(f"Signed by who may not: {self.roles[signer]}, active: {self.active[signer]}")
            if signer in self.wrote[row.pk]:
                raise Bypass("Signed by who wrote in it.")
            if not new.no_interest or {(row.pk, signer), (row.amends, signer)} & self.interests:
                raise Bypass("Signed with an interest, or without a declaration.")
            if new.version != row.version:
                raise Bypass("Signed in another version than the one that stands.")
            if row.kind == "retraction":
                assert row.amends is not None
                self.withdrawn.add(row.amends)
            else:
                self.signed.setdefault(row.amends or row.pk, set()).add(row.said)

    def _check_public(self, standing: dict[int, Row]) -> None:
        for row in standing.values():
            Steps.public.add((row.state, row.kind))
            if row.state not in {"published", "retracted"}:
                continue
            if row.amends is not None:
                raise Bypass("An amendment is public by itself.")
            if row.said not in self.signed.get(row.pk, set()):
                raise Bypass(f"Public words that no second person signed: {row.said}")
            if row.state == "retracted" and row.pk not in self.withdrawn:
                raise Bypass("Retracted without a second person.")
            before = self.seen.get(row.pk)
            moved = before is not None and before.version == row.version and before.review_by != row.review_by
            if moved and row.review_by is not None and (row.pk, row.review_by) not in self.reviewed:
                raise Bypass("The date of review moved without an editor.")

    def _check_record(self) -> None:
        record = list(Publication.objects.order_by("pk").values_list("pk", "version", "kind", "reason", "content"))
        kept = self.publications
        if [str(row) for row in record[: len(kept)]] != [str(row) for row in kept]:
            raise Bypass("What was written down was changed or removed.")
        for row in record[len(kept) :]:
            if row[4].get("name") == "Forged":
                raise Bypass("A publication says what the fact-check does not say.")
        self.publications = list(record)
