"""Messages that ask the same meet in one case; what an editor splits or merges stays so."""

from __future__ import annotations

import pytest

from corrigenda.core.exceptions import Invalid, NotAllowed, NotFound, StateConflict
from corrigenda.core.models import AuditEntry, Member
from corrigenda.desk import actions
from corrigenda.desk.grouping import remaining_case, waiting_message_ids
from corrigenda.desk.models import Case, CaseMessage, CaseState, Merge, Parting
from corrigenda.matching.actions import group
from tests.desk.cases import case_about, message_saying

pytestmark = pytest.mark.django_db

FORWARD = (
    "Nóng: từ ngày 1 tháng sau Bộ Y tế sẽ thu phí 500 nghìn đồng mỗi lần tiêm vắc xin cúm cho trẻ em ở các trạm y tế "
    "phường, bà con nhanh chân đưa con đi tiêm trước khi hết miễn phí"
)
REWORDED = (
    "Bà con ơi từ ngày 1 tháng sau Bộ Y tế thu phí 500 nghìn đồng mỗi lần tiêm vắc xin cúm cho trẻ em ở trạm y tế "
    "phường, nhanh chân đưa con đi tiêm kẻo hết miễn phí"
)
OTHER = "กินทุเรียนกับน้ำอัดลมแล้วตายทันที หมอเตือนอย่ากินพร้อมกันเด็ดขาด"
DENIED = FORWARD.replace("sẽ thu phí", "không thu phí")


@pytest.fixture(autouse=True)
def _nothing_known_of_other_tests() -> None:
    group._background.cache_clear()


def case_of(text: str) -> Case:
    return Case.objects.get(case_messages__message__text=text)


def messages_of(case: Case) -> set[str]:
    return set(CaseMessage.objects.filter(case=case).values_list("message__text", flat=True))


def apart(bo: Member) -> tuple[Case, Case]:
    """A case, and the one that was split off it."""
    case_about(FORWARD)
    case = case_about(REWORDED)
    own = actions.split_case(case.pk, [message.message_id for message in _rows(REWORDED)], member=bo)
    return case, own


def _rows(text: str) -> list[CaseMessage]:
    return list(CaseMessage.objects.filter(message__text=text))


def test_a_rewording_joins_the_open_case_and_another_claim_does_not() -> None:
    first = case_about(FORWARD)
    assert case_about(REWORDED) == first
    assert case_about(OTHER) != first


def test_a_denial_opens_a_case_of_its_own() -> None:
    assert case_about(FORWARD) != case_about(DENIED)


def test_a_closed_case_takes_no_more_messages(bo: Member) -> None:
    first = case_about(FORWARD)
    actions.mark_not_checkable(first.pk, "opinion", member=bo)
    assert case_about(REWORDED) != first


@pytest.mark.parametrize("text", ["ok?", "🙏", "https://example.org/x"])
def test_a_message_of_few_words_joins_nothing(text: str) -> None:
    case_about("hmm 👍", lang="")
    assert messages_of(case_about(text, lang="")) == {text}


def test_what_was_split_off_never_comes_back_by_itself(bo: Member) -> None:
    case, own = apart(bo)
    assert (messages_of(case), messages_of(own)) == ({FORWARD}, {REWORDED})
    CaseMessage.objects.filter(case=own).delete()
    again = actions.open_case_for(_message(REWORDED))
    assert again not in {case, None}


def _message(text: str) -> int:
    from corrigenda.intake.models import Message

    return Message.objects.get(text=text).pk


def test_messages_like_what_was_split_off_follow_it(bo: Member) -> None:
    case, own = apart(bo)
    assert case_about(REWORDED + " nhé") == own
    assert case_about(FORWARD + " nhé") == case


def test_a_split_needs_some_of_the_messages_and_not_all(bo: Member) -> None:
    case_about(FORWARD)
    case = case_about(REWORDED)
    ids = list(case.case_messages.values_list("message_id", flat=True))
    stranger = case_about(OTHER).case_messages.get().message_id
    for wrong, error in (([], Invalid), (ids, Invalid), ([ids[0], stranger], NotFound)):
        with pytest.raises(error):
            actions.split_case(case.pk, wrong, member=bo)
    assert messages_of(case) == {FORWARD, REWORDED}


def test_a_split_can_be_undone_and_is_forgotten(bo: Member) -> None:
    case, own = apart(bo)
    assert actions.undo_split(own.pk, member=bo) == case
    assert messages_of(case) == {FORWARD, REWORDED}
    assert not Parting.objects.exists()
    assert case_about(REWORDED + " nhé") == case
    with pytest.raises(StateConflict):
        actions.undo_split(case.pk, member=bo)


