"""The demo's chat goes the very way every message goes, and is there in the demo only."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.test import Client

from corrigenda.core.models import Member
from corrigenda.intake.models import Message, Request
from corrigenda.matching.models import Match
from corrigenda.reply.actions import answer_message
from corrigenda.web.public.chat import samples
from tests.publish.stories import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: LazySettings) -> None:
    settings.CORRIGENDA_DEMO = True


def test_outside_the_demo_there_is_no_chat(cy_client: Client) -> None:
    assert cy_client.get("/demo/chat").status_code == 404
    assert cy_client.post("/demo/chat", {"text": "a"}).status_code == 404


@pytest.mark.usefixtures("demo")
def test_a_message_and_its_answer_stand_in_the_thread(cy_client: Client, ana: Member, bo: Member) -> None:
    assert cy_client.post("/demo/chat", {"text": "Nước <b>chanh</b> nóng"}).status_code == 303
    body = cy_client.get("/demo/chat").content.decode()
    assert "Nước &lt;b&gt;chanh&lt;/b&gt; nóng" in body
    assert "data-wait" in body
    message = Message.objects.get()
    Match.objects.create(message=message, fact_check=published(bo, ana), state="confirmed", automatic=True)
    answer_message(message.pk)
    body = cy_client.get("/demo/chat").content.decode()
    assert "Nước chanh không chữa được ung thư" in body
    assert "Automatic answer" in body
    assert "data-wait" not in body


@pytest.mark.usefixtures("demo")
def test_a_sample_is_sent_with_one_press_and_then_offered_no_more(cy_client: Client) -> None:
    sample = next(sample for sample in samples() if sample.shown and "[phone]" in sample.kept)
    cy_client.post("/demo/chat", {"sample": sample.id})
    assert Request.objects.get().tipline == "web"
    assert f'value="{sample.id}"' not in cy_client.get("/demo/chat", {"lang": sample.lang}).content.decode()


@pytest.mark.usefixtures("demo")
def test_a_browser_sends_the_form_as_from_this_site(cy_client: Client) -> None:
    assert cy_client.get("/demo/chat")["Referrer-Policy"] == "same-origin"


@pytest.mark.usefixtures("demo")
def test_an_empty_message_gets_a_sentence_and_a_bad_cookie_no_error(cy_client: Client) -> None:
    assert cy_client.post("/demo/chat", {"text": " "}).status_code == 422
    cy_client.cookies["demo_chat"] = "x..<b>." + "0" * 32
    assert cy_client.get("/demo/chat").status_code == 200


@pytest.mark.usefixtures("demo")
def test_nobody_sees_the_thread_of_another(cy_client: Client) -> None:
    cy_client.post("/demo/chat", {"text": "ของฉันเท่านั้น"})
    assert "ของฉันเท่านั้น" in cy_client.get("/demo/chat").content.decode()
    assert "ของฉันเท่านั้น" not in Client().get("/demo/chat").content.decode()
    cy_client.post("/demo/chat", {"clear": "1"})
    assert "ของฉันเท่านั้น" not in cy_client.get("/demo/chat").content.decode()
