"""A message is one message however often it comes; a request is one request; who asked is nowhere."""

from __future__ import annotations

import io
import re
import threading

import pytest
from django.db import connection, connections, transaction
from django.utils import translation
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from corrigenda.core.ids import receipt_digest
from corrigenda.intake.actions import EmptyMessage, Receipt, TooLong, UploadedPicture, receive
from corrigenda.intake.models import Attachment, Message, Request, Tipline
from corrigenda.intake.queries import request_by_receipt

pytestmark = pytest.mark.django_db


def send(text: str, *pictures: bytes) -> Receipt:
    return receive(
        text=text, lang="vi", tipline=Tipline.WEB, pictures=[UploadedPicture(picture) for picture in pictures]
    )


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), colour).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "text",
    ["Uống nước chanh chữa ung thư", "ดื่มน้ำมะนาวรักษามะเร็ง", "Lemon water", "🍋", "https://example.org/a", "می‌خواهم"],
)
def test_any_visible_text_becomes_a_message_with_a_request(text: str) -> None:
    given = send(text)
    request = request_by_receipt(given.receipt)
    assert request is not None
    assert request.message.text == text
    assert given.is_new


@pytest.mark.parametrize("text", ["", "  \n", "\x00", "\ud83d", "\u200b\u202e"])
def test_nothing_is_kept_of_an_empty_message(text: str) -> None:
    with pytest.raises(EmptyMessage):
        send(text)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "1,048,576"), ("vi", "1.048.576"), ("th", "1,048,576")], ids=["en", "vi", "th"]
)
def test_a_megabyte_of_text_is_refused_with_one_sentence(lang: str, said: str) -> None:
    with translation.override(lang), pytest.raises(TooLong, match=re.escape(said)):
        send("a" * 1_048_576)
    assert not Request.objects.exists()


def test_twenty_thousand_characters_are_taken() -> None:
    assert send("lời " * 5_000).is_new


def test_html_is_kept_as_text() -> None:
    send("<script>alert('x')</script><b>ทดสอบ</b>")
    assert Message.objects.get().text == "<script>alert('x')</script><b>ทดสอบ</b>"


def test_phones_and_addresses_never_reach_a_table() -> None:
    send("Chị Lan 0901 234 567, lan@example.com, ๐๘๑๒๓๔๕๖๗๘")
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(m)::text FROM intake_message m")
        row = cursor.fetchone()[0]
    assert "[phone]" in row
    for secret in ("0901", "567", "lan@", "๐๘๑"):
        assert secret not in row


def test_the_same_message_in_other_clothes_is_one_message() -> None:
    first = send("Uống nước chanh chữa ung thư!")
    again = send("  uống NƯỚC chanh\u200b   chữa ung thư 😀😀")
    assert not again.is_new
    assert first.message_id == again.message_id
    assert Request.objects.count() == 2


def test_another_figure_is_another_message() -> None:
    send("3 người chết")
    assert send("4 người chết").is_new


def test_a_new_message_queues_a_look_up_and_a_known_one_an_answer() -> None:
    send("Nước chanh")
    send("Nước chanh")
    names = list(ProcrastinateJob.objects.order_by("id").values_list("task_name", flat=True))
    assert names == ["matching.match_message", "reply.answer_request"]


def test_message_request_and_job_are_kept_together_or_not_at_all() -> None:
    with transaction.atomic():
        send("ไม่ควรอยู่")
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert not Request.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_the_receipt_has_128_bits_and_only_its_digest_is_kept() -> None:
    given = send("biên nhận")
    assert len(bytes.fromhex(given.receipt)) == 16
    request = Request.objects.get()
    assert request.receipt_digest == receipt_digest(given.receipt)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(r)::text || to_jsonb(m)::text FROM intake_request r, intake_message m")
        assert given.receipt not in cursor.fetchone()[0]


@pytest.mark.parametrize("wrong", ["", "x", "0" * 31, "0" * 33, "g" * 32, "'; --", "\x00" * 32, "0" * 32])
def test_a_receipt_never_given_finds_nothing(wrong: str) -> None:
    assert request_by_receipt(wrong) is None


def test_a_picture_alone_is_a_message_and_the_same_one_again_is_the_same() -> None:
    first = send("", picture("teal"))
    assert Attachment.objects.get().media_type == "image/png"
    assert not send("", picture("teal")).is_new
    assert send("", picture("orange")).is_new
    assert send("chữ", picture("teal")).is_new
    assert first.is_new


def test_the_order_of_pictures_makes_no_difference() -> None:
    send("", picture("teal"), picture("orange"))
    assert not send("", picture("orange"), picture("teal")).is_new


@pytest.mark.django_db(transaction=True)
def test_the_same_post_from_many_at_once_is_one_message() -> None:
    def post() -> None:
        for _ in range(25):
            send("Đồng loạt: ดื่มน้ำมะนาว")
        connections.close_all()

    threads = [threading.Thread(target=post) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Message.objects.count() == 1
    assert Request.objects.count() == 100


@pytest.mark.parametrize("posts", [1_000, pytest.param(10_000, marks=pytest.mark.slow)])
def test_equal_posts_in_any_number_are_one_message_with_as_many_requests(posts: int) -> None:
    for _ in range(posts):
        send("Chuyển tiếp ngay cho mọi người: uống nước chanh nóng chữa khỏi ung thư!")
    assert Message.objects.count() == 1
    assert Request.objects.count() == posts
