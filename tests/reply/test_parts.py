"""A message with several claims: its receipt shows what was checked of it, claim by claim."""

from __future__ import annotations

import pytest
from django.test import Client

from corrigenda.claims.models import FactCheck
from corrigenda.core.models import Member
from corrigenda.desk import actions
from corrigenda.intake.actions import receive
from corrigenda.intake.models import Message, Tipline
from corrigenda.reply import actions as reply
from corrigenda.reply.queries import answer_to
from tests.web.desk.test_reasons import known

pytestmark = pytest.mark.django_db
DENGUE, DURIAN = "Uống giấm trị sốt xuất huyết.", "กินทุเรียนกับน้ำอัดลมแล้วตายทันที"
LONG = f"Chia sẻ gấp! {DENGUE} {DURIAN}"


@pytest.fixture
def receipt() -> str:
    return receive(text=LONG, lang="vi", tipline=Tipline.WEB).receipt


@pytest.fixture
def parts(receipt: str, bo: Member) -> tuple[FactCheck, FactCheck]:
    message = Message.objects.get(text=LONG)
    case = actions.open_case_for(message.pk)
    assert case is not None
    checked = known("Giấm chữa sốt xuất huyết"), known("ทุเรียนกับน้ำอัดลม", site="saniti.example", lang="th")
    for words, fact_check in zip((DENGUE, DURIAN), checked, strict=True):
        own = actions.cut_claim(case.pk, message.pk, words=words, member=bo)
        actions.use_existing(own.pk, fact_check.pk, member=bo)
    return checked


def test_who_waits_for_the_whole_sees_what_was_checked_of_it(
    receipt: str, parts: tuple[FactCheck, FactCheck], cy_client: Client
) -> None:
    answer = answer_to(receipt)
    assert answer is not None
    assert (answer.reply_id, set(answer.also)) == (None, set(parts))
    page = cy_client.get(f"/r/{receipt}", headers={"accept-language": "en"}, follow=True).content.decode()
    assert "Also in your message" in page
    assert page.count("/fact-checks/") >= 2


def test_the_main_answer_is_not_said_twice(receipt: str, parts: tuple[FactCheck, FactCheck], bo: Member) -> None:
    message = Message.objects.get(text=LONG)
    actions.use_existing(message.case_message.case_id, parts[0].pk, member=bo)
    reply.answer_message(message.pk)
    answer = answer_to(receipt)
    assert answer is not None
    assert (answer.fact_check, answer.also) == (parts[0], (parts[1],))


def test_a_claim_without_its_answer_is_not_shown(receipt: str, parts: tuple[FactCheck, FactCheck], bo: Member) -> None:
    own = Message.objects.get(text=DENGUE).case_message.case_id
    actions.take_back_answer(own, member=bo)
    answer = answer_to(receipt)
    assert answer is not None
    assert answer.also == (parts[1],)
