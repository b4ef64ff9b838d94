"""A machine that tries to make something public without a second person (T5): any member, any way in, any order.

It keeps books of its own (`second_person_books`). After every step the public words have to be words that a second
person signed. It knows nothing of the triggers.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from corrigenda.claims.actions import save_draft, start_draft
from corrigenda.claims.drafts import Draft, EvidenceRow, draft_of
from corrigenda.claims.importing.records import Source
from corrigenda.claims.importing.run import Order, run_import
from corrigenda.claims.models import Claim, Evidence, FactCheck, Rating
from corrigenda.core.membership import set_active
from corrigenda.desk import actions
from corrigenda.desk.models import Interest, Review, SignOff
from corrigenda.publish.actions import publish_fact_check
from corrigenda.publish.amending import publish_amendment
from corrigenda.publish.models import Publication
from tests.desk.second_person_books import Steps
from tests.desk.second_person_hands import Hands, sql

STATES = ("draft", "waiting", "signed_off", "published", "retracted", "applied", "dropped")
KINDS = ("correction", "update", "retraction")
WORDS = ("Nước chanh không chữa được ung thư", "น้ำมะนาวไม่ได้รักษามะเร็ง", "Lemon water is no cure", "Sai", "50 triệu")
IDENTITY = ("amends_id", "amends_version", "amendment_kind", "origin")
COLUMNS = ("title", "summary", "body", "public_reason", "sources_reason", "review_by", "published_at", "retracted_at")

who = st.integers(0, 4)
which = st.integers(0, 9)
words = st.sampled_from(WORDS)


class SecondPerson(Hands):
    """Members of every role try everything that could be tried."""

    def __init__(self) -> None:
        super().__init__()
        self.write(0, "Nước chanh không chữa được ung thư")
        self.what_is_public_was_signed_by_a_second_person()
        self.walk_to_the_public(0)

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
        self.attempt(lambda: self.walk(self.one(wanted)))

    @rule(wanted=which, kind=st.sampled_from(KINDS), said=words)
    def walk_an_amendment(self, wanted: int, kind: str, said: str) -> None:
        public = [row.pk for row in self.books.seen.values() if row.state == "published"] or self.known
        pk, writer = public[wanted % len(public)], self.somebody(without=set())

        def act() -> None:
            made = actions.start_amendment(pk, kind=kind, reason="Đúng là 50.", member=writer)
            FactCheck.objects.filter(pk=made.pk).update(body=f"{said} {made.pk}")
            self.walk(made.pk, wrote={writer.pk})
            self.known.append(made.pk)

        self.attempt(act)

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
        self.books.compare()
