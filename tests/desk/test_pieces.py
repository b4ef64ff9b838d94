"""Translations know which version they follow; explainers have neither claim nor rating, and answer nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from corrigenda.claims.actions import save_draft, start_draft
from corrigenda.claims.drafts import Draft, EvidenceRow, draft_of
from corrigenda.claims.models import FactCheck, Rating, Topic
from corrigenda.claims.pieces import start_explainer, start_translation
from corrigenda.claims.queries import published_explainers, published_fact_checks
from corrigenda.claims.scales import StepWords, add_step, change_step, move_step, remove_step
from corrigenda.core.exceptions import Invalid, NotAllowed, NotFound, StateConflict
from corrigenda.core.models import Member, Role
from corrigenda.desk import actions
from corrigenda.matching import queries as matching
from corrigenda.matching.models import Match
from corrigenda.publish.actions import publish_fact_check
from corrigenda.publish.amending import publish_amendment
from tests.desk.cases import case_about, message_saying

pytestmark = pytest.mark.django_db
WORDS = Draft(
    claim="Uống nước chanh chữa ung thư.",
    lang="vi",
    title="Nước chanh không chữa ung thư",
    rating="false",
    summary="Chưa có nghiên cứu nào trên người.",
    topics=("health",),
    evidence=(EvidenceRow(url="https://a.example/", quote="Không."), EvidenceRow(url="https://b.example/", quote="ไม่")),
)
EXPLAINS = replace(WORDS, claim="", rating="", title="Đọc tin sức khỏe thế nào", body="Hãy xem **nguồn**.")


@pytest.fixture
def original(bo: Member) -> FactCheck:
    started = start_draft(lang="vi", member=bo)
    return save_draft(started.pk, WORDS, stamp_seen=draft_of(started).stamp, member=bo)


@pytest.fixture
def explainer(bo: Member) -> FactCheck:
    started = start_explainer(lang="vi", member=bo)
    return save_draft(started.pk, EXPLAINS, stamp_seen=draft_of(started).stamp, member=bo)


def publish(fact_check: FactCheck, *, writer: Member, second: Member) -> FactCheck:
    actions.send_for_sign_off(fact_check.pk, member=writer)
    actions.sign(fact_check.pk, member=second, no_interest=True)
    publish_fact_check(fact_check.pk, member=second)
    fact_check.refresh_from_db()
    return fact_check


def test_a_translation_begins_with_the_words_of_the_original_and_its_version(original: FactCheck, ana: Member) -> None:
    thai = start_translation(original.pk, lang="th", member=ana)
    assert draft_of(thai) == replace(WORDS, lang="th", translated_version=original.version)
    assert start_translation(original.pk, lang="th", member=ana) == thai
    assert original.evidence.count() == 2


def test_a_translation_says_that_the_original_went_on_until_it_follows(
    original: FactCheck, ana: Member, ana_client: Client, bo: Member
) -> None:
    thai = start_translation(original.pk, lang="th", member=ana)
    later = save_draft(original.pk, replace(WORDS, title="Mới"), stamp_seen=WORDS.stamp, member=bo)
    editor = f"/desk/fact-checks/{thai.public_id}/"
    page = ana_client.get(editor).content.decode()
    assert f"The original is now at version {later.version}." in page
    assert f"?from={original.version}&amp;to={later.version}" in page
    followed = replace(draft_of(thai), title="ใหม่", translated_version=later.version)
    save_draft(thai.pk, followed, stamp_seen=draft_of(thai).stamp, member=ana)
    assert "The original is now" not in ana_client.get(editor).content.decode()


def test_a_translation_follows_only_a_version_there_is(original: FactCheck, ana: Member) -> None:
    thai = start_translation(original.pk, lang="th", member=ana)
    with pytest.raises(Invalid):
        save_draft(thai.pk, replace(draft_of(thai), translated_version=99), stamp_seen=draft_of(thai).stamp, member=ana)


def test_a_translation_needs_its_own_second_person(original: FactCheck, ana: Member, bo: Member) -> None:
    publish(original, writer=bo, second=ana)
    thai = start_translation(original.pk, lang="th", member=bo)
    actions.send_for_sign_off(thai.pk, member=bo)
    with pytest.raises(NotAllowed):
        actions.sign(thai.pk, member=bo, no_interest=True)
    actions.sign(thai.pk, member=ana, no_interest=True)


def test_a_translation_is_begun_where_the_original_is_read(original: FactCheck, ana_client: Client) -> None:
    begin = f"/desk/fact-checks/{original.public_id}/translate/"
    assert begin in ana_client.get(f"/desk/fact-checks/{original.public_id}/read/").text
    answer = ana_client.post(begin, {"lang": "th"})
    thai = original.translations.get()
    assert answer["Location"] == f"/desk/fact-checks/{thai.public_id}/"
    page = ana_client.get(f"/desk/fact-checks/{original.public_id}/read/").text
    assert f"/desk/fact-checks/{thai.public_id}/" in page
    assert begin.replace(original.public_id, thai.public_id) not in page


def test_words_that_amend_are_not_translated_by_themselves(original: FactCheck, ana: Member, bo: Member) -> None:
    publish(original, writer=bo, second=ana)
    amended = actions.start_amendment(original.pk, kind="correction", reason="Sai số liệu.", member=bo)
    with pytest.raises(NotFound):
        start_translation(amended.pk, lang="th", member=ana)


def test_published_languages_lead_to_one_another(original: FactCheck, ana: Member, bo: Member, client: Client) -> None:
    publish(original, writer=bo, second=ana)
    thai = publish(start_translation(original.pk, lang="th", member=bo), writer=bo, second=ana)
    assert f"/fact-checks/{thai.public_id}" in client.get(f"/fact-checks/{original.public_id}").content.decode()
    assert f"/fact-checks/{original.public_id}" in client.get(f"/fact-checks/{thai.public_id}").content.decode()


def test_a_correction_of_a_translation_keeps_what_it_follows(original: FactCheck, ana: Member, bo: Member) -> None:
    publish(original, writer=bo, second=ana)
    thai = publish(start_translation(original.pk, lang="th", member=bo), writer=bo, second=ana)
    draft = actions.start_amendment(thai.pk, kind="correction", reason="แก้ชื่อเรื่อง", member=bo)
    words = draft_of(draft)
    saved = save_draft(draft.pk, replace(words, title="ชื่อใหม่"), stamp_seen=words.stamp, member=bo)
    assert saved.translated_version == original.version


def test_a_corrected_translation_in_force_is_still_the_translation(
    original: FactCheck, ana: Member, bo: Member
) -> None:
    publish(original, writer=bo, second=ana)
    thai = publish(start_translation(original.pk, lang="th", member=bo), writer=bo, second=ana)
    draft = actions.start_amendment(thai.pk, kind="correction", reason="แก้ชื่อเรื่อง", member=bo)
    words = draft_of(draft)
    save_draft(draft.pk, replace(words, title="ชื่อใหม่"), stamp_seen=words.stamp, member=bo)
    actions.send_for_sign_off(draft.pk, member=bo)
    actions.sign(draft.pk, member=ana, no_interest=True)
    publish_amendment(draft.pk, member=ana)
    thai.refresh_from_db()
    draft.refresh_from_db()
    assert (thai.title, thai.translation_of, thai.translated_version) == ("ชื่อใหม่", original, original.version)
    assert draft.translation_of is None
    assert list(original.translations.all()) == [thai]


@pytest.mark.parametrize(("lang", "error"), [("vi", Invalid)])
def test_nothing_is_translated_into_its_own_language(
    original: FactCheck, ana: Member, lang: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        start_translation(original.pk, lang=lang, member=ana)
    thai = start_translation(original.pk, lang="th", member=ana)
    with pytest.raises(StateConflict):
        start_translation(thai.pk, lang="en", member=ana)


def test_an_explainer_keeps_no_claim_and_no_rating_whatever_is_sent(explainer: FactCheck, bo: Member) -> None:
    stamp = draft_of(explainer).stamp
    saved = save_draft(explainer.pk, replace(EXPLAINS, claim="x", rating="true"), stamp_seen=stamp, member=bo)
    assert (draft_of(saved).claim, saved.rating) == ("", None)
    with pytest.raises(IntegrityError), transaction.atomic():
        FactCheck.objects.filter(pk=explainer.pk).update(rating=Rating.objects.get(code="true"))


def test_an_explainer_is_signed_and_read_but_answers_nobody(
    explainer: FactCheck, ana: Member, bo: Member, client: Client
) -> None:
    publish(explainer, writer=bo, second=ana)
    page = client.get(f"/fact-checks/{explainer.public_id}").content.decode()
    assert "<strong>nguồn</strong>" in page
    assert '"@type": "Article"' in page
    assert "ClaimReview" not in page
    given = client.get(f"/api/v1/fact-checks/{explainer.public_id}").json()
    assert (given["kind"], given["claim"], given["rating"]) == ("explainer", None, None)
    assert EXPLAINS.title in client.get("/explainers").content.decode()
    assert list(published_explainers()) == [explainer]
    assert explainer not in published_fact_checks()
    assert explainer not in matching.published()
    assert not matching.may_answer(explainer)
    with pytest.raises(Invalid):
        actions.use_existing(case_about("Tin về sức khỏe").pk, explainer.pk, member=bo)
    with pytest.raises(IntegrityError, match="answers no message"), transaction.atomic():
        Match.objects.create(message=message_saying("Tin khác"), fact_check=explainer)


def test_an_explainer_without_evidence_is_not_sent(explainer: FactCheck, bo: Member) -> None:
    stamp = draft_of(explainer).stamp
    save_draft(explainer.pk, replace(EXPLAINS, evidence=()), stamp_seen=stamp, member=bo)
    with pytest.raises(Invalid):
        actions.send_for_sign_off(explainer.pk, member=bo)


def test_volunteers_begin_neither(original: FactCheck) -> None:
    volunteer = Member.objects.create_user("vo@desk.example", name="Võ", role=Role.VOLUNTEER)
    with pytest.raises(NotAllowed):
        start_explainer(lang="vi", member=volunteer)
    with pytest.raises(NotAllowed):
        start_translation(original.pk, lang="th", member=volunteer)


def test_a_rating_in_use_is_never_deleted_and_its_code_stays(original: FactCheck, lee: Member) -> None:
    with pytest.raises(StateConflict):
        remove_step(Rating, "false", member=lee)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE claims_rating SET code = 'other' WHERE code = 'false'")
    remove_step(Rating, "true", member=lee)
    assert not Rating.objects.filter(code="true").exists()


def test_a_topic_in_use_is_never_deleted(original: FactCheck, lee: Member) -> None:
    with pytest.raises(StateConflict):
        remove_step(Topic, "health", member=lee)
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.filter(code="health").delete()
    remove_step(Topic, "nature", member=lee)


def test_an_administrator_words_and_orders_the_scale(lee: Member) -> None:
    words = StepWords(labels={"en": "Satire", "th": "เสียดสี"}, meanings={"vi": "Chuyện đùa."})
    added = add_step(Rating, "satire", words, member=lee)
    move_step(Rating, "satire", by=-1, member=lee)
    assert [each.code for each in Rating.objects.all()][-2:] == ["satire", "true"]
    change_step(Rating, "satire", StepWords(labels={"en": "Joke"}, meanings={}, offered=False), member=lee)
    added.refresh_from_db()
    assert (added.label_in("th"), added.offered) == ("Joke", False)
    for code in ("Satire!", "", "1x", "satire"):
        with pytest.raises(Invalid):
            add_step(Rating, code, words, member=lee)
    with pytest.raises(Invalid):
        change_step(Rating, "satire", StepWords(labels={"vi": "Đùa"}, meanings={}), member=lee)


def test_only_an_administrator_changes_the_scale(ana: Member, ana_client: Client) -> None:
    with pytest.raises(NotAllowed):
        add_step(Topic, "sport", StepWords(labels={"en": "Sport"}, meanings={}), member=ana)
    assert ana_client.get("/desk/scales/topics/").status_code == 403
    assert ana_client.post("/desk/scales/topics/add/", {"code": "sport", "label-en": "Sport"}).status_code == 403
    assert not Topic.objects.filter(code="sport").exists()
