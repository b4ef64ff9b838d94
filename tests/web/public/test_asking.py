"""Cy asks: any input gets a receipt or one clear sentence, and nothing typed is lost."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from PIL import Image

from corrigenda.core.models import Member
from corrigenda.desk.models import Case, CaseMessage
from corrigenda.intake.models import Attachment, Message, Request
from corrigenda.matching.models import Match
from corrigenda.reply.actions import answer_message
from corrigenda.reply.models import Reply
from tests.publish.stories import HOSTILE, imported, published

pytestmark = pytest.mark.django_db


def ask(client: Client, text: str, **fields: object) -> str:
    """The address of the receipt."""
    response = client.post("/ask", {"text": text, **fields})
    assert response.status_code == 303, response.content.decode()[:500]
    return str(response["Location"])


def page(client: Client, address: str, *, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return str(response.content.decode())


@pytest.mark.parametrize("text", ["Nước chanh chữa ung thư?", "น้ำมะนาวรักษามะเร็ง?", "😀", "https://example.org/x"])
def test_a_message_gets_a_receipt_that_shows_it(cy_client: Client, text: str) -> None:
    assert text in page(cy_client, ask(cy_client, text))


@pytest.mark.parametrize("text", ["", "   ", "\x00", "\u200b\u202e"])
def test_an_empty_message_gets_one_clear_sentence(cy_client: Client, text: str) -> None:
    response = cy_client.post("/ask", {"text": text})
    assert response.status_code == 422
    assert "There is nothing to check yet" in response.content.decode()
    assert not Message.objects.exists()


def test_a_megabyte_of_text_is_refused_and_kept_in_the_form(cy_client: Client) -> None:
    typed = "chữ " * 262_144
    response = cy_client.post("/ask", {"text": typed})
    assert response.status_code == 422
    assert typed.strip() in response.content.decode()
    assert not Request.objects.exists()


def test_more_than_a_form_can_hold_is_refused_in_words(cy_client: Client) -> None:
    response = cy_client.post("/ask", {"text": "a" * (13 * 1024 * 1024)})
    assert response.status_code == 400
    assert "Go back and try again" in response.content.decode()
    assert not Message.objects.exists()


def test_html_in_the_form_comes_back_as_text(cy_client: Client) -> None:
    response = cy_client.post("/ask", {"text": "<script>alert(1)</script>", "website": "spam", "answer_in": '"><b>'})
    body = response.content.decode()
    assert response.status_code == 422
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body


def test_a_filled_trap_stores_nothing(cy_client: Client) -> None:
    assert cy_client.post("/ask", {"text": "mua ngay", "website": "http://spam.example"}).status_code == 422
    assert not Message.objects.exists()


def test_the_answer_comes_in_the_language_asked_for(cy_client: Client) -> None:
    assert '<html lang="th">' in page(cy_client, ask(cy_client, "Nước chanh", answer_in="th"))
    assert '<html lang="th">' in page(cy_client, "/about")
    assert "?" not in ask(cy_client, "Nước chanh", answer_in="xx")
    assert list(Request.objects.order_by("id").values_list("lang", flat=True)) == ["th", "th"]


def upload(name: str, body: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body, content_type="image/png")


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(out, "PNG")
    return out.getvalue()


def test_a_picture_alone_is_taken_and_its_name_is_not(cy_client: Client) -> None:
    address = ask(cy_client, "", pictures=[upload("Nguyễn Thị Lan.png", png())])
    assert "1 picture" in page(cy_client, address)
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("body", [b"<svg onload=alert(1)>", b"<html><script>1</script>", b"x"])
def test_what_is_no_picture_is_refused_with_a_sentence(cy_client: Client, body: bytes) -> None:
    response = cy_client.post("/ask", {"text": "xem ảnh", "pictures": upload("a.png", body)})
    assert response.status_code == 422
    assert "cannot open this as a picture" in response.content.decode()
    assert "xem ảnh" in response.content.decode()
    assert not Message.objects.exists()


def test_five_pictures_are_too_many(cy_client: Client) -> None:
    response = cy_client.post("/ask", {"text": "a", "pictures": [upload("a.png", png()) for _ in range(5)]})
    assert response.status_code == 422


def test_a_form_of_another_site_is_refused_in_words() -> None:
    response = Client(enforce_csrf_checks=True).post("/ask", {"text": "a"})
    assert response.status_code == 403
    assert "Please send it again" in response.content.decode()


def test_a_reload_of_the_form_address_leads_to_the_form(cy_client: Client) -> None:
    assert cy_client.get("/ask").status_code == 302


def test_a_receipt_is_for_nobody_else(cy_client: Client) -> None:
    response = cy_client.get(ask(cy_client, "Nước chanh"))
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "same-origin"
    assert "noindex" in response["X-Robots-Tag"]


def test_the_page_reloads_only_while_an_answer_may_come_within_seconds(cy_client: Client) -> None:
    address = ask(cy_client, "Nước chanh")
    assert 'http-equiv="refresh"' in page(cy_client, address)
    CaseMessage.objects.create(case=Case.objects.create(), message=Message.objects.get())
    waiting = page(cy_client, address)
    assert 'http-equiv="refresh"' not in waiting
    assert "We have your question" in waiting


def test_an_automatic_answer_says_so_and_shows_rating_and_evidence(cy_client: Client, ana: Member, bo: Member) -> None:
    address = ask(cy_client, "Nước chanh nóng chữa khỏi ung thư")
    Match.objects.create(
        message=Message.objects.get(), fact_check=published(bo, ana), state="confirmed", automatic=True
    )
    answer_message(Message.objects.get().pk)
    body = page(cy_client, address)
    for words in ("Automatic answer", "False", "Nước chanh không chữa được ung thư", "https://example.org/a"):
        assert words in body
    assert "Reach a person" in body
    assert Reply.objects.get().state == "delivered"


def test_an_imported_answer_is_theirs_with_their_words_and_link(cy_client: Client) -> None:
    address = ask(cy_client, "ดื่มน้ำมะนาว")
    Match.objects.create(message=Message.objects.get(), fact_check=imported(HOSTILE), state="confirmed", automatic=True)
    answer_message(Message.objects.get().pk)
    body = page(cy_client, address)
    assert "not by this desk" in body
    assert "signed it" not in body
    assert "Pants on Fire" in body
    assert "unmapped" in body
    assert 'href="https://example.org/check"' in body
    assert "<script>alert" not in body
    assert "<img src=x" not in body


def test_not_checkable_is_said_with_its_reason(cy_client: Client) -> None:
    address = ask(cy_client, "Theo tôi đội này hay nhất")
    case = Case.objects.create(state="not_checkable", not_checkable="opinion")
    CaseMessage.objects.create(case=case, message=Message.objects.get())
    answer_message(Message.objects.get().pk)
    assert "an opinion" in page(cy_client, address)


@pytest.mark.parametrize("wrong", ["0" * 32, "x", "%00", "a" * 500, "<b>", "..%2f.."])
def test_a_wrong_receipt_is_a_friendly_404(cy_client: Client, wrong: str) -> None:
    assert "letter may be missing" in page(cy_client, f"/r/{wrong}", status=404)


def test_a_typed_receipt_leads_to_its_answer(cy_client: Client) -> None:
    address = ask(cy_client, "Nước chanh")
    receipt = address.removeprefix("/r/")
    for typed in (
        receipt,
        f" {receipt.upper()} ",
        f"http://testserver{address}",
        " ".join(re.findall("....", receipt)),
    ):
        response = cy_client.get("/receipt", {"receipt": typed})
        assert response["Location"] == address
    assert "never gave this receipt" in page(cy_client, "/receipt?receipt=abc", status=404)


def test_nothing_of_the_browser_or_the_address_is_stored(cy_client: Client) -> None:
    cy_client.post(
        "/ask",
        {"text": "Nước chanh"},
        REMOTE_ADDR="203.0.113.77",
        HTTP_USER_AGENT="PlantedBrowser/1.0",
        HTTP_X_FORWARDED_FOR="203.0.113.78",
        HTTP_REFERER="https://planted.example/",
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [row[0] for row in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"SELECT coalesce(string_agg(to_jsonb(t)::text, ' '), '') FROM \"{table}\" t")
            kept = cursor.fetchone()[0]
            for planted in ("203.0.113", "PlantedBrowser", "planted.example"):
                assert planted not in kept, table
