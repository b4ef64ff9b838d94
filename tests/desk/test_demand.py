"""What the inbox sorts by is what counting from the beginning gives, whatever happened to a case."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from corrigenda.cli.doctor import CHECKS
from corrigenda.core.clock import now
from corrigenda.core.ids import new_receipt, receipt_digest
from corrigenda.core.models import Member
from corrigenda.desk import actions, listing
from corrigenda.desk.models import Case, CaseMessage, Demand, News
from corrigenda.intake.models import Attachment, Message, Request
from tests.desk.cases import case_about, message_saying

pytestmark = pytest.mark.django_db
FLOOD = "Đập sắp vỡ, cả huyện phải sơ tán trong đêm nay"
LEMON = "Uống nước chanh nóng mỗi sáng chữa khỏi ung thư"

MANY_OTHERS = (
    "Từ tuần sau tất cả trường học đóng cửa, ngân hàng ngừng cho rút tiền mặt, xăng lên một trăm nghìn đồng một lít, "
    "điện thoại sẽ bị cắt sóng ba ngày, ai chưa có căn cước mới phải nộp phạt, và sân bay chỉ mở cửa ban đêm. "
)


def ask(message: Message, times: int = 1) -> None:
    for _ in range(times):
        Request.objects.create(message=message, receipt_digest=receipt_digest(new_receipt()), tipline="web", lang="vi")


def counted() -> list[tuple[Any, ...]]:
    return list(Demand.objects.order_by("case").values_list("case", "requests", "messages", "message", "last_asked_at"))


def recounted() -> list[tuple[Any, ...]]:
    found = []
    for case in Case.objects.order_by("pk"):
        messages = list(Message.objects.filter(case_message__case=case).order_by("case_message__pk"))
        asked = {*messages, *Message.objects.filter(parts__words__in=messages)}
        requests = Request.objects.filter(message__in=asked).order_by("received_at")
        with_words = [message.pk for message in messages if message.text.strip()] + [each.pk for each in messages]
        last = requests.last()
        found.append((case.pk, len(requests), len(messages), next(iter(with_words), None), last and last.received_at))
    return found


def test_demand_stays_what_a_recount_gives(bo: Member) -> None:
    flood, lemon = case_about(FLOOD, asked=3), case_about(LEMON, asked=2)
    assert counted() == recounted()
    assert actions.count_news() == 2
    ask(flood.case_messages.get().message, 4)
    assert actions.count_news() == 1
    assert counted() == recounted()
    CaseMessage.objects.create(case=flood, message=message_saying(FLOOD + " nhé mọi người", asked=2))
    assert counted() == recounted()
    own = actions.split_case(flood.pk, [flood.case_messages.latest("pk").message_id], member=bo)
    assert counted() == recounted()
    actions.merge_cases(lemon.pk, own.pk, member=bo)
    assert counted() == recounted()
    actions.undo_merge(own.pk, member=bo)
    assert counted() == recounted()
    Request.objects.filter(message__case_message__case=flood)[0].delete()
    CaseMessage.objects.filter(case=own).delete()
    actions.count_news()
    assert counted() == recounted()
    assert not News.objects.exists()


def test_who_asked_about_the_whole_message_counts_for_each_claim_in_it(bo: Member) -> None:
    whole = case_about(f"{FLOOD}. {LEMON}", asked=3)
    message = whole.case_messages.get().message
    own = actions.cut_claim(whole.pk, message.pk, words=LEMON, member=bo)
    assert counted() == recounted()
    assert Demand.objects.get(case=own).requests == 3
    ask(message, 2)
    assert actions.count_news() == 2
    assert counted() == recounted()
    assert listing.recently_asked() == {whole.pk: 5, own.pk: 5}
    assert listing.recently_asked([own.pk]) == {own.pk: 5}
    # Somebody sends just these words: both kinds count, and together with the whole message nobody twice.
    ask(own.case_messages.get().message)
    actions.count_news()
    assert Demand.objects.get(case=own).requests == 6
    actions.merge_cases(whole.pk, own.pk, member=bo)
    assert counted() == recounted()
    assert Demand.objects.get(case=whole).requests == 6
    assert listing.recently_asked()[whole.pk] == 6


def test_a_cut_into_a_case_there_is_already_adds_to_it(bo: Member) -> None:
    lemon, whole = case_about(LEMON, asked=2), case_about(f"{FLOOD}. {MANY_OTHERS} {LEMON}", asked=3)
    message = whole.case_messages.get().message
    assert actions.cut_claim(whole.pk, message.pk, words=LEMON, member=bo) == lemon
    assert Demand.objects.get(case=lemon).requests == 5
    message.parts.all().delete()
    assert Demand.objects.get(case=lemon).requests == 2
    assert counted() == recounted()


def test_requests_for_messages_without_a_case_are_let_go() -> None:
    ask(message_saying("Đã được trả lời rồi"))
    assert actions.count_news() == 0
    assert not News.objects.exists()


def test_a_case_tells_its_languages_and_its_pictures() -> None:
    case = case_about(FLOOD)
    thai = message_saying("น้ำท่วมใหญ่คืนนี้ทุกคนต้องอพยพด่วน", lang="th")
    picture = {"media_type": "image/png", "size_bytes": 1, "width_px": 1, "height_px": 1}
    Attachment.objects.create(message=thai, digest="0" * 64, **picture)
    CaseMessage.objects.create(case=case, message=thai)
    demand = Demand.objects.get(case=case)
    assert (demand.langs, demand.pictures) == (["vi", "th"], 1)
    Message.objects.filter(pk=thai.pk).update(lang="lo")
    actions.count_news()
    demand.refresh_from_db()
    assert demand.langs == ["vi", "lo"]


def test_what_was_miscounted_is_found_and_counted_again() -> None:
    case = case_about(FLOOD, asked=3)
    Demand.objects.filter(case=case).update(requests=99, last_asked_at=now())
    assert actions.count_again() == 1
    assert actions.count_again() == 0
    assert counted() == recounted()


@pytest.mark.django_db(transaction=True)
def test_people_who_ask_at_once_are_all_counted() -> None:
    case = case_about(FLOOD, asked=1)
    message = case.case_messages.get().message
    start = threading.Barrier(4)

    def press(count: bool) -> None:
        try:
            start.wait()
            for _ in range(20):
                actions.count_news() if count else ask(message)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[count]) for count in (False, False, True, True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    actions.count_news()
    assert counted() == recounted()
    assert Demand.objects.get(case=case).requests == 41


def test_the_doctor_counts_again_and_says_what_it_mended(bo: Member) -> None:
    flood, lemon = case_about(FLOOD, asked=3), case_about(LEMON, asked=2)
    actions.count_news()
    ask(lemon.case_messages.get().message)  # not counted yet, which is no fault
    Demand.objects.filter(case=flood).update(requests=99)
    check = {each.__name__: each for each in CHECKS}["_demand"]
    assert check().says == "1 case was miscounted; it is counted anew"
    assert counted() == recounted()
    assert check().says == "the figures of every case are right"
