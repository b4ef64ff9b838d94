"""Everyone who asked is answered once, only with what is published, and the receipt shows it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from corrigenda.claims.models import FactCheck
from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.desk.models import Case, CaseMessage
from corrigenda.intake.actions import Receipt, receive
from corrigenda.intake.models import Message, Request, Tipline
from corrigenda.matching.models import Match
from corrigenda.reply import tasks
from corrigenda.reply.actions import answer_message, answer_request, mark_delivered
from corrigenda.reply.models import Reply
from corrigenda.reply.queries import answer_to
from tests.publish.stories import draft, imported, published, signed_off

pytestmark = pytest.mark.django_db


def ask(text: str = "Nước chanh chữa ung thư phải không?") -> Receipt:
    return receive(text=text, lang="vi", tipline=Tipline.WEB)


def message() -> Message:
    return Message.objects.get()


def confirm(fact_check: FactCheck, *, automatic: bool = True) -> None:
    Match.objects.create(message=message(), fact_check=fact_check, state="confirmed", automatic=automatic)


def test_everyone_who_waits_is_answered_once(ana: Member, bo: Member) -> None:
    receipts = [ask().receipt for _ in range(5)]
    confirm(published(bo, ana))
    assert answer_message(message().pk) == 5
    assert answer_message(message().pk) == 0
    assert Reply.objects.count() == 5
    assert {answer.state for receipt in receipts if (answer := answer_to(receipt))} == {"answered"}


def test_who_asks_later_gets_the_same_answer(ana: Member, bo: Member) -> None:
    ask()
    confirm(published(bo, ana))
    later = ask()
    assert answer_request(Request.objects.latest("pk").pk) == 1
    answer = answer_to(later.receipt)
    assert answer is not None
    assert answer.automatic
    assert answer.fact_check is not None


@pytest.mark.parametrize("make", [draft, signed_off])
def test_nothing_unpublished_is_ever_repeated(ana: Member, bo: Member, make: object) -> None:
    given = ask()
    confirm(draft(bo) if make is draft else signed_off(bo, ana))
    assert answer_message(message().pk) == 0
    answer = answer_to(given.receipt)
    assert answer is not None
    assert answer.fact_check is None


@pytest.mark.parametrize("state", ["suggested", "rejected"])
def test_a_match_nobody_confirmed_answers_nobody(ana: Member, bo: Member, state: str) -> None:
    ask()
    Match.objects.create(message=message(), fact_check=published(bo, ana), state=state, probability=0.99)
    assert answer_message(message().pk) == 0


def test_past_its_review_date_only_a_person_repeats_it() -> None:
    ask()
    fact_check = imported(review_by=now().date() - timedelta(days=1))
    confirm(fact_check)
    assert answer_message(message().pk) == 0
    Match.objects.update(automatic=False)
    assert answer_message(message().pk) == 1


def test_an_imported_fact_check_answers_as_theirs() -> None:
    given = ask()
    confirm(imported())
    answer_message(message().pk)
    answer = answer_to(given.receipt)
    assert answer is not None
    assert answer.fact_check is not None
    assert answer.fact_check.publisher is not None


def test_not_checkable_says_why() -> None:
    given = ask("Theo tôi đội này hay nhất")
    case = Case.objects.create(state="not_checkable", not_checkable="opinion")
    CaseMessage.objects.create(case=case, message=message())
    assert answer_message(message().pk) == 1
    answer = answer_to(given.receipt)
    assert answer is not None
    assert (answer.state, answer.reason) == ("not_checkable", "opinion")


def test_an_open_case_keeps_people_waiting() -> None:
    given = ask()
    CaseMessage.objects.create(case=Case.objects.create(), message=message())
    assert answer_message(message().pk) == 0
    answer = answer_to(given.receipt)
    assert answer is not None
    assert answer.state == "waiting"


def test_a_case_whose_fact_check_is_published_answers_its_messages(ana: Member, bo: Member) -> None:
    ask()
    case = Case.objects.create(state="answered", fact_check=published(bo, ana))
    CaseMessage.objects.create(case=case, message=message())
    assert answer_message(message().pk) == 1
    assert not Reply.objects.get().automatic


def test_a_fresh_question_is_being_looked_at_and_an_old_one_waits() -> None:
    given = ask()
    answer = answer_to(given.receipt)
    assert answer is not None
    assert answer.state == "looking"
    Request.objects.update(received_at=now() - timedelta(seconds=11))
    answer = answer_to(given.receipt)
    assert answer is not None
    assert answer.state == "waiting"


def test_delivered_is_noted_once(ana: Member, bo: Member) -> None:
    ask()
    confirm(published(bo, ana))
    answer_message(message().pk)
    reply = Reply.objects.get()
    mark_delivered(reply.pk)
    reply.refresh_from_db()
    first = reply.delivered_at
    mark_delivered(reply.pk)
    reply.refresh_from_db()
    assert first is not None
    assert reply.delivered_at == first


def test_a_reply_holds_no_address() -> None:
    fields = {field.name for field in Reply._meta.get_fields()}
    assert fields == {
        "id", "request", "kind", "fact_check", "not_checkable", "automatic", "state", "created_at", "delivered_at",
    }  # fmt: skip


def test_what_is_not_there_any_more_is_no_error_for_the_worker() -> None:
    assert tasks.answer_message(10**9) == 0
    assert tasks.answer_request(10**9) == 0


def test_a_receipt_shows_the_answer_a_person_put_in_place_of_the_machines() -> None:
    given = ask()
    wrong, right = imported(), imported()
    confirm(wrong)
    answer_message(message().pk)
    Match.objects.filter(fact_check=wrong).update(state="rejected", automatic=False)
    confirm(right, automatic=False)
    answer_message(message().pk)
    answer = answer_to(given.receipt)
    assert answer is not None
    assert (answer.fact_check, answer.automatic) == (right, False)
    assert Reply.objects.get().state == "ready"


def test_not_checkable_gives_way_to_a_published_answer(ana: Member, bo: Member) -> None:
    given = ask()
    case = Case.objects.create(state="not_checkable", not_checkable="opinion")
    CaseMessage.objects.create(case=case, message=message())
    answer_message(message().pk)
    Case.objects.filter(pk=case.pk).update(state="answered", not_checkable="", fact_check=published(bo, ana))
    answer_message(message().pk)
    answer = answer_to(given.receipt)
    assert answer is not None
    assert (answer.state, answer.reason) == ("answered", None)
