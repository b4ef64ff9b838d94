"""A machine that tries to make something public without a second person (T5): any member, any way in, any order.

It keeps books of its own: who wrote in what, who may sign, which words were signed by whom. After every step the
public words have to be words that a second person signed. It knows nothing of the triggers.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from unittest import mock

from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from corrigenda.claims.actions import save_draft, start_draft
from corrigenda.claims.drafts import Draft, EvidenceRow, draft_of
from corrigenda.claims.importing.records import Source
from corrigenda.claims.importing.run import Order, run_import
from corrigenda.claims.models import Claim, Evidence, FactCheck, Rating
from corrigenda.core.exceptions import CorrigendaError
from corrigenda.core.membership import set_active
from corrigenda.core.models import Member
from corrigenda.desk import actions
from corrigenda.desk.models import Interest, Review, SignOff
from corrigenda.publish.actions import publish_fact_check
from corrigenda.publish.amending import publish_amendment
from corrigenda.publish.models import Publication

REFUSALS = (IntegrityError, CorrigendaError)
STATES = ("draft", "waiting", "signed_off", "published", "retracted", "applied", "dropped")
KINDS = ("correction", "update", "retraction")
SIGNING_ROLES = frozenset({"fact_checker", "editor", "administrator"})
WORDS = ("Nước chanh không chữa được ung thư", "น้ำมะนาวไม่ได้รักษามะเร็ง", "Lemon water is no cure", "Sai", "50 triệu")
IDENTITY = ("amends_id", "amends_version", "amendment_kind", "origin")
COLUMNS = ("title", "summary", "body", "public_reason", "sources_reason", "review_by", "published_at", "retracted_at")

who = st.integers(0, 4)
which = st.integers(0, 9)
words = st.sampled_from(WORDS)

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


class Bypass(AssertionError):
    """Something is public that no second person signed."""


class Steps:
    """How many steps were taken, by all machines."""

    taken = 0
    refused = 0
    signed = 0
    public: set[tuple[str, str]] = set()  # (state, kind) that were reached


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def rows() -> dict[int, Row]:
    with connection.cursor() as cursor:
        cursor.execute(PUBLIC)
        return {row[0]: Row(*row) for row in cursor.fetchall()}


class SecondPerson(RuleBasedStateMachine):
    """Members of every role try everything that could be tried. `people` and `clients` are set by the test."""

    people: Sequence[Member] = ()
    clients: Sequence[Client] = ()
    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.offset = timedelta()
        self.clock = mock.patch("django.utils.timezone.now", self.now)
        self.clock.start()
        with connection.cursor() as cursor:
            cursor.execute("SELECT coalesce(max(id), 0) FROM desk_signoff")
            last = cursor.fetchone()[0]
        self.books = Books(
            roles={person.pk: person.role for person in self.people},
            active={person.pk: True for person in self.people},
            last_sign_off=last,
        )
        self.known: list[int] = []
        self.write(0, "Nước chanh không chữa được ung thư")
        self.what_is_public_was_signed_by_a_second_person()
        self.walk_to_the_public(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def teardown(self) -> None:
        self.clock.stop()
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    # How the rules do things.

    def member(self, number: int) -> Member:
        return Member.objects.get(pk=self.people[number % len(self.people)].pk)

    def one(self, number: int) -> int:
        return self.known[-1 - number % min(len(self.known), 5)]

    def attempt(self, act: Callable[[], object]) -> bool:
        """Try it in a savepoint; a refusal is fine, and undoes it. Anything else that goes wrong is a finding."""
        Steps.taken += 1
        try:
            with transaction.atomic():
                act()
        except REFUSALS:
            Steps.refused += 1
            return False
        return True

    def press(self, number: int, button: str, wanted: int, **sent: object) -> None:
        """Press a button of a screen, in the browser of a member who may have left."""
        Steps.taken += 1
        public_id = FactCheck.objects.values_list("public_id", flat=True).get(pk=wanted)
        answer = self.clients[number % len(self.clients)].post(f"/desk/fact-checks/{public_id}/{button}", sent)
        assert answer.status_code < 500, (button, answer.status_code)

    # Writing.

    @rule(number=who, said=words)
    def write(self, number: int, said: str) -> None:
        if len(self.known) > 12:
            return
        member = self.member(number)

        def act() -> None:
            made = start_draft(lang="vi", member=member)
            row = EvidenceRow(url="https://example.org/a", quote="Không.")
            draft = Draft("Nước chanh chữa ung thư.", "vi", said, "false", said, sources_reason="x", evidence=(row,))
            save_draft(made.pk, draft, stamp_seen=draft_of(made).stamp, member=member)
            self.known.append(made.pk)

        self.attempt(act)

    @rule(number=who, wanted=which, said=words)
    def save_by_action(self, number: int, wanted: int, said: str) -> None:
        fact_check = FactCheck.objects.get(pk=self.one(wanted))
        stored = draft_of(fact_check)
        changed = Draft(**{**{name: getattr(stored, name) for name in stored.__slots__}, "title": said})
        member = self.member(number)
        self.attempt(lambda: save_draft(fact_check.pk, changed, stamp_seen=stored.stamp, member=member))

    @rule(number=who, wanted=which, said=words)
    def write_by_orm(self, number: int, wanted: int, said: str) -> None:
        found = FactCheck.objects.filter(pk=self.one(wanted))
        member = self.member(number)
        self.attempt(lambda: found.update(summary=said, edited_by=member))

    @rule(wanted=which, column=st.sampled_from(COLUMNS), said=words)
    def write_by_sql(self, wanted: int, column: str, said: str) -> None:
        value = "2027-01-01" if column.endswith(("_by", "_at")) else said
        self.attempt(lambda: sql(f"UPDATE claims_factcheck SET {column} = %s WHERE id = %s", value, self.one(wanted)))

    @rule(number=who, wanted=which, state=st.sampled_from(STATES))
    def begin_past_a_draft(self, number: int, wanted: int, state: str) -> None:
        member, claim = self.member(number), FactCheck.objects.get(pk=self.one(wanted)).claim
        fields = {"claim": claim, "lang": "vi", "title": "x", "summary": "x", "edited_by": member, "state": state}
        dated = {"published_at": self.now()} if state in {"published", "retracted"} else {}

        def act() -> None:
            made = FactCheck.objects.create(**fields, **dated)
            self.known.append(made.pk)

        if len(self.known) < 14:
            self.attempt(act)

    @rule(number=who, wanted=which, other=which, how=st.sampled_from(["add", "change", "move", "delete"]))
    def touch_evidence(self, number: int, wanted: int, other: int, how: str) -> None:
        here, there, member = self.one(wanted), self.one(other), self.member(number)
        acts: dict[str, Callable[[], object]] = {
            "add": lambda: Evidence.objects.create(
                fact_check_id=here, url="https://example.net/b", quote="ไม่จริง", edited_by=member
            ),
            "change": lambda: sql("UPDATE claims_evidence SET quote = quote || '!' WHERE fact_check_id = %s", here),
            "move": lambda: sql(
                "UPDATE claims_evidence SET fact_check_id = %s, edited_by_id = %s WHERE fact_check_id = %s",
                *(there, member.pk, here),
            ),
            "delete": lambda: sql("DELETE FROM claims_evidence WHERE fact_check_id = %s", here),
        }
        self.attempt(acts[how])

    @rule(wanted=which, said=words)
    def touch_claim(self, wanted: int, said: str) -> None:
        claim_id = FactCheck.objects.get(pk=self.one(wanted)).claim_id
        self.attempt(lambda: sql("UPDATE claims_claim SET text = %s WHERE id = %s", said, claim_id))

    @rule(wanted=which, other=which)
    def swap_claim(self, wanted: int, other: int) -> None:
        claim = Claim.objects.create(text="Another claim", lang="vi")
        self.attempt(lambda: FactCheck.objects.filter(pk=self.one(wanted)).update(claim=claim))

    # Moving on.

    @rule(number=who, wanted=which, act=st.sampled_from([actions.send_for_sign_off, actions.take_back]))
    def move_by_action(self, number: int, wanted: int, act: Callable[..., None]) -> None:
        member = self.member(number)
        self.attempt(lambda: act(self.one(wanted), member=member))

    @rule(number=who, wanted=which)
    def return_by_action(self, number: int, wanted: int) -> None:
        member = self.member(number)
        self.attempt(lambda: actions.return_with_reasons(self.one(wanted), "Nguồn?", member=member))

    @rule(wanted=which, state=st.sampled_from(STATES), dated=st.booleans())
    def move_by_sql(self, wanted: int, state: str, *, dated: bool) -> None:
        moment = self.now() if dated else None
        statement = "UPDATE claims_factcheck SET state = %s, published_at = coalesce(published_at, %s) WHERE id = %s"
        self.attempt(lambda: sql(statement, state, moment, self.one(wanted)))

    @rule(number=who, wanted=which, button=st.sampled_from(["take-back/", "return/", "take/", "release/", "send/"]))
    def move_by_screen(self, number: int, wanted: int, button: str) -> None:
        self.press(number, button, self.one(wanted), reasons="x")

    # Signing and publishing.

    @rule(number=who, wanted=which, honest=st.booleans(), off=st.integers(-1, 0))
    def sign_by_action(self, number: int, wanted: int, *, honest: bool, off: int) -> None:
        found, member = FactCheck.objects.get(pk=self.one(wanted)), self.member(number)
        seen = found.version + off
        self.attempt(lambda: actions.sign(found.pk, member=member, no_interest=honest, version_seen=seen))

    @rule(number=who, wanted=which, honest=st.booleans(), off=st.integers(-1, 1))
    def sign_by_orm(self, number: int, wanted: int, *, honest: bool, off: int) -> None:
        found, member = FactCheck.objects.get(pk=self.one(wanted)), self.member(number)
        version = max(found.version + off, 0)
        self.attempt(
            lambda: SignOff.objects.create(fact_check=found, version=version, signed_by=member, no_interest=honest)
        )

    @rule(number=who, wanted=which, declared=st.sampled_from(["none", "none", "", "interest"]), off=st.integers(-1, 0))
    def sign_by_screen(self, number: int, wanted: int, declared: str, off: int) -> None:
        found = FactCheck.objects.get(pk=self.one(wanted))
        sent = {"version": found.version + off, "declaration": declared, "interest": "My sister works there."}
        self.press(number, "sign/", found.pk, **sent)

    @rule(wanted=which)
    def walk_to_the_public(self, wanted: int) -> None:
        """The way it is meant to be, so that there is something to attack."""
        self.attempt(lambda: self._walk(self.one(wanted)))

    @rule(wanted=which, kind=st.sampled_from(KINDS), said=words)
    def walk_an_amendment(self, wanted: int, kind: str, said: str) -> None:
        public = [row.pk for row in self.books.seen.values() if row.state == "published"] or self.known
        pk, writer = public[wanted % len(public)], self._somebody(without=set())

        def act() -> None:
            made = actions.start_amendment(pk, kind=kind, reason="Đúng là 50.", member=writer)
            FactCheck.objects.filter(pk=made.pk).update(body=f"{said} {made.pk}")
            self._walk(made.pk, wrote={writer.pk})
            self.known.append(made.pk)

        self.attempt(act)

    def _walk(self, pk: int, wrote: set[int] | None = None) -> None:
        found = FactCheck.objects.get(pk=pk)
        writers = wrote or self.books.wrote.get(pk, set())
        barred = {member for about, member in self.books.interests if about in {pk, found.amends_id}}
        second = self._somebody(without=writers | barred)
        if found.state == "draft":
            actions.send_for_sign_off(pk, member=second)
        actions.sign(pk, member=second, no_interest=True)
        (publish_amendment if found.is_amendment else publish_fact_check)(pk, member=second)

    def _somebody(self, *, without: set[int]) -> Member:
        """A member who may sign, by the machine's own books."""
        able = [pk for pk in self.books.roles if self.books.active[pk] and self.books.roles[pk] in SIGNING_ROLES]
        return Member.objects.get(pk=next((pk for pk in able if pk not in without), self.people[0].pk))

    @rule(number=who, wanted=which, amendment=st.booleans())
    def publish_by_action(self, number: int, wanted: int, *, amendment: bool) -> None:
        member = self.member(number)
        publish = publish_amendment if amendment else publish_fact_check
        self.attempt(lambda: publish(self.one(wanted), member=member))

    @rule(number=who, wanted=which, version=st.integers(1, 9))
    def forge_a_sign_off(self, number: int, wanted: int, version: int) -> None:
        member = self.member(number)
        statement = "UPDATE desk_signoff SET signed_by_id = %s, version = %s WHERE fact_check_id = %s"
        self.attempt(lambda: sql(statement, member.pk, version, self.one(wanted)))

    @rule(wanted=which, table=st.sampled_from(["desk_signoff", "desk_edit", "publish_publication", "desk_interest"]))
    def remove_the_record(self, wanted: int, table: str) -> None:
        self.attempt(lambda: sql(f"DELETE FROM {table} WHERE fact_check_id = %s", self.one(wanted)))

    @rule(number=who, wanted=which, version=st.integers(1, 9))
    def launder_authorship(self, number: int, wanted: int, version: int) -> None:
        member, pk = self.member(number), self.one(wanted)
        self.attempt(lambda: sql("UPDATE claims_factcheck SET version = %s WHERE id = %s", version, pk))
        self.attempt(lambda: sql("UPDATE desk_edit SET member_id = %s WHERE fact_check_id = %s", member.pk, pk))
        self.attempt(lambda: sql("UPDATE claims_factcheck SET edited_by_id = NULL WHERE id = %s", pk))

    @rule(wanted=which, kind=st.sampled_from(["first", *KINDS]))
    def forge_a_publication(self, wanted: int, kind: str) -> None:
        found = FactCheck.objects.get(pk=self.one(wanted))
        content = {"name": "Forged", "claimReviewed": "Forged"}
        self.attempt(
            lambda: Publication.objects.create(fact_check=found, version=found.version, kind=kind, content=content)
        )

    # After publication.

    @rule(number=who, wanted=which, kind=st.sampled_from(KINDS))
    def amend_by_action(self, number: int, wanted: int, kind: str) -> None:
        member = self.member(number)

        def act() -> None:
            self.known.append(actions.start_amendment(self.one(wanted), kind=kind, reason="Sai.", member=member).pk)

        self.attempt(act)

    @rule(number=who, wanted=which, kind=st.sampled_from(KINDS), off=st.integers(-1, 1))
    def amend_by_orm(self, number: int, wanted: int, kind: str, off: int) -> None:
        found, member = FactCheck.objects.get(pk=self.one(wanted)), self.member(number)

        def act() -> None:
            made = FactCheck.objects.create(
                claim=found.claim,
                lang=found.lang,
                title="Smuggled",
                summary="Smuggled",
                rating=Rating.objects.get(code="true"),
                edited_by=member,
                amends=found,
                amends_version=max(found.version + off, 0),
                amendment_kind=kind,
                public_reason="x",
            )
            self.known.append(made.pk)

        self.attempt(act)

    @rule(
        wanted=which, other=which, column=st.sampled_from(["amends_id", "amends_version", "amendment_kind", "origin"])
    )
    def turn_into_something_else(self, wanted: int, other: int, column: str) -> None:
        values: dict[str, object] = {"amends_id": self.one(other), "amends_version": other, "origin": "imported"}
        value = values.get(column, KINDS[other % 3])
        self.attempt(lambda: sql(f"UPDATE claims_factcheck SET {column} = %s WHERE id = %s", value, self.one(wanted)))

    @rule(number=who, wanted=which, kind=st.sampled_from(KINDS), button=st.sampled_from(["reason/", "drop/", "amend/"]))
    def amend_by_screen(self, number: int, wanted: int, kind: str, button: str) -> None:
        self.press(number, button, self.one(wanted), kind=kind, reason="Nguồn đã rút bài.")
        newest = FactCheck.objects.filter(amends=self.one(wanted)).order_by("pk").last()
        if newest is not None and newest.pk not in self.known:
            self.known.append(newest.pk)

    @rule(number=who, wanted=which, days=st.integers(-2, 40), way=st.sampled_from(["action", "orm", "sql", "screen"]))
    def say_that_it_stands(self, number: int, wanted: int, days: int, way: str) -> None:
        found, member = FactCheck.objects.get(pk=self.one(wanted)), self.member(number)
        until = (self.now() + timedelta(days=days)).date()
        if way == "screen":
            self.press(number, "still-right/", found.pk, until=until.isoformat(), version=found.version)
            return
        acts: dict[str, Callable[[], object]] = {
            "action": lambda: actions.confirm_still_right(
                found.pk, until=until, version_seen=found.version, member=member
            ),
            "orm": lambda: Review.objects.create(
                fact_check=found, version=found.version, until=until, reviewed_by=member
            ),
            "sql": lambda: sql("UPDATE claims_factcheck SET review_by = %s WHERE id = %s", until, found.pk),
        }
        self.attempt(acts[way])

    # Members, interests, the clock, imports.

    @rule(number=who, active=st.sampled_from([True, True, False]), way=st.sampled_from(["action", "sql"]))
    def let_a_member_out_or_in(self, number: int, way: str, *, active: bool) -> None:
        whom, administrator = self.member(number), self.people[2]
        if way == "action":
            done = self.attempt(lambda: set_active(whom.pk, active=active, member=administrator))
        else:
            done = self.attempt(lambda: sql("UPDATE core_member SET is_active = %s WHERE id = %s", active, whom.pk))
        if done:
            self.books.active[whom.pk] = active

    @rule(number=who, role=st.sampled_from(["", "", "", "volunteer", "fact_checker", "editor", "administrator"]))
    def change_a_role(self, number: int, role: str) -> None:
        """ "": back to what they were, so that the desk goes on working."""
        whom = self.people[number % len(self.people)]
        role = role or whom.role
        if self.attempt(lambda: sql("UPDATE core_member SET role = %s WHERE id = %s", role, whom.pk)):
            self.books.roles[whom.pk] = role

    @rule(number=who, wanted=which, way=st.sampled_from(["action", "orm", "screen"]))
    def state_an_interest(self, number: int, wanted: int, way: str) -> None:
        pk, member = self.one(wanted), self.member(number)
        if way == "screen":
            self.press(number, "interest/", pk, interest="Cổ đông.")
        elif way == "action":
            self.attempt(lambda: actions.state_interest(pk, "Cổ đông.", member=member))
        else:
            self.attempt(lambda: Interest.objects.create(fact_check_id=pk, member=member, words="Cổ đông."))

    @rule(days=st.integers(-400, 400))
    def change_the_clock(self, days: int) -> None:
        Steps.taken += 1
        self.offset = timedelta(days=days)

    @rule(wanted=which)
    def import_one_of_ours(self, wanted: int) -> None:
        """`corrigenda import` of a record that says it is a fact-check of this desk, with its very id and address."""
        found = FactCheck.objects.get(pk=self.one(wanted))
        record = {
            "@type": "ClaimReview",
            "id": found.public_id,
            "url": f"http://localhost:8000/fact-checks/{found.public_id}",
            "claimReviewed": "Forged",
            "reviewRating": {"@type": "Rating", "alternateName": "True"},
            "author": {"@type": "Organization", "name": "This desk", "url": "http://localhost:8000"},
        }
        place = self.folder / "forged.json"
        place.write_text(json.dumps(record))
        self.attempt(lambda: run_import([Source(place, str(place))], Order(refused_file=self.folder / "refused.jsonl")))

    # What has to hold after every step.

    @invariant()
    def what_is_public_was_signed_by_a_second_person(self) -> None:
        standing = rows()
        self._note_writers(standing)
        self._note_interests_and_reviews()
        self._check_new_sign_offs(standing)
        self._check_public(standing)
        self._check_record()
        self.books.seen = standing

    def _note_writers(self, standing: dict[int, Row]) -> None:
        for pk, row in standing.items():
            before = self.books.seen.get(pk)
            in_force = before is not None and before.state in {"published", "retracted"}
            if not in_force and (before is None or before.said != row.said or before.edited_by != row.edited_by):
                self.books.wrote.setdefault(pk, set()).add(row.edited_by)
        gone = set(self.books.seen) - set(standing)
        if gone:
            raise Bypass(f"Fact-checks of the desk were deleted: {gone}")

    def _note_interests_and_reviews(self) -> None:
        # Rolled-back attempts leave nothing behind, so what stands was said.
        self.books.interests |= set(Interest.objects.values_list("fact_check_id", "member_id"))
        for review in Review.objects.values_list("fact_check_id", "until", "reviewed_by_id"):
            if (review[0], review[1]) in self.books.reviewed:
                continue
            if self.books.roles[review[2]] not in {"editor", "administrator"} or not self.books.active[review[2]]:
                raise Bypass(f"A {self.books.roles[review[2]]} said that it still stands.")
            self.books.reviewed.add((review[0], review[1]))

    def _check_new_sign_offs(self, standing: dict[int, Row]) -> None:
        for new in SignOff.objects.filter(pk__gt=self.books.last_sign_off).order_by("pk"):
            row, signer = standing[new.fact_check_id], new.signed_by_id
            self.books.last_sign_off = new.pk
            Steps.signed += 1
            if not self.books.active[signer] or self.books.roles[signer] not in SIGNING_ROLES:
                raise Bypass(f"Signed by who may not: {self.books.roles[signer]}, active: {self.books.active[signer]}")
            if signer in self.books.wrote[row.pk]:
                raise Bypass("Signed by who wrote in it.")
            if not new.no_interest or {(row.pk, signer), (row.amends, signer)} & self.books.interests:
                raise Bypass("Signed with an interest, or without a declaration.")
            if new.version != row.version:
                raise Bypass("Signed in another version than the one that stands.")
            if row.kind == "retraction":
                assert row.amends is not None
                self.books.withdrawn.add(row.amends)
            else:
                self.books.signed.setdefault(row.amends or row.pk, set()).add(row.said)

    def _check_public(self, standing: dict[int, Row]) -> None:
        for row in standing.values():
            Steps.public.add((row.state, row.kind))
            if row.state not in {"published", "retracted"}:
                continue
            if row.amends is not None:
                raise Bypass("An amendment is public by itself.")
            if row.said not in self.books.signed.get(row.pk, set()):
                raise Bypass(f"Public words that no second person signed: {row.said}")
            if row.state == "retracted" and row.pk not in self.books.withdrawn:
                raise Bypass("Retracted without a second person.")
            before = self.books.seen.get(row.pk)
            moved = before is not None and before.version == row.version and before.review_by != row.review_by
            if moved and row.review_by is not None and (row.pk, row.review_by) not in self.books.reviewed:
                raise Bypass("The date of review moved without an editor.")

    def _check_record(self) -> None:
        record = list(Publication.objects.order_by("pk").values_list("pk", "version", "kind", "reason", "content"))
        kept = self.books.publications
        if [str(row) for row in record[: len(kept)]] != [str(row) for row in kept]:
            raise Bypass("What was written down was changed or removed.")
        for row in record[len(kept) :]:
            if row[4].get("name") == "Forged":
                raise Bypass("A publication says what the fact-check does not say.")
        self.books.publications = list(record)
