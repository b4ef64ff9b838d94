"""Cases: opened once, owned by one, closed with an answer or a reason."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from corrigenda.claims.models import Claim, FactCheck, Publisher
from corrigenda.core import events
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, NotAllowed, NotFound, StateConflict
from corrigenda.core.models import AuditEntry, Member, Role
from corrigenda.desk import actions, listing, queries
from corrigenda.desk.models import Case, CaseState
from corrigenda.intake.models import Message
from corrigenda.matching.models import Match, MatchState
from corrigenda.matching.queries import suggestions
from tests.desk.cases import case_about, message_saying, taken_at_once

RUMOUR = "Nóng: ngày mai mất điện toàn thành phố từ 8 giờ, hãy sạc điện thoại ngay"


@pytest.fixture
def volunteer(db: None) -> Member:
    return Member.objects.create_user("vo@desk.example", name="Võ", role=Role.VOLUNTEER)


@pytest.fixture
def imported(db: None) -> FactCheck:
    claim = Claim.objects.create(text="ไฟจะดับทั้งเมืองพรุ่งนี้", lang="th")
    publisher = Publisher.objects.create(name="โรงเรียนข่าว", site="news.example")
    return FactCheck.objects.create(
        claim=claim, origin="imported", state="published", published_at=now(), publisher=publisher, title="ไม่จริง"
    )


@pytest.fixture
def not_checkable_heard() -> Iterator[list[dict[str, Any]]]:
    heard: list[dict[str, Any]] = []

    def hear(message_id: int, reason: str, **_: Any) -> None:
        heard.append({"message_id": message_id, "reason": reason})

    events.message_not_checkable.connect(hear)
    yield heard
    events.message_not_checkable.disconnect(hear)


@pytest.mark.django_db
class TestOpening:
    def test_the_same_message_opens_one_case_however_often(self) -> None:
        message = message_saying(RUMOUR)
        first, again = actions.open_case_for(message.pk), actions.open_case_for(message.pk)
        assert first == again
        assert Case.objects.count() == 1

    def test_a_near_repeat_joins_the_open_case(self) -> None:
        case = case_about(RUMOUR)
        other = message_saying(RUMOUR + " nhé 😱")
        type(other).objects.filter(pk=other.pk).update(near_key=case.case_messages.get().message.near_key)
        assert actions.open_case_for(other.pk) == case

    def test_another_figure_is_another_case(self) -> None:
        case = case_about(RUMOUR)
        other = message_saying(RUMOUR.replace("8 giờ", "9 giờ"))
        type(other).objects.filter(pk=other.pk).update(near_key=case.case_messages.get().message.near_key)
        assert actions.open_case_for(other.pk) != case

    def test_a_near_repeat_of_a_closed_case_opens_a_new_one(self, bo: Member) -> None:
        case = case_about(RUMOUR)
        actions.mark_not_checkable(case.pk, "satire", member=bo)
        other = message_saying(RUMOUR + " x")
        type(other).objects.filter(pk=other.pk).update(near_key=case.case_messages.get().message.near_key)
        assert actions.open_case_for(other.pk) != case

    def test_messages_without_words_do_not_flow_together(self) -> None:
        assert case_about("👍", lang="") != case_about("🙏", lang="")

    def test_an_answered_message_opens_no_case(self, imported: FactCheck) -> None:
        message = message_saying(RUMOUR)
        Match.objects.create(message=message, fact_check=imported, state=MatchState.CONFIRMED)
        assert actions.open_case_for(message.pk) is None

    def test_a_message_that_is_gone_is_said_to_be_gone(self) -> None:
        with pytest.raises(NotFound):
            actions.open_case_for(10**9)


@pytest.mark.django_db(transaction=True)
def test_two_people_taking_one_case_do_not_both_win(ana: Member, bo: Member) -> None:
    case = case_about(RUMOUR)
    taken_at_once(case, [ana, bo])
    assert AuditEntry.objects.filter(action="take_case").count() == 1


@pytest.mark.django_db(transaction=True)
def test_near_repeats_that_come_at_once_meet_in_one_case() -> None:
    messages = [message_saying(RUMOUR + mark) for mark in (" a", " b", " c", " d")]
    type(messages[0]).objects.update(near_key=messages[0].near_key, text=RUMOUR)
    start = threading.Barrier(len(messages))

    def arrive(message_id: int) -> None:
        try:
            start.wait()
            actions.open_case_for(message_id)
        finally:
            connection.close()

    arrivals = [threading.Thread(target=arrive, args=[message.pk]) for message in messages]
    for arrival in arrivals:
        arrival.start()
    for arrival in arrivals:
        arrival.join()
    assert Case.objects.count() == 1


@pytest.mark.django_db
class TestWorking:
    def test_taking_ones_own_case_again_is_harmless(self, bo: Member) -> None:
        case = case_about(RUMOUR)
        actions.take_case(case.pk, member=bo)
        actions.take_case(case.pk, member=bo)
        assert queries.case_by(case.public_id).owner == bo

    def test_only_its_owner_or_an_editor_lets_go_of_a_case(self, ana: Member, bo: Member) -> None:
        case = case_about(RUMOUR)
        other = Member.objects.create_user("cat@desk.example", name="Cát")
        actions.take_case(case.pk, member=bo)
        with pytest.raises(NotAllowed):
            actions.release_case(case.pk, member=other)
        actions.release_case(case.pk, member=ana)
        assert queries.case_by(case.public_id).owner is None

    def test_a_volunteer_reads_and_adds_notes_only(self, volunteer: Member, imported: FactCheck) -> None:
        case = case_about(RUMOUR)
        assert actions.add_note(case.pk, "ดูประกาศของการไฟฟ้า", member=volunteer).case == case
        for forbidden in (
            lambda: actions.take_case(case.pk, member=volunteer),
            lambda: actions.release_case(case.pk, member=volunteer),
            lambda: actions.mark_not_checkable(case.pk, "opinion", member=volunteer),
            lambda: actions.reopen_case(case.pk, member=volunteer),
            lambda: actions.start_fact_check(case.pk, member=volunteer),
            lambda: actions.use_existing(case.pk, imported.pk, member=volunteer),
            lambda: actions.reject_suggestion(case.pk, imported.pk, member=volunteer),
        ):
            with pytest.raises(NotAllowed):
                forbidden()

    def test_a_member_who_left_can_do_nothing(self, bo: Member) -> None:
        case = case_about(RUMOUR)
        bo.is_active = False
        for forbidden in (
            lambda: actions.add_note(case.pk, "x", member=bo),
            lambda: actions.take_case(case.pk, member=bo),
        ):
            with pytest.raises(NotAllowed):
                forbidden()

    def test_a_note_pressed_twice_is_one_note(self, bo: Member) -> None:
        case = case_about(RUMOUR)
        actions.add_note(case.pk, "Đã gọi điện lực.", member=bo)
        actions.add_note(case.pk, " Đã gọi điện lực. ", member=bo)
        assert case.notes.count() == 1

    def test_an_empty_note_is_refused(self, bo: Member) -> None:
        with pytest.raises(Invalid):
            actions.add_note(case_about(RUMOUR).pk, " \n ", member=bo)

    def test_writing_twice_goes_on_with_the_same_draft(self, bo: Member) -> None:
        case = case_about(RUMOUR)
        first = actions.start_fact_check(case.pk, member=bo)
        assert actions.start_fact_check(case.pk, member=bo) == first
        assert (first.lang, queries.case_by(case.public_id).owner) == ("vi", bo)


@pytest.mark.django_db
class TestClosing:
    def test_everyone_who_asked_is_told_why_there_is_nothing_to_check(
        self, bo: Member, not_checkable_heard: list[dict[str, Any]]
    ) -> None:
        case = case_about(RUMOUR)
        actions.mark_not_checkable(case.pk, "prediction", member=bo)
        message_id = case.case_messages.get().message_id
        assert not_checkable_heard == [{"message_id": message_id, "reason": "prediction"}]

    def test_a_reason_outside_the_list_is_refused(self, bo: Member) -> None:
        with pytest.raises(Invalid):
            actions.mark_not_checkable(case_about(RUMOUR).pk, "hostile", member=bo)

    def test_a_case_closed_by_mistake_opens_again(self, bo: Member) -> None:
        case = case_about(RUMOUR)
        actions.mark_not_checkable(case.pk, "opinion", member=bo)
        actions.reopen_case(case.pk, member=bo)
        case.refresh_from_db()
        assert (case.state, case.not_checkable, case.closed_at) == (CaseState.OPEN, "", None)

    def test_an_existing_fact_check_answers_every_message_of_the_case(self, bo: Member, imported: FactCheck) -> None:
        case = case_about(RUMOUR)
        actions.use_existing(case.pk, imported.pk, member=bo)
        match = Match.objects.get(message__case_message__case=case)
        assert (match.state, match.fact_check, match.decided_by) == (MatchState.CONFIRMED, imported, bo)
        assert queries.case_by(case.public_id).state == CaseState.ANSWERED

    def test_a_closed_case_is_not_answered_again(self, bo: Member, imported: FactCheck) -> None:
        case = case_about(RUMOUR)
        actions.use_existing(case.pk, imported.pk, member=bo)
        with pytest.raises(StateConflict):
            actions.use_existing(case.pk, imported.pk, member=bo)

    def test_a_draft_answers_nobody(self, bo: Member) -> None:
        case = case_about(RUMOUR)
        draft = actions.start_fact_check(case.pk, member=bo)
        with pytest.raises(StateConflict):
            actions.use_existing(case.pk, draft.pk, member=bo)

    def test_a_rejected_suggestion_is_not_shown_again(self, bo: Member, imported: FactCheck) -> None:
        case = case_about(RUMOUR)
        Match.objects.create(message=case.case_messages.get().message, fact_check=imported, probability=0.7)
        messages = Message.objects.filter(case_message__case=case)
        assert [each.fact_check for each in suggestions(messages)] == [imported]
        actions.reject_suggestion(case.pk, imported.pk, member=bo)
        assert suggestions(messages) == []


@pytest.mark.django_db
class TestAnsweredElsewhere:
    def answer(self, case: Case, imported: FactCheck) -> int:
        message = case.case_messages.get().message
        Match.objects.create(message=message, fact_check=imported, state=MatchState.CONFIRMED, decided_at=now())
        return message.pk

    def test_a_case_whose_message_got_its_answer_leaves_the_list(self, imported: FactCheck) -> None:
        case = case_about(RUMOUR)
        message_id = self.answer(case, imported)
        actions.close_if_answered(message_id)
        actions.close_if_answered(message_id)
        case.refresh_from_db()
        assert (case.state, case.fact_check) == (CaseState.ANSWERED, imported)

    def test_a_case_with_a_message_that_still_waits_stays(self, imported: FactCheck) -> None:
        case = case_about(RUMOUR)
        message_id = self.answer(case, imported)
        case.case_messages.create(message=message_saying("ยังไม่มีคำตอบ", lang="th"))
        actions.close_if_answered(message_id)
        case.refresh_from_db()
        assert case.state == CaseState.OPEN

    def test_a_case_somebody_writes_on_stays(self, imported: FactCheck, bo: Member) -> None:
        case = case_about(RUMOUR)
        actions.start_fact_check(case.pk, member=bo)
        actions.close_if_answered(self.answer(case, imported))
        case.refresh_from_db()
        assert case.state == CaseState.OPEN

    def test_a_message_without_a_case_is_no_trouble(self) -> None:
        actions.close_if_answered(message_saying(RUMOUR).pk)


@pytest.mark.django_db
class TestList:
    def test_the_most_asked_comes_first(self, bo: Member) -> None:
        few, many = case_about("ข่าวลือเรื่องหนึ่ง", asked=2, lang="th"), case_about(RUMOUR, asked=5)
        listed = list(listing.open_cases(listing.CaseFilter(), member=bo))
        assert listed == [many, few]
        assert [(row.requests, row.lang) for row in listing.case_rows(listed)] == [(5, "vi"), (2, "th")]

    def test_filters_show_what_they_say(self, bo: Member) -> None:
        thai, vietnamese = case_about("ข่าวลือเรื่องหนึ่ง", lang="th"), case_about(RUMOUR)
        actions.take_case(thai.pk, member=bo)
        shown = listing.CaseFilter
        assert list(listing.open_cases(shown(lang="th"), member=bo)) == [thai]
        assert list(listing.open_cases(shown(owner="mine"), member=bo)) == [thai]
        assert list(listing.open_cases(shown(owner="nobody"), member=bo)) == [vietnamese]
