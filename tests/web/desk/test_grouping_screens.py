"""Splitting and merging on the case page, with plain forms."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from corrigenda.desk import actions
from corrigenda.desk.models import Case, CaseMessage, CaseState
from tests.desk.cases import case_about, message_saying

pytestmark = pytest.mark.django_db
VINEGAR, DURIAN = "Uống giấm trị sốt xuất huyết", "กินทุเรียนกับน้ำอัดลมแล้วตายทันที"


@pytest.fixture
def case() -> Case:
    case = case_about(VINEGAR)
    CaseMessage.objects.create(case=case, message=message_saying(DURIAN))
    return case


def at(name: str, case: Case) -> str:
    return reverse(f"desk:{name}", kwargs={"case_id": case.public_id})


def message_of(text: str) -> str:
    return CaseMessage.objects.get(message__text=text).message.public_id


def test_messages_are_split_off_and_brought_back(case: Case, bo_client: Client) -> None:
    page = bo_client.get(at("case", case)).content.decode()
    assert f'name="message" value="{message_of(DURIAN)}"' in page
    sent = bo_client.post(at("split", case), {"message": [message_of(DURIAN)]}, follow=True)
    own = Case.objects.get(case_messages__message__text=DURIAN)
    assert sent.redirect_chain == [(at("case", own), 303)]
    assert at("undo_split", own) in sent.content.decode()
    bo_client.post(at("undo_split", own))
    assert case.case_messages.count() == 2


def test_cases_are_merged_and_parted_again(case: Case, bo_client: Client) -> None:
    other = case_about("Số 4 là con số xui xẻo nhất trong năm nay")
    assert f'<option value="{other.public_id}">' in bo_client.get(at("case", case)).content.decode()
    sent = bo_client.post(at("merge", case), {"other": other.public_id}, follow=True)
    assert at("undo_merge", other) in sent.content.decode()
    assert bo_client.get(at("case", other))["Location"] == at("case", case)
    bo_client.post(at("undo_merge", other))
    assert Case.objects.get(pk=other.pk).state == CaseState.OPEN


@pytest.mark.parametrize("sent", [{}, {"message": "x\x00"}, {"message": ["nope", ""]}])
def test_a_forged_form_changes_nothing(case: Case, bo_client: Client, sent: dict[str, object]) -> None:
    assert bo_client.post(at("split", case), sent).status_code in {303, 404}
    assert bo_client.post(at("merge", case), {"other": "nope"}).status_code in {303, 404}
    assert case.case_messages.count() == 2
    assert Case.objects.count() == 1


def test_a_volunteer_is_offered_nothing_and_changes_nothing(case: Case, volunteer_client: Client) -> None:
    other = case_about("Số 4 là con số xui xẻo nhất trong năm nay")
    assert at("split", case) not in volunteer_client.get(at("case", case)).content.decode()
    volunteer_client.post(at("split", case), {"message": [message_of(DURIAN)]})
    volunteer_client.post(at("merge", case), {"other": other.public_id})
    assert case.case_messages.count() == 2
    assert other.case_messages.count() == 1


def test_a_merged_case_is_not_among_the_settled(case: Case, bo_client: Client, bo: object) -> None:
    other = case_about("Số 4 là con số xui xẻo nhất trong năm nay")
    actions.merge_cases(case.pk, other.pk, member=bo)  # type: ignore[arg-type]
    assert at("case", other) not in bo_client.get(reverse("desk:settled")).content.decode()
