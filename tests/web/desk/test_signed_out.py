"""Words sent after a session ended, from a browser without JavaScript, come back to be copied."""

from __future__ import annotations

import pytest
from django.test import Client

from corrigenda.claims.models import FactCheck
from corrigenda.core.models import Member
from corrigenda.desk import actions
from corrigenda.desk.models import Case, Note
from tests.desk.cases import case_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return case_about("Tin đồn về nước chanh")


def test_a_note_comes_back_and_is_not_stored(case: Case, bo_client: Client) -> None:
    address = f"/desk/cases/{case.public_id}/"
    assert '<noscript><input type="hidden" name="by_hand" value="1"></noscript>' in bo_client.get(address).text
    bo_client.logout()
    answer = bo_client.post(f"{address}note/", {"text": "น้ำมะนาว </textarea><script>", "by_hand": "1"})
    assert answer.status_code == 403
    assert "น้ำมะนาว &lt;/textarea&gt;&lt;script&gt;" in answer.text
    assert f"/account/login/?next={address}" in answer.text
    assert answer["Cache-Control"] == "no-store"
    assert not Note.objects.exists()


def test_every_word_of_a_fact_check_comes_back(case: Case, bo: Member, bo_client: Client) -> None:
    draft = actions.start_fact_check(case.pk, member=bo)
    address = f"/desk/fact-checks/{draft.public_id}/"
    assert 'name="by_hand"' in bo_client.get(address).text
    bo_client.logout()
    sent = {"title": "Tốt", "body": "one", "evidence-0-url": "https://a.example/", "evidence-0-kind": "primary"}
    page = bo_client.post(address, {**sent, "by_hand": "1", "stamp": "abc", "csrfmiddlewaretoken": "secret"}).text
    assert all(words in page for words in ("Tốt", ">one<", "https://a.example/"))
    assert not any(words in page for words in ("primary", ">abc<", ">secret<"))
    assert FactCheck.objects.get(pk=draft.pk).title == ""


@pytest.mark.parametrize("sent", [{}, {"by_hand": "1"}, {"text": "Chữ"}])
def test_without_words_or_with_javascript_one_signs_in(case: Case, client: Client, sent: dict[str, str]) -> None:
    answer = client.post(f"/desk/cases/{case.public_id}/note/", sent)
    assert answer["Location"].startswith("/account/login/")