def test_merged_cases_stay_one_for_newcomers_too(bo: Member) -> None:
    first, second = case_about(FORWARD), case_about(OTHER)
    note = actions.add_note(second.pk, "Xem thêm ở đây", member=bo)
    assert actions.merge_cases(first.pk, second.pk, member=bo) == first
    assert messages_of(first) == {FORWARD, OTHER}
    assert list(first.notes.values_list("text", flat=True)) == ["Xem thêm ở đây"], note
    assert Case.objects.get(pk=second.pk).state == CaseState.MERGED
    assert remaining_case(second) == first
    assert case_about(OTHER + " นะคะ") == first


def test_a_merge_can_be_undone(bo: Member) -> None:
    first, second = case_about(FORWARD), case_about(OTHER)
    actions.add_note(second.pk, "ghi chú", member=bo)
    actions.merge_cases(first.pk, second.pk, member=bo)
    assert actions.undo_merge(second.pk, member=bo).state == CaseState.OPEN
    assert (messages_of(first), messages_of(second)) == ({FORWARD}, {OTHER})
    assert second.notes.count() == 1
    assert not Merge.objects.exists()


def test_merging_what_was_split_takes_the_later_word_and_undoing_gives_the_split_back(bo: Member) -> None:
    case, own = apart(bo)
    actions.merge_cases(case.pk, own.pk, member=bo)
    assert not Parting.objects.exists()
    actions.undo_merge(own.pk, member=bo)
    assert [(row.case, row.message.text) for row in Parting.objects.all()] == [(case, REWORDED)]


def test_what_was_split_off_a_case_stays_off_the_one_it_is_merged_into(bo: Member) -> None:
    case, own = apart(bo)
    third = case_about(OTHER)
    actions.merge_cases(third.pk, case.pk, member=bo)
    assert Parting.objects.filter(case=third, message__text=REWORDED).exists()
    assert messages_of(own) == {REWORDED}


def test_the_case_with_the_fact_check_remains_and_two_are_never_merged(bo: Member) -> None:
    first, second, third = case_about(FORWARD), case_about(OTHER), case_about("Uống nước muối mỗi sáng thì cao thêm")
    actions.start_fact_check(second.pk, member=bo)
    assert actions.merge_cases(first.pk, second.pk, member=bo) == second
    actions.start_fact_check(third.pk, member=bo)
    with pytest.raises(StateConflict):
        actions.merge_cases(second.pk, third.pk, member=bo)


def test_a_case_is_not_merged_with_itself_or_with_a_closed_one(bo: Member) -> None:
    first, second = case_about(FORWARD), case_about(OTHER)
    actions.mark_not_checkable(second.pk, "satire", member=bo)
    with pytest.raises(Invalid):
        actions.merge_cases(first.pk, first.pk, member=bo)
    with pytest.raises(StateConflict):
        actions.merge_cases(first.pk, second.pk, member=bo)
    with pytest.raises(StateConflict):
        actions.undo_merge(first.pk, member=bo)


def test_volunteers_neither_split_nor_merge(bo: Member) -> None:
    case, own = apart(bo)
    bo.role = "volunteer"
    message = own.case_messages.get().message_id
    for attempt in (
        lambda: actions.split_case(case.pk, [message], member=bo),
        lambda: actions.merge_cases(case.pk, own.pk, member=bo),
        lambda: actions.undo_split(own.pk, member=bo),
        lambda: actions.undo_merge(own.pk, member=bo),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_everything_is_in_the_audit_log(bo: Member) -> None:
    case, own = apart(bo)
    actions.undo_split(own.pk, member=bo)
    other = case_about(OTHER)
    actions.merge_cases(case.pk, other.pk, member=bo)
    actions.undo_merge(other.pk, member=bo)
    done = AuditEntry.objects.filter(member=bo).order_by("pk").values_list("action", flat=True)
    assert list(done) == ["split_case", "undo_split", "merge_cases", "undo_merge"]


def test_what_waits_is_what_is_in_open_cases(bo: Member) -> None:
    first, second = case_about(FORWARD), case_about(OTHER)
    actions.mark_not_checkable(second.pk, "satire", member=bo)
    assert waiting_message_ids() == [first.case_messages.get().message_id]


def test_vectors_of_messages_can_be_dropped_and_built_again() -> None:
    first, other = message_saying(FORWARD), message_saying(OTHER)
    before = group.log_odds_of_same_claim(first.pk, [other.pk])
    group._store().drop()
    assert group.nearest_messages(first.pk, among=[other.pk], limit=5) == [other.pk]
    group.rebuild_messages([first.pk, other.pk])
    assert group._store().missing([first.pk, other.pk, 0]) == [0]
    assert group.log_odds_of_same_claim(first.pk, [other.pk]) == pytest.approx(before, abs=0.1)


def test_a_vector_of_another_encoder_is_never_compared() -> None:
    message = message_saying(FORWARD)
    group.remember_messages([message.pk])
    with group._store()._cursor() as cursor:
        cursor.execute("UPDATE engine_messages.message SET model_id = 'older', meaning = '[1,0,0]'")
    other = message_saying(REWORDED)
    assert group.nearest_messages(other.pk, among=[message.pk], limit=5) == [message.pk]
    assert group._store().missing([message.pk, other.pk]) == []
