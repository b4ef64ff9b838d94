"""What is published changes only by an amendment that a second person signed: in the database (T5)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from corrigenda.claims.models import Evidence, FactCheck, Rating
from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.desk import actions
from corrigenda.desk.models import Interest, Review, SignOff
from corrigenda.publish.amending import publish_amendment
from corrigenda.publish.models import Publication
from tests.publish.stories import draft, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def fact_check(ana: Member, bo: Member) -> FactCheck:
    return published(bo, ana)


@pytest.fixture
def amendment(fact_check: FactCheck, bo: Member) -> FactCheck:
    made = actions.start_amendment(fact_check.pk, kind="correction", reason="Sai con số.", member=bo)
    FactCheck.objects.filter(pk=made.pk).update(title="Tiêu đề đã sửa")
    made.refresh_from_db()
    return made


def refused(sentence: str) -> pytest.RaisesExc[IntegrityError]:
    return pytest.raises(IntegrityError, match=sentence)


def sql(statement: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def signed(amendment: FactCheck, member: Member) -> None:
    FactCheck.objects.filter(pk=amendment.pk).update(state="waiting")
    amendment.refresh_from_db()
    SignOff.objects.create(fact_check=amendment, version=amendment.version, signed_by=member, no_interest=True)
    FactCheck.objects.filter(pk=amendment.pk).update(state="signed_off")


def test_a_signed_correction_moves_words_and_evidence(
    fact_check: FactCheck, amendment: FactCheck, ana: Member, bo: Member
) -> None:
    Evidence.objects.create(fact_check=amendment, order=1, url="https://example.org/b", quote="ไม่จริง", edited_by=bo)
    signed(amendment, ana)
    publish_amendment(amendment.pk, member=ana)
    fact_check.refresh_from_db()
    assert (fact_check.title, fact_check.version, fact_check.state) == ("Tiêu đề đã sửa", 3, "published")
    assert list(fact_check.evidence.values_list("url", flat=True)) == ["https://example.org/a", "https://example.org/b"]
    assert fact_check.amendment_kind == ""
    newest = Publication.objects.latest("pk")
    assert (newest.kind, newest.reason, newest.version) == ("correction", "Sai con số.", 3)
    assert Publication.objects.count() == 2


def test_a_corrected_claim_keeps_where_it_was_seen(fact_check: FactCheck, amendment: FactCheck, ana: Member) -> None:
    from corrigenda.claims.models import Claim

    FactCheck.objects.filter(pk=amendment.pk).update(
        claim=Claim.objects.create(text="Nước chanh chữa bệnh.", lang="vi")
    )
    signed(amendment, ana)
    publish_amendment(amendment.pk, member=ana)
    fact_check.refresh_from_db()
    assert fact_check.claim.text == "Nước chanh chữa bệnh."
    assert fact_check.claim.appearances.get().url == "https://example.net/seen"


def test_a_retraction_changes_no_word(fact_check: FactCheck, ana: Member, bo: Member) -> None:
    retraction = actions.start_amendment(fact_check.pk, kind="retraction", reason="Nguồn đã rút bài.", member=bo)
    FactCheck.objects.filter(pk=retraction.pk).update(title="Smuggled in")
    signed(retraction, ana)
    publish_amendment(retraction.pk, member=ana)
    fact_check.refresh_from_db()
    assert (fact_check.state, fact_check.title) == ("retracted", "Nước chanh không chữa được ung thư")
    assert fact_check.retracted_at is not None
    for state in ("published", "draft", "waiting"):
        with refused("does not go"):
            sql("UPDATE claims_factcheck SET state = %s WHERE id = %s", state, fact_check.pk)


def test_who_wrote_the_correction_cannot_sign_it(amendment: FactCheck, bo: Member) -> None:
    with refused("second person"):
        signed(amendment, bo)


def test_the_writer_of_the_first_version_may_sign_anothers_correction(
    fact_check: FactCheck, ana: Member, bo: Member
) -> None:
    made = actions.start_amendment(fact_check.pk, kind="retraction", reason="Sai.", member=ana)
    signed(made, bo)
    publish_amendment(made.pk, member=bo)
    fact_check.refresh_from_db()
    assert fact_check.state == "retracted"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE claims_factcheck SET state = 'applied' WHERE id = %s",
        "UPDATE claims_factcheck SET state = 'published', published_at = now() WHERE id = %s",
        "UPDATE claims_factcheck SET amends_id = NULL, amends_version = NULL WHERE id = %s",
        "UPDATE claims_factcheck SET amends_version = amends_version + 1 WHERE id = %s",
    ],
)
def test_an_unsigned_amendment_changes_nothing(amendment: FactCheck, statement: str) -> None:
    with pytest.raises(IntegrityError):
        sql(statement, amendment.pk)
    FactCheck.objects.filter(pk=amendment.pk).update(state="waiting")
    with pytest.raises(IntegrityError):
        sql(statement, amendment.pk)


def test_a_changed_reason_needs_a_new_signature(amendment: FactCheck, ana: Member) -> None:
    signed(amendment, ana)
    FactCheck.objects.filter(pk=amendment.pk).update(state="draft")
    FactCheck.objects.filter(pk=amendment.pk).update(public_reason="Something else")
    FactCheck.objects.filter(pk=amendment.pk).update(state="waiting")
    with refused("not signed"), transaction.atomic():
        FactCheck.objects.filter(pk=amendment.pk).update(state="signed_off")


def test_an_amendment_needs_a_reason_for_readers(amendment: FactCheck) -> None:
    FactCheck.objects.filter(pk=amendment.pk).update(public_reason=" ")
    with refused("a reason"):
        FactCheck.objects.filter(pk=amendment.pk).update(state="waiting")


def test_an_update_leaves_the_rating(amendment: FactCheck) -> None:
    FactCheck.objects.filter(pk=amendment.pk).update(amendment_kind="update", rating=Rating.objects.get(code="true"))
    with refused("the same rating"):
        FactCheck.objects.filter(pk=amendment.pk).update(state="waiting")


def test_one_amendment_at_a_time(fact_check: FactCheck, amendment: FactCheck, bo: Member) -> None:
    with pytest.raises(IntegrityError, match="one_amendment_at_a_time"), transaction.atomic():
        FactCheck.objects.create(
            claim=fact_check.claim,
            lang="vi",
            edited_by=bo,
            amends=fact_check,
            amends_version=fact_check.version,
            amendment_kind="update",
            public_reason="x",
        )


def test_only_what_is_published_now_can_be_amended(fact_check: FactCheck, bo: Member) -> None:
    unpublished = draft(bo)
    for target, version in ((unpublished, unpublished.version), (fact_check, fact_check.version + 1)):
        with refused("as it stands now"), transaction.atomic():
            FactCheck.objects.create(
                claim=target.claim,
                lang="vi",
                edited_by=bo,
                amends=target,
                amends_version=version,
                amendment_kind="update",
                public_reason="x",
            )


def test_a_publication_says_the_kind_and_reason_that_were_signed(
    fact_check: FactCheck, amendment: FactCheck, ana: Member
) -> None:
    signed(amendment, ana)
    FactCheck.objects.filter(pk=amendment.pk).update(state="applied")
    for kind, reason in (("first", ""), ("update", "Sai con số."), ("correction", "Nothing important")):
        with refused("says what its amendment says"), transaction.atomic():
            Publication.objects.create(fact_check=fact_check, version=3, kind=kind, reason=reason, content={})


def test_a_dropped_amendment_stays_dropped(amendment: FactCheck) -> None:
    FactCheck.objects.filter(pk=amendment.pk).update(state="dropped")
    with refused("does not go"):
        FactCheck.objects.filter(pk=amendment.pk).update(state="draft")


def test_nobody_signs_without_a_declaration(amendment: FactCheck, ana: Member) -> None:
    FactCheck.objects.filter(pk=amendment.pk).update(state="waiting")
    amendment.refresh_from_db()
    with refused("no interest"):
        SignOff.objects.create(fact_check=amendment, version=amendment.version, signed_by=ana)


@pytest.mark.parametrize("about", ["the amendment", "what it amends"])
def test_who_stated_an_interest_cannot_sign(
    about: str, fact_check: FactCheck, amendment: FactCheck, ana: Member
) -> None:
    matter = amendment if about == "the amendment" else fact_check
    Interest.objects.create(fact_check=matter, member=ana, words="My brother works there.")
    with refused("stated an interest"):
        signed(amendment, ana)


def test_a_stated_interest_is_not_taken_back(amendment: FactCheck, ana: Member) -> None:
    Interest.objects.create(fact_check=amendment, member=ana, words="x")
    for statement in ("DELETE FROM desk_interest", "UPDATE desk_interest SET words = ''"):
        with refused("only ever added"):
            sql(statement)


def test_the_review_date_moves_by_an_editors_word_only(fact_check: FactCheck, ana: Member, bo: Member) -> None:
    until = (now() + timedelta(days=90)).date()
    with refused("Only a draft"):
        sql("UPDATE claims_factcheck SET review_by = %s WHERE id = %s", until, fact_check.pk)
    with refused("active editor"), transaction.atomic():
        Review.objects.create(fact_check=fact_check, version=fact_check.version, until=until, reviewed_by=bo)
    Review.objects.create(fact_check=fact_check, version=fact_check.version, until=until, reviewed_by=ana)
    with refused("Only a draft"):
        sql("UPDATE claims_factcheck SET review_by = %s, title = 'x' WHERE id = %s", until, fact_check.pk)
    with refused("Only a draft"):
        sql("UPDATE claims_factcheck SET review_by = %s + 1 WHERE id = %s", until, fact_check.pk)
    sql("UPDATE claims_factcheck SET review_by = %s WHERE id = %s", until, fact_check.pk)
    fact_check.refresh_from_db()
    assert (fact_check.review_by, fact_check.version) == (until, 2)
