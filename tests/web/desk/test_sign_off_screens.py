"""The second person's screens without a browser: what they show, what a forged request gets, how much they cost."""

from __future__ import annotations

from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from corrigenda.claims.models import FactCheck
from corrigenda.core.models import Member
from corrigenda.desk import actions
from corrigenda.desk.models import Comment, Return, SignOff
from tests.publish.stories import HOSTILE, draft, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(bo: Member) -> FactCheck:
    made = draft(bo)
    actions.send_for_sign_off(made.pk, member=bo)
    made.refresh_from_db()
    return made


def address(fact_check: FactCheck, button: str = "read") -> str:
    return f"/desk/fact-checks/{fact_check.public_id}/{button}/"


def said(client: Client, where: str, **sent: object) -> str:
    answer = client.post(where, sent, follow=True) if sent else client.get(where)
    return unescape(answer.content.decode())


@pytest.mark.parametrize("version", ["1", "x", "", "999999999999", "-1"])
def test_a_forged_version_is_neither_signed_nor_returned(waiting: FactCheck, ana_client: Client, version: str) -> None:
    ana_client.post(address(waiting, "sign"), {"version": version, "declaration": "none"})
    ana_client.post(address(waiting, "return"), {"version": version, "reasons": "x"})
    assert not SignOff.objects.exists()
    assert not Return.objects.exists()
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


@pytest.mark.parametrize("declared", ["", "yes", "NONE"])
def test_without_a_declaration_nothing_is_signed(waiting: FactCheck, ana_client: Client, declared: str) -> None:
    page = said(ana_client, address(waiting, "sign"), version=waiting.version, declaration=declared)
    assert "Say first that you have no interest" in page
    assert not SignOff.objects.exists()


def test_an_interest_without_words_is_asked_for(waiting: FactCheck, ana_client: Client) -> None:
    page = said(ana_client, address(waiting, "sign"), version=waiting.version, declaration="interest", interest=" ")
    assert "Write what you have to do with the matter" in page


def test_a_comment_of_another_fact_check_is_not_touched(waiting: FactCheck, bo: Member, ana_client: Client) -> None:
    other = draft(bo)
    comment = actions.comment(other.pk, "x", part="title", member=bo)
    for button in ("comment/settle", "comment/reply"):
        sent = {"comment": comment.pk, "settled": "yes", "text": "y"}
        assert ana_client.post(address(waiting, button), sent).status_code == 404
    assert Comment.objects.get().settled_at is None


def test_a_volunteer_comments_and_does_not_sign(waiting: FactCheck, volunteer_client: Client) -> None:
    said(volunteer_client, address(waiting, "comment"), part="title", text="Chính tả?", quote="Nước chanh")
    assert Comment.objects.get().written_by.name == "Võ"
    page = said(volunteer_client, address(waiting))
    assert "Sign and publish" not in page
    assert "Take it to read" not in page


def test_script_in_every_field_stays_words(ana: Member, bo: Member, ana_client: Client, bo_client: Client) -> None:
    evil = "<script>alert(1)</script>"
    fact_check = published(bo, ana, HOSTILE)
    bo_client.post(address(fact_check, "amend"), {"kind": "retraction", "reason": evil})
    retraction = fact_check.amendments.get()
    bo_client.post(address(retraction, "comment"), {"part": "body", "text": evil, "quote": evil})
    bo_client.post(address(retraction, "interest"), {"interest": evil})
    assert evil not in ana_client.get(address(retraction)).content.decode()
    sent = {"version": retraction.version, "declaration": "none"}
    ana_client.post(address(retraction, "sign"), sent)
    fact_check.refresh_from_db()
    assert fact_check.state == "retracted"
    for page in (f"/fact-checks/{fact_check.public_id}", "/corrections", "/corrections.atom", "/feed.atom"):
        answer = Client().get(page)
        assert answer.status_code == 200
        assert evil not in answer.content.decode(), page


def test_a_retraction_is_said_first_to_readers_and_programs(ana: Member, bo: Member) -> None:
    from corrigenda.publish.amending import publish_amendment

    fact_check = published(bo, ana)
    made = actions.start_amendment(fact_check.pk, kind="retraction", reason="Nguồn chính đã rút bài.", member=bo)
    actions.send_for_sign_off(made.pk, member=bo)
    actions.sign(made.pk, member=ana, no_interest=True)
    publish_amendment(made.pk, member=ana)
    page = said(Client(), f"/fact-checks/{fact_check.public_id}")
    assert page.index("We withdrew this fact-check") < page.index("<h1")
    assert "reviewRating" not in page
    assert fact_check.public_id not in said(Client(), "/fact-checks")
    assert Client().get(f"/fact-checks/{made.public_id}").status_code == 404
    detail = Client().get(f"/api/v1/fact-checks/{fact_check.public_id}").json()
    assert detail["retracted_at"]
    assert "Nguồn chính đã rút bài." in said(Client(), "/corrections.atom")


def test_the_pages_are_light_and_ask_the_database_little(ana: Member, bo: Member, ana_client: Client) -> None:
    public = published(bo, ana)
    amendment = actions.start_amendment(public.pk, kind="update", reason="x", member=bo)
    for _ in range(12):
        made = draft(bo, body="chữ " * 2000)
        actions.comment(made.pk, "?", part="title", quote="Nước", member=ana)
        actions.send_for_sign_off(made.pk, member=bo)
    pages = ["/desk/waiting/", "/desk/review/", address(made), address(public), address(amendment)]
    pages += [address(amendment, "amend"), f"/fact-checks/{public.public_id}", "/corrections", "/corrections.atom"]
    for page in pages:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = ana_client.get(page)
        assert len(asked) <= 25, (page, len(asked))
        assert len(answer.content) <= 100_000, page
