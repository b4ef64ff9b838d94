"""Drafts and sign-off through the actions: nothing is lost, and nobody signs what they wrote."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from corrigenda.claims.actions import save_draft, start_draft
from corrigenda.claims.drafts import Draft, DraftChanged, EvidenceRow, draft_of
from corrigenda.claims.models import Claim, FactCheck, State
from corrigenda.claims.readiness import missing_for_sign_off
from corrigenda.claims.refusals import RefusedByDatabase, refusals_as_sentences
from corrigenda.core.exceptions import Invalid, NotAllowed, NotFound, StateConflict
from corrigenda.core.models import Member, Role
from corrigenda.desk import actions
from corrigenda.desk.models import Edit, SignOff

pytestmark = pytest.mark.django_db
WORDS = Draft(
    claim="ดื่มน้ำมะนาวร้อนรักษามะเร็งได้",
    lang="th",
    title="น้ำมะนาวไม่รักษามะเร็ง",
    rating="false",
    summary="ยังไม่มีงานวิจัยในคน",
    body="**ไม่จริง**",
    topics=("food", "health"),
    sources_reason="มีหน่วยงานเดียวที่เก็บข้อมูลนี้",
    evidence=(EvidenceRow(url="https://example.org/a", quote="No evidence in people."),),
)


@pytest.fixture
def draft(bo: Member) -> FactCheck:
    started = start_draft(lang="th", member=bo)
    return save_draft(started.pk, WORDS, stamp_seen=draft_of(started).stamp, member=bo)


@pytest.fixture
def waiting(draft: FactCheck, bo: Member) -> FactCheck:
    actions.send_for_sign_off(draft.pk, member=bo)
    draft.refresh_from_db()
    return draft


def stored(fact_check: FactCheck) -> Draft:
    return draft_of(FactCheck.objects.get(pk=fact_check.pk))


def test_what_was_typed_is_what_is_stored(draft: FactCheck) -> None:
    assert stored(draft) == WORDS


def test_one_save_is_one_version(draft: FactCheck, bo: Member) -> None:
    changed = replace(WORDS, title="อื่น", summary="อื่น", claim="อื่น")
    saved = save_draft(draft.pk, changed, stamp_seen=WORDS.stamp, member=bo)
    assert saved.version == draft.version + 1
    assert Claim.objects.count() == 1


def test_a_stale_save_overwrites_nothing_and_carries_both_texts(draft: FactCheck, ana: Member, bo: Member) -> None:
    anas, bos = replace(WORDS, summary="Lời của Ana"), replace(WORDS, summary="Lời của Bo")
    save_draft(draft.pk, anas, stamp_seen=WORDS.stamp, member=ana)
    with pytest.raises(DraftChanged) as conflict:
        save_draft(draft.pk, bos, stamp_seen=WORDS.stamp, member=bo)
    assert (conflict.value.stored, conflict.value.yours) == (anas, bos)
    assert stored(draft) == anas
    save_draft(draft.pk, bos, stamp_seen=anas.stamp, member=bo)
    assert stored(draft) == bos


def test_a_stale_save_is_seen_even_where_only_evidence_changed(draft: FactCheck, bo: Member) -> None:
    more = replace(WORDS, evidence=(*WORDS.evidence, EvidenceRow(url="https://example.org/b", quote="二")))
    save_draft(draft.pk, more, stamp_seen=WORDS.stamp, member=bo)
    with pytest.raises(DraftChanged):
        save_draft(draft.pk, replace(WORDS, body="x"), stamp_seen=WORDS.stamp, member=bo)


def test_evidence_is_added_changed_and_removed(draft: FactCheck, bo: Member) -> None:
    second = EvidenceRow(url="https://example.org/b", quote="Hai", kind="data", quote_is_summary=True)
    two = replace(WORDS, evidence=(replace(WORDS.evidence[0], quote="Một"), second))
    save_draft(draft.pk, two, stamp_seen=WORDS.stamp, member=bo)
    assert stored(draft) == two
    one = replace(WORDS, evidence=(second,))
    save_draft(draft.pk, one, stamp_seen=two.stamp, member=bo)
    assert stored(draft) == one


def test_saving_unchanged_words_makes_nobody_a_writer(draft: FactCheck, ana: Member) -> None:
    save_draft(draft.pk, WORDS, stamp_seen="whatever", member=ana)
    assert not Edit.objects.filter(member=ana).exists()


@pytest.mark.parametrize(
    "change",
    [{"claim": "Khác"}, {"evidence": ()}, {"evidence": (EvidenceRow(url="https://example.org/c", quote="三"),)}],
)
def test_whoever_changed_anything_is_a_writer(draft: FactCheck, ana: Member, change: dict[str, object]) -> None:
    save_draft(draft.pk, replace(WORDS, **change), stamp_seen=WORDS.stamp, member=ana)
    assert Edit.objects.filter(fact_check=draft, member=ana).exists()


def test_a_claim_of_another_fact_check_is_left_alone(draft: FactCheck, bo: Member) -> None:
    other = FactCheck.objects.create(claim=draft.claim, lang="th", edited_by=bo)
    save_draft(draft.pk, replace(WORDS, claim="Khác"), stamp_seen=WORDS.stamp, member=bo)
    assert stored(other).claim == WORDS.claim


def test_volunteers_do_not_write(draft: FactCheck) -> None:
    volunteer = Member.objects.create_user("vo@desk.example", name="Võ", role=Role.VOLUNTEER)
    with pytest.raises(NotAllowed):
        save_draft(draft.pk, replace(WORDS, title="x"), stamp_seen=WORDS.stamp, member=volunteer)
    with pytest.raises(NotAllowed):
        actions.send_for_sign_off(draft.pk, member=volunteer)


def test_what_waits_is_not_changed(waiting: FactCheck, bo: Member) -> None:
    with pytest.raises(StateConflict):
        save_draft(waiting.pk, replace(WORDS, title="x"), stamp_seen=WORDS.stamp, member=bo)


def test_a_rating_that_does_not_exist_is_refused(draft: FactCheck, bo: Member) -> None:
    with pytest.raises(Invalid):
        save_draft(draft.pk, replace(WORDS, rating="evil"), stamp_seen=WORDS.stamp, member=bo)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"claim": " "}, "claim"),
        ({"title": ""}, "title"),
        ({"rating": ""}, "rating"),
        ({"summary": "  "}, "summary"),
        ({"evidence": ()}, "evidence"),
        ({"evidence": (EvidenceRow(url="https://example.org/a", quote=" "),)}, "evidence"),
        ({"sources_reason": " "}, "sources"),
        (
            {
                "sources_reason": "",
                "evidence": (
                    EvidenceRow(url="https://example.org/a", quote="一"),
                    EvidenceRow(url="http://www.EXAMPLE.org:80/b", quote="二"),
                    EvidenceRow(url="https://other.example/", quote=" "),
                ),
            },
            "sources",
        ),
    ],
)
def test_an_incomplete_draft_stays_a_draft(
    draft: FactCheck, bo: Member, change: dict[str, object], missing: str
) -> None:
    incomplete = replace(WORDS, **change)
    save_draft(draft.pk, incomplete, stamp_seen=WORDS.stamp, member=bo)
    assert missing_for_sign_off(incomplete) == (missing,)
    with pytest.raises(Invalid):
        actions.send_for_sign_off(draft.pk, member=bo)
    with pytest.raises(RefusedByDatabase, match="Still missing"), refusals_as_sentences():
        FactCheck.objects.filter(pk=draft.pk).update(state=State.WAITING)


def test_two_independent_sources_need_no_reason(draft: FactCheck, bo: Member) -> None:
    two = (*WORDS.evidence, EvidenceRow(url="https://other.example/b", quote="สอง"))
    save_draft(draft.pk, replace(WORDS, sources_reason="", evidence=two), stamp_seen=WORDS.stamp, member=bo)
    actions.send_for_sign_off(draft.pk, member=bo)
    draft.refresh_from_db()
    assert draft.state == State.WAITING


def test_the_writer_does_not_sign(waiting: FactCheck, bo: Member) -> None:
    with pytest.raises(NotAllowed, match="second person"):
        actions.sign(waiting.pk, member=bo, no_interest=True)
    assert not SignOff.objects.exists()


def test_the_database_says_no_in_a_sentence_where_the_code_forgets_to(waiting: FactCheck, bo: Member) -> None:
    with pytest.raises(RefusedByDatabase, match="second person must"), refusals_as_sentences():
        SignOff.objects.create(fact_check=waiting, version=waiting.version, signed_by=bo, no_interest=True)


def test_a_second_person_signs(waiting: FactCheck, ana: Member) -> None:
    actions.sign(waiting.pk, member=ana, no_interest=True, version_seen=waiting.version)
    waiting.refresh_from_db()
    assert waiting.state == State.SIGNED_OFF


def test_what_was_read_is_what_is_signed(waiting: FactCheck, ana: Member, bo: Member) -> None:
    read = waiting.version
    actions.take_back(waiting.pk, member=bo)
    save_draft(waiting.pk, replace(WORDS, title="Khác"), stamp_seen=WORDS.stamp, member=bo)
    actions.send_for_sign_off(waiting.pk, member=bo)
    with pytest.raises(StateConflict, match="Read it again"):
        actions.sign(waiting.pk, member=ana, no_interest=True, version_seen=read)


def test_returned_work_stays_as_it_was(waiting: FactCheck, ana: Member) -> None:
    actions.return_with_reasons(waiting.pk, "Thiếu nguồn.", member=ana)
    waiting.refresh_from_db()
    assert waiting.state == State.DRAFT
    assert stored(waiting) == WORDS
    assert waiting.returns.get().reasons == "Thiếu nguồn."


def test_nothing_is_returned_without_reasons(waiting: FactCheck, ana: Member) -> None:
    with pytest.raises(Invalid):
        actions.return_with_reasons(waiting.pk, "  ", member=ana)


@pytest.mark.parametrize("act", [actions.send_for_sign_off, actions.take_back, partial(actions.sign, no_interest=True)])
def test_a_fact_check_that_does_not_exist_is_said_not_to(act: object, ana: Member) -> None:
    with pytest.raises(NotFound):
        act(10**9, member=ana)  # type: ignore[operator]
