"""The whole desk flow through the browser's own requests: case, draft, evidence, sign-off, published."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from corrigenda.claims.models import FactCheck, State
from corrigenda.core.models import Member
from corrigenda.desk.models import Case, CaseState
from corrigenda.desk.tasks import close_answered_cases
from tests.desk.cases import case_about, complete

pytestmark = pytest.mark.django_db


def stamp_in(page: bytes) -> str:
    found = re.search(rb'name="stamp" value="([^"]*)"', page)
    assert found
    return found[1].decode()


def test_bo_writes_ana_signs_and_the_case_is_answered(bo: Member, bo_client: Client, ana_client: Client) -> None:
    case = case_about("Uống nước chanh nóng chữa khỏi ung thư!!!", asked=3)
    inbox = bo_client.get("/desk/").content.decode()
    assert "Uống nước chanh nóng" in inbox
    assert "<strong>3</strong>" in inbox

    started = bo_client.post(f"/desk/cases/{case.public_id}/write/")
    editor = started["Location"]
    page = bo_client.get(editor)
    assert "Uống nước chanh nóng" in page.content.decode()

    sent = bo_client.post(editor, complete(stamp_in(page.content), then="send"))
    assert sent.status_code == 303, sent.content.decode()
    fact_check = FactCheck.objects.get()
    assert fact_check.state == State.WAITING

    bos_view = bo_client.get(sent["Location"]).content.decode()
    assert "you cannot sign it" in bos_view
    assert "Sign and publish" not in bos_view

    anas_view = ana_client.get(sent["Location"]).content.decode()
    assert "Sign and publish" in anas_view
    signed = ana_client.post(f"{editor}sign/", {"version": fact_check.version, "declaration": "none"}, follow=True)
    assert "Signed and published" in signed.content.decode()

    close_answered_cases(fact_check.pk)
    case.refresh_from_db()
    fact_check.refresh_from_db()
    assert (fact_check.state, case.state) == (State.PUBLISHED, CaseState.ANSWERED)
    assert case.case_messages.get().message.matches.get().fact_check == fact_check
    assert "Nước chanh" in ana_client.get("/desk/settled/").content.decode()
    assert not Case.objects.filter(state=CaseState.OPEN).exists()
