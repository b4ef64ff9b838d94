"""An answer that was the wrong one is taken back: the case is open, the unread are not told, the read is not unsaid."""

from __future__ import annotations

import pytest

from corrigenda.claims.models import Claim, FactCheck, Publisher
from corrigenda.core.clock import now
from corrigenda.core.exceptions import NotAllowed, StateConflict
from corrigenda.core.models import AuditEntry, Member, Role
from corrigenda.desk import actions
from corrigenda.desk.models import Answering, Case, CaseState
from corrigenda.intake.models import Message
from corrigenda.matching.models import Match, MatchState
from corrigenda.reply import actions as reply
from corrigenda.reply.models import DeliveryState, Reply
from corrigenda.reply.queries import told
from tests.desk.cases import case_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(db: None) -> FactCheck:
    return FactCheck.objects.create(
        claim=Claim.objects.create(text="ดื่มน้ำส้มสายชูรักษาไข้เลือดออก", lang="th"),
        origin="imported",
        state="published",
        published_at=now(),
        publisher=Publisher.objects.create(name="โรงเรียนข่าว", site="news.example"),
        title="ไม่จริง",
    )


@pytest.fixture
def case() -> Case:
    return case_about("Uống giấm trị sốt xuất huyết", asked=3)


def message_of(case: Case) -> Message:
    return case.case_messages.get().message


def stands(case: Case) -> tuple[str, int | None]:
    case.refresh_from_db()
    return case.state, case.fact_check_id


def test_a_confirmed_suggestion_is_a_suggestion_again(case: Case, imported: FactCheck, bo: Member) -> None:
    Match.objects.create(message=message_of(case), fact_check=imported, probability=0.9)
    actions.use_existing(case.pk, imported.pk, member=bo)
    assert Answering.objects.get().answered_by == bo
    actions.take_back_answer(case.pk, member=bo)
    assert stands(case) == (CaseState.OPEN, None)
    match = Match.objects.get()
    assert (match.state, match.decided_by) == (MatchState.SUGGESTED, None)
    assert not Answering.objects.exists()
    assert AuditEntry.objects.filter(action="take_back_answer", member=bo).count() == 1


def test_a_link_made_by_hand_goes(case: Case, imported: FactCheck, bo: Member) -> None:
    actions.use_existing(case.pk, imported.pk, member=bo)
    actions.take_back_answer(case.pk, member=bo)
    assert not Match.objects.exists()


def test_what_the_machine_answered_it_does_not_answer_again(case: Case, imported: FactCheck, bo: Member) -> None:
    message = message_of(case)
    Match.objects.create(
        message=message, fact_check=imported, probability=0.99, state="confirmed", automatic=True, was_automatic=True
    )
    actions.close_if_answered(message.pk)
    assert Answering.objects.get().answered_by is None
    actions.take_back_answer(case.pk, member=bo)
    assert Match.objects.get().state == MatchState.REJECTED


def test_a_draft_that_was_in_work_is_found_again(case: Case, imported: FactCheck, bo: Member) -> None:
    draft = actions.start_fact_check(case.pk, member=bo)
    actions.use_existing(case.pk, imported.pk, member=bo)
    assert stands(case) == (CaseState.ANSWERED, imported.pk)
    actions.take_back_answer(case.pk, member=bo)
    assert stands(case) == (CaseState.OPEN, draft.pk)


def test_who_has_read_it_keeps_it_and_the_others_wait_again(case: Case, imported: FactCheck, bo: Member) -> None:
    message = message_of(case)
    actions.use_existing(case.pk, imported.pk, member=bo)
    assert reply.answer_message(message.pk) == 3
    reply.mark_delivered(Reply.objects.order_by("pk").first().pk)  # type: ignore[union-attr]
    assert (told(case).read, told(case).unread) == (1, 2)
    actions.take_back_answer(case.pk, member=bo)
    assert reply.withdraw(message.pk) == 2
    assert (told(case).read, told(case).unread) == (1, 0)
    actions.mark_not_checkable(case.pk, "satire", member=bo)
    reply.answer_message(message.pk)
    assert set(Reply.objects.values_list("kind", "state")) == {("not_checkable", DeliveryState.READY)}
    assert Reply.objects.count() == 3


def test_nothing_is_withdrawn_once_there_is_another_answer(case: Case, imported: FactCheck, bo: Member) -> None:
    message = message_of(case)
    actions.mark_not_checkable(case.pk, "satire", member=bo)
    reply.answer_message(message.pk)
    actions.reopen_case(case.pk, member=bo)
    actions.use_existing(case.pk, imported.pk, member=bo)
    assert reply.withdraw(message.pk) == 0
    assert Reply.objects.count() == 3


def test_reopening_withdraws_the_unread_reasons(case: Case, bo: Member) -> None:
    message = message_of(case)
    actions.mark_not_checkable(case.pk, "satire", member=bo)
    reply.answer_message(message.pk)
    actions.reopen_case(case.pk, member=bo)
    assert reply.withdraw(message.pk) == 3
    assert not Reply.objects.exists()


def test_an_open_case_has_nothing_to_take_back(case: Case, bo: Member) -> None:
    with pytest.raises(StateConflict):
        actions.take_back_answer(case.pk, member=bo)


def test_taking_back_twice_changes_nothing_more(case: Case, imported: FactCheck, bo: Member) -> None:
    actions.use_existing(case.pk, imported.pk, member=bo)
    actions.take_back_answer(case.pk, member=bo)
    with pytest.raises(StateConflict):
        actions.take_back_answer(case.pk, member=bo)


def test_what_was_published_for_a_case_is_not_taken_back_but_corrected(case: Case, bo: Member) -> None:
    draft = actions.start_fact_check(case.pk, member=bo)
    Case.objects.filter(pk=case.pk).update(state=CaseState.ANSWERED, closed_at=now())
    with pytest.raises(StateConflict, match="Correct what is published"):
        actions.take_back_answer(case.pk, member=bo)
    assert stands(case) == (CaseState.ANSWERED, draft.pk)


def test_a_volunteer_takes_nothing_back(case: Case, imported: FactCheck, bo: Member) -> None:
    volunteer = Member.objects.create_user("vo@desk.example", name="Võ", role=Role.VOLUNTEER)
    actions.use_existing(case.pk, imported.pk, member=bo)
    with pytest.raises(NotAllowed):
        actions.take_back_answer(case.pk, member=volunteer)


def test_a_rejected_suggestion_can_be_looked_at_again(case: Case, imported: FactCheck, bo: Member) -> None:
    Match.objects.create(message=message_of(case), fact_check=imported, probability=0.9)
    actions.reject_suggestion(case.pk, imported.pk, member=bo)
    assert Match.objects.get().state == MatchState.REJECTED
    actions.reconsider_suggestion(case.pk, imported.pk, member=bo)
    assert Match.objects.get().state == MatchState.SUGGESTED


def test_a_rejection_in_another_case_stays(case: Case, imported: FactCheck, bo: Member) -> None:
    other = case_about("กินทุเรียนกับน้ำอัดลมแล้วตายทันที", lang="th")
    Match.objects.create(message=message_of(case), fact_check=imported, probability=0.9)
    actions.reject_suggestion(case.pk, imported.pk, member=bo)
    actions.reconsider_suggestion(other.pk, imported.pk, member=bo)
    assert Match.objects.get().state == MatchState.REJECTED
