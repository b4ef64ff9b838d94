"""The database itself refuses what the second-person rule forbids (T5), for every way in."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from corrigenda.claims.models import Claim, Evidence, FactCheck, Rating
from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.desk.models import Edit, SignOff
from corrigenda.publish.models import Publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(bo: Member) -> FactCheck:
    claim = Claim.objects.create(text="Nước chanh nóng chữa khỏi ung thư.", lang="vi")
    fact_check = FactCheck.objects.create(
        claim=claim,
        lang="vi",
        title="Nước chanh không chữa được ung thư",
        summary="Chưa có nghiên cứu nào trên người cho thấy điều này.",
        rating=Rating.objects.get(code="false"),
        sources_reason="Chỉ viện này nghiên cứu về việc đó.",
        edited_by=bo,
    )
    Evidence.objects.create(fact_check=fact_check, url="https://example.org/a", quote="Không.", edited_by=bo)
    return fact_check


def move(fact_check: FactCheck, state: str) -> None:
    published_at = now() if state == "published" else None
    FactCheck.objects.filter(pk=fact_check.pk).update(state=state, published_at=published_at)


def sign(fact_check: FactCheck, member: Member) -> None:
    fact_check.refresh_from_db()
    SignOff.objects.create(fact_check=fact_check, version=fact_check.version, signed_by=member, no_interest=True)


def refused(sentence: str) -> pytest.RaisesExc[IntegrityError]:
    return pytest.raises(IntegrityError, match=sentence)


def sql(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_second_person_can_sign_and_publish(draft: FactCheck, ana: Member) -> None:
    move(draft, "waiting")
    sign(draft, ana)
    move(draft, "signed_off")
    move(draft, "published")
    draft.refresh_from_db()
    assert draft.state == "published"


def test_the_writer_cannot_sign(draft: FactCheck, bo: Member) -> None:
    move(draft, "waiting")
    with refused("second person"):
        sign(draft, bo)


def test_whoever_touched_the_evidence_cannot_sign(draft: FactCheck, ana: Member) -> None:
    Evidence.objects.create(fact_check=draft, url="https://example.org/b", quote="ไม่จริง", edited_by=ana)
    move(draft, "waiting")
    with refused("second person"):
        sign(draft, ana)


def test_an_earlier_editor_cannot_sign_a_later_version(draft: FactCheck, ana: Member, bo: Member) -> None:
    FactCheck.objects.filter(pk=draft.pk).update(title="Ana's words", edited_by=ana)
    FactCheck.objects.filter(pk=draft.pk).update(title="Bo's words again", edited_by=bo)
    move(draft, "waiting")
    with refused("second person"):
        sign(draft, ana)


def test_a_volunteer_cannot_sign(draft: FactCheck, ana: Member) -> None:
    Member.objects.filter(pk=ana.pk).update(role="volunteer")
    move(draft, "waiting")
    with refused("Only an active"):
        sign(draft, ana)


@pytest.mark.parametrize("state", ["waiting", "signed_off", "published"])
def test_nothing_begins_past_a_draft(draft: FactCheck, bo: Member, state: str) -> None:
    with refused("begins as a draft"), transaction.atomic():
        FactCheck.objects.create(claim=draft.claim, edited_by=bo, state=state, published_at=now())


@pytest.mark.parametrize("state", ["signed_off", "published"])
def test_plain_sql_cannot_skip_the_second_person(draft: FactCheck, state: str) -> None:
    with refused("does not go"):
        sql("UPDATE claims_factcheck SET state = %s, published_at = now() WHERE id = %s", state, draft.pk)
    move(draft, "waiting")
    with refused("does not go|not signed"):
        sql("UPDATE claims_factcheck SET state = %s, published_at = NULL WHERE id = %s", state, draft.pk)


def test_a_draft_cannot_become_an_imported_one(draft: FactCheck) -> None:
    with refused("never change"):
        sql("UPDATE claims_factcheck SET origin = 'imported', state = 'published' WHERE id = %s", draft.pk)


@pytest.mark.parametrize(
    ("column", "value", "missing"),
    [("title", " ", "a title"), ("summary", "\n\t", "a summary"), ("rating_id", None, "a rating")],
)
def test_an_incomplete_draft_cannot_wait(draft: FactCheck, column: str, value: object, missing: str) -> None:
    FactCheck.objects.filter(pk=draft.pk).update(**{column: value})
    with refused(missing):
        move(draft, "waiting")


def test_nothing_is_sent_without_evidence(draft: FactCheck) -> None:
    draft.evidence.all().delete()
    with refused("evidence"):
        move(draft, "waiting")


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "ftp://x.example/", "https:///nothing"])
def test_evidence_that_no_reader_can_open_is_refused(draft: FactCheck, bo: Member, url: str) -> None:
    with pytest.raises(IntegrityError, match="evidence_can_be_opened"), transaction.atomic():
        Evidence.objects.create(fact_check=draft, url=url, quote="x", edited_by=bo)


@pytest.fixture
def published(draft: FactCheck, ana: Member) -> FactCheck:
    move(draft, "waiting")
    sign(draft, ana)
    move(draft, "signed_off")
    move(draft, "published")
    draft.refresh_from_db()
    return draft


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims_factcheck SET title = 'other' WHERE id = %s",
        "UPDATE claims_factcheck SET rating_id = (SELECT id FROM claims_rating WHERE code = 'true') WHERE id = %s",
        "UPDATE claims_factcheck SET state = 'draft', published_at = NULL WHERE id = %s",
        "UPDATE claims_factcheck SET published_at = now() + interval '1 day' WHERE id = %s",
        "DELETE FROM claims_factcheck WHERE id = %s",
        "UPDATE claims_evidence SET quote = 'other' WHERE fact_check_id = %s",
        "DELETE FROM claims_evidence WHERE fact_check_id = %s",
        "UPDATE desk_signoff SET signed_by_id = 1 WHERE fact_check_id = %s",
        "DELETE FROM desk_signoff WHERE fact_check_id = %s",
        "DELETE FROM desk_edit WHERE fact_check_id = %s",
        "UPDATE claims_claim SET text = 'other' WHERE id = (SELECT claim_id FROM claims_factcheck WHERE id = %s)",
    ],
)
def test_what_is_published_cannot_be_changed_silently(published: FactCheck, statement: str) -> None:
    with pytest.raises(IntegrityError):
        sql(statement, published.pk)


def test_a_publication_is_only_ever_added(published: FactCheck) -> None:
    Publication.objects.create(fact_check=published, version=published.version, content={})
    with refused("only ever added"), transaction.atomic():
        Publication.objects.all().update(content={"changed": True})


def test_a_draft_has_no_publication(draft: FactCheck) -> None:
    with refused("Only a published version"), transaction.atomic():
        Publication.objects.create(fact_check=draft, version=draft.version, content={})


def test_every_version_leaves_its_writer(draft: FactCheck, bo: Member, ana: Member) -> None:
    FactCheck.objects.filter(pk=draft.pk).update(body="more", edited_by=ana)
    assert set(Edit.objects.values_list("version", "member__name")) == {(1, "Bo"), (2, "Bo"), (3, "Ana")}


@pytest.fixture
def signed_once(draft: FactCheck, bo: Member, ana: Member) -> FactCheck:
    """Signed by Ana, then taken back to draft."""
    Evidence.objects.create(fact_check=draft, url="https://example.org/b", quote="Cũng không.", edited_by=bo)
    move(draft, "waiting")
    sign(draft, ana)
    move(draft, "signed_off")
    move(draft, "draft")
    return draft


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims_evidence SET quote = 'the opposite' WHERE fact_check_id = %s",
        "DELETE FROM claims_evidence WHERE url = 'https://example.org/b' AND fact_check_id = %s",
        "UPDATE claims_claim SET text = 'other' WHERE id = (SELECT claim_id FROM claims_factcheck WHERE id = %s)",
        "UPDATE claims_factcheck SET summary = 'the opposite' WHERE id = %s",
    ],
)
def test_an_earlier_sign_off_never_covers_later_words(signed_once: FactCheck, statement: str) -> None:
    sql(statement, signed_once.pk)
    move(signed_once, "waiting")
    with refused("not signed"), transaction.atomic():
        move(signed_once, "signed_off")
