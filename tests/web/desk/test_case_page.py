"""The case page: its messages, what may answer it, and how little it costs."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from corrigenda.core.clock import now
from corrigenda.core.ids import new_receipt, receipt_digest
from corrigenda.core.models import Member
from corrigenda.desk.models import Case, CaseMessage, CaseState, Note
from corrigenda.intake.models import Message, Request
from corrigenda.matching.models import Match, MatchState
from corrigenda.reply import actions as reply
from tests.desk.cases import case_about, message_saying
from tests.web.desk.test_reasons import known, suggested
from tests.web.desk.test_screens import seen

pytestmark = pytest.mark.django_db
SENTENCES = (
    "Bác sĩ bệnh viện lớn vừa cho biết uống nước chanh nóng mỗi sáng chữa khỏi ung thư, hãy chia sẻ cho mọi người. ",
    "แพทย์โรงพยาบาลดังเผยว่าดื่มน้ำมะนาวร้อนทุกเช้ารักษามะเร็งหายขาด ช่วยกันแชร์ต่อด้วยนะคะ ",
    "Doctors of a big hospital say that hot lemon water every morning cures cancer, share it with everybody. ",
)


def page_of(client: Client, case: Case, query: str = "", lang: str = "en") -> str:
    answer = client.get(f"/desk/cases/{case.public_id}/{query}", headers={"accept-language": lang})
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def large_case(messages: int, *, words: int = 6) -> Case:
    case = Case.objects.create()
    rows = [
        Message(text=f"{number}. " + SENTENCES[number % 3] * words, text_key=f"large-{number}", lang="")
        for number in range(messages)
    ]
    made = Message.objects.bulk_create(rows)
    CaseMessage.objects.bulk_create([CaseMessage(case=case, message=row) for row in made])
    Request.objects.bulk_create(
        [
            Request(message=row, receipt_digest=receipt_digest(new_receipt()), tipline="web", lang="vi")
            for row in made
            for _ in range(1 + row.pk % 3)
        ]
    )
    return case


def test_a_large_case_costs_few_questions_and_few_bytes(ana_client: Client, bo: Member) -> None:
    case = large_case(200)
    Note.objects.bulk_create([Note(case=case, text=SENTENCES[n % 3] * 4, written_by=bo) for n in range(20)])
    for number in range(5):
        row = known(SENTENCES[0] + str(number), site=f"checks-{number}.example", title=SENTENCES[0])
        for message in Message.objects.order_by("pk")[: 30 + number]:
            Match.objects.create(message=message, fact_check=row, probability=0.99 - number / 10)
    for other in range(6):
        Case.objects.create().case_messages.create(message=message_saying(f"{other} " + SENTENCES[other % 3]))
    address = f"/desk/cases/{case.public_id}/"
    ana_client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = ana_client.get(address)
    said = [each["sql"][:160] for each in asked.captured_queries]
    assert len(said) <= 25, "\n".join(said)
    assert len(answer.content) <= 100_000
    assert "200 wordings" in seen(unescape(answer.content.decode()))


def test_a_page_of_the_longest_messages_and_notes_is_no_larger(bo_client: Client, bo: Member) -> None:
    case = large_case(60, words=190)
    Note.objects.bulk_create([Note(case=case, text=SENTENCES[1] * 50, written_by=bo) for _ in range(30)])
    answer = bo_client.get(f"/desk/cases/{case.public_id}/")
    assert len(answer.content) <= 160_000
    page = unescape(answer.content.decode())
    assert "Read it whole" in page
    assert "All notes, the older ones too" in page


def test_a_thousand_messages_are_turned_page_by_page(bo_client: Client) -> None:
    case = large_case(1000, words=1)
    first, last = page_of(bo_client, case), page_of(bo_client, case, "?page=50")
    assert "Page 1 of 50" in first
    assert (first.count("data-message"), last.count("data-message")) == (20, 20)
    assert set(re.findall(r"/messages/([\w-]+)/cut/", first)).isdisjoint(re.findall(r"/messages/([\w-]+)/cut/", last))
    for forged in ("0", "-1", "x", "9" * 30, "%00"):
        assert bo_client.get(f"/desk/cases/{case.public_id}/?page={forged}").status_code == 200


def test_what_is_asked_most_comes_first_with_its_times(bo_client: Client) -> None:
    case = case_about("Uống giấm trị sốt xuất huyết", asked=1)
    more = message_saying("Dùng giấm trị được sốt xuất huyết", asked=3)
    CaseMessage.objects.create(case=case, message=more)
    Request.objects.filter(message=more).update(received_at=now() - timedelta(hours=3))
    page = seen(page_of(bo_client, case))
    assert page.index("Dùng giấm") < page.index("Uống giấm")
    assert "3 people asked" in page
    assert "last 3 hours ago" in page


@pytest.mark.parametrize(
    ("text", "lang", "words"),
    [
        ("Uống giấm trị sốt xuất huyết", "vi", "probably Vietnamese"),
        ("uong giam tri sot xuat huyet duoc khong ca nha oi, ai biet chi voi", "", "probably Vietnamese"),
        ("กินทุเรียนกับน้ำอัดลมแล้วตายทันที", "th", "probably Thai"),
        ("Vinegar cures dengue", "", "language not known"),
    ],
)
def test_a_language_told_by_a_machine_is_shown_as_such(bo_client: Client, text: str, lang: str, words: str) -> None:
    assert words in seen(page_of(bo_client, case_about(text, lang=lang)))


def test_what_was_masked_is_marked_and_explained(bo_client: Client) -> None:
    page = page_of(bo_client, case_about("Gọi ngay [phone] để nhận <b>quà</b> [phones]"))
    assert '<span class="masked">[phone]</span>' in page
    assert "was taken out before it was stored" in page
    assert "[phones]" in page


def test_a_long_message_is_folded_and_a_very_long_one_is_elsewhere(bo_client: Client) -> None:
    short, long = case_about("Ngắn thôi"), case_about("Một câu khá dài để gập lại. " * 60)
    assert 'class="fold"' not in page_of(bo_client, short)
    page = page_of(bo_client, long)
    assert 'class="fold"' in page
    row = long.case_messages.get().message
    Message.objects.filter(pk=row.pk).update(text="Rất dài. " * 2200)
    assert "more characters" in page_of(bo_client, long)
    whole = unescape(bo_client.get(f"/desk/cases/{long.public_id}/messages/{row.public_id}/").content.decode())
    assert whole.count("Rất dài.") >= 4400  # to read, and in the field


class TestHeadings:
    def heading(self, client: Client, case: Case, lang: str = "en") -> str:
        found = re.search(r'<p class="known__sure.*?</p>', page_of(client, case, lang=lang), re.DOTALL)
        assert found
        return seen(found.group())

    def test_a_difference_is_said_first(self, bo_client: Client) -> None:
        case = suggested("Uống 9 lít nước muối", known("Uống 3 lít nước muối"), probability=0.99)
        said = self.heading(bo_client, case)
        assert said == "Says almost the same, but: “9” against “3”"
        assert "99" not in page_of(bo_client, case).partition("Says almost")[2].partition("known__title")[0]

    def test_a_denial_is_said_first(self, bo_client: Client) -> None:
        case = suggested(
            "Vaccines do not cause autism in children", known("Vaccines cause autism in children", lang="en"),
            probability=0.97, lang="en",
        )  # fmt: skip
        assert self.heading(bo_client, case) == "Says almost the same, but: one denies what the other says"

    def test_a_likely_one_that_differs_is_no_more_than_perhaps(self, bo_client: Client) -> None:
        case = suggested("Uống 9 lít nước muối", known("Uống 3 lít nước muối"), probability=0.5)
        assert self.heading(bo_client, case).startswith("Perhaps the same claim, but: ")

    def test_without_a_difference_it_is_as_sure_as_it_is(self, bo_client: Client) -> None:
        case = suggested("Uống nước muối diệt virus", known("Uống nước muối diệt virus"), probability=0.99)
        assert self.heading(bo_client, case) == "almost certainly the same claim 99 %"

    def test_what_the_judge_held_back_says_so(self, bo_client: Client) -> None:
        case = suggested("Uống nước muối diệt virus", known("Uống nước muối diệt virus"), probability=0.99)
        Match.objects.update(doubted=True)
        assert self.heading(bo_client, case) == "Looks like the same claim, but was held back"
        assert "took them for two claims, so it sent nothing" in page_of(bo_client, case)


class TestConfirming:
    @pytest.fixture
    def case(self) -> Case:
        return suggested("Uống 9 lít nước muối", known("Uống 9 lít nước muối diệt virus"))

    def test_an_answer_is_taken_back_from_the_screen(self, bo_client: Client, case: Case) -> None:
        address = f"/desk/cases/{case.public_id}/"
        bo_client.post(f"{address}answer/", {"fact_check": Match.objects.get().fact_check.public_id})
        page = seen(page_of(bo_client, case))
        assert "Matched by Bo" in page
        assert "Nobody has read the answer yet, so nobody is told it." in page
        assert "the case is open again" in bo_client.post(f"{address}take-back-answer/", follow=True).content.decode()
        assert Match.objects.get().state == MatchState.SUGGESTED

    def test_what_was_read_is_said_honestly(self, bo_client: Client, case: Case) -> None:
        bo_client.post(
            f"/desk/cases/{case.public_id}/answer/", {"fact_check": Match.objects.get().fact_check.public_id}
        )
        message = case.case_messages.get().message
        reply.answer_message(message.pk)
        reply.mark_delivered(Request.objects.get().reply.pk)
        page = seen(page_of(bo_client, case))
        assert "1 person has read it" in page
        assert "What was read cannot be unread" in page

    def test_a_rejected_suggestion_is_brought_back(self, bo_client: Client, case: Case) -> None:
        sent = {"fact_check": Match.objects.get().fact_check.public_id}
        bo_client.post(f"/desk/cases/{case.public_id}/reject/", sent)
        assert "1 said to be another claim" in page_of(bo_client, case)
        bo_client.post(f"/desk/cases/{case.public_id}/reconsider/", sent)
        assert Match.objects.get().state == MatchState.SUGGESTED

    def test_an_earlier_fact_check_is_used_again_in_one_click(self, bo_client: Client, monkeypatch: object) -> None:
        row, case = known("Nước chanh nóng chữa khỏi ung thư"), case_about("Tin khác hẳn")
        page = page_of(bo_client, case, "?q=nước+chanh")
        assert f'value="{row.public_id}"' in page.partition('id="found"')[2]
        bo_client.post(f"/desk/cases/{case.public_id}/answer/", {"fact_check": row.public_id})
        match = Match.objects.get()
        assert (match.state, match.automatic, match.probability) == (MatchState.CONFIRMED, False, None)
        assert match.decided_by is not None


class TestNotCheckable:
    @pytest.fixture
    def case(self) -> Case:
        case = case_about("Năm sau vàng sẽ lên giá gấp đôi", asked=2)
        message = case.case_messages.get().message
        Request.objects.create(message=message, receipt_digest=receipt_digest(new_receipt()), tipline="web", lang="th")
        return case

    def test_the_reply_is_seen_in_the_askers_languages_before_it_is_sent(self, bo_client: Client, case: Case) -> None:
        page = unescape(
            bo_client.get(f"/desk/cases/{case.public_id}/not-checkable/preview/?reason=prediction").content.decode()
        )
        assert "một lời dự đoán" in page or "dự đoán" in page
        assert re.search(r'lang="vi".*lang="th"', page, re.DOTALL)
        assert "คำทำนาย" in page or "การคาดการณ์" in page or "ทำนาย" in page
        case.refresh_from_db()
        assert case.state == CaseState.OPEN

    def test_it_reads_as_the_asker_reads_it(self, bo_client: Client, case: Case, cy_client: Client) -> None:
        from corrigenda.intake.actions import receive

        receipt = receive(text=case.case_messages.get().message.text, lang="vi", tipline="web")  # type: ignore[arg-type]
        address = f"/desk/cases/{case.public_id}/not-checkable/"
        preview = bo_client.get(f"{address}preview/?reason=opinion").content.decode()
        bo_client.post(address, {"reason": "opinion"})
        reply.answer_message(case.case_messages.get().message_id)
        read = cy_client.get(f"/r/{receipt.receipt}", headers={"accept-language": "vi"}, follow=True).content.decode()
        told = seen(re.search(r'<p class="lead">.*?</p>', read, re.DOTALL).group())  # type: ignore[union-attr]
        assert told in seen(preview)

    @pytest.mark.parametrize("reason", ["", "evil", "\x00", "merged"])
    def test_a_reason_that_is_none_leads_back(self, bo_client: Client, case: Case, reason: str) -> None:
        answer = bo_client.get(f"/desk/cases/{case.public_id}/not-checkable/preview/", {"reason": reason}, follow=True)
        assert "Choose why there is nothing to check" in answer.content.decode()

    def test_a_volunteer_is_told_why_not(self, volunteer_client: Client, case: Case) -> None:
        answer = volunteer_client.get(f"/desk/cases/{case.public_id}/not-checkable/preview/?reason=opinion")
        assert answer.status_code == 403
