"""The desk looks at what was sent without it; who asked can say that it is not what they asked, and is told."""

from __future__ import annotations

import pytest
from django.test import Client

from corrigenda.claims.models import FactCheck
from corrigenda.core.models import Member
from corrigenda.desk import tasks as desk_tasks
from corrigenda.intake.actions import receive
from corrigenda.intake.models import Message, Tipline
from corrigenda.matching.models import Match
from corrigenda.reply import tasks as reply_tasks
from corrigenda.reply.actions import answer_message
from tests.browsers import IN_A_BROWSER, Windows, findings, keep, sideways
from tests.desk.cases import known

CLAIM = {
    "vi": "Uống nước muối mỗi sáng diệt sạch virus Covid-19.",
    "th": "ดื่มน้ำเกลือทุกเช้าฆ่าเชื้อโควิดได้หมด",
    "en": "Drinking salt water every morning kills the virus.",
}
ASKED = {
    "vi": "Bác sĩ nói uống nước muối mỗi sáng 15 ngày là hết Covid-19, có đúng không?",
    "th": "หมอบอกว่าดื่มน้ำเกลือทุกเช้า 15 วันโควิดหาย จริงไหม",
    "en": "A doctor says 15 days of salt water every morning and the virus is gone. Is that true?",
}


def answered(lang: str = "vi", *, words: str = "", imported: FactCheck | None = None) -> str:
    """A message that the machine has answered; its receipt."""
    given = receive(text=words or ASKED[lang], lang=lang, tipline=Tipline.WEB)
    message = Message.objects.latest("pk")
    Message.objects.filter(pk=message.pk).update(lang=lang)
    fact_check = imported or known(CLAIM[lang], site=f"{lang}.example", lang=lang, title=CLAIM[lang])
    Match.objects.create(
        message=message, fact_check=fact_check, state="confirmed", probability=0.97, automatic=True, was_automatic=True
    )
    answer_message(message.pk)
    return given.receipt


def page(client: Client, address: str, lang: str = "en") -> str:
    return client.get(address, headers={"accept-language": lang}).content.decode()


@pytest.mark.django_db
def test_somebody_says_it_is_not_what_they_asked_and_the_desk_takes_it_back(
    cy_client: Client, bo_client: Client
) -> None:
    receipt = answered()
    answered(words="Tin khác hẳn: uống nước muối có hại?")
    assert "This is not what I asked" in page(cy_client, f"/r/{receipt}")
    sent = cy_client.post(f"/r/{receipt}/not-this?lang=en")
    assert (sent.status_code, sent["Location"]) == (303, f"/r/{receipt}?lang=en")
    seen = page(cy_client, f"/r/{receipt}")
    assert "A person at the desk will read your message beside this answer" in seen
    assert "This is not what I asked" not in seen

    listed = page(bo_client, "/desk/answers/")
    assert listed.index("Questioned by who asked") < listed.index("15 ngày") < listed.index("Drawn by chance")
    asked_about = Message.objects.order_by("pk")[0]
    done = bo_client.post(f"/desk/answers/{asked_about.public_id}/wrong/", follow=True)
    assert "Taken back" in done.content.decode()
    reply_tasks.withdraw(message_id=asked_about.pk)
    desk_tasks.open_case(message_id=asked_about.pk)
    assert "this answer is about another claim" in page(cy_client, f"/r/{receipt}")
    assert asked_about.case_message.case.state == "open"

    bo_client.post(f"/desk/answers/{asked_about.public_id}/undo/")
    assert "this answer is about another claim" not in page(cy_client, f"/r/{receipt}")


@pytest.mark.django_db
def test_what_was_right_says_so_to_who_doubted_it(cy_client: Client, bo_client: Client) -> None:
    receipt = answered()
    cy_client.post(f"/r/{receipt}/not-this")
    bo_client.post(f"/desk/answers/{Message.objects.get().public_id}/right/")
    assert "it is the same claim" in page(cy_client, f"/r/{receipt}")
    assert "Nothing to look at" in page(bo_client, "/desk/answers/")


@pytest.mark.django_db
def test_nobody_questions_what_was_never_asked_or_what_people_answered(cy_client: Client) -> None:
    assert cy_client.post("/r/xxxx-xxxx-xxxx-xxxx/not-this").status_code == 404
    receipt = answered()
    assert cy_client.get(f"/r/{receipt}/not-this")["Location"] == f"/r/{receipt}"  # a reloaded address
    assert Match.objects.get().questioned_at is None
    Match.objects.update(automatic=False)
    cy_client.post(f"/r/{receipt}/not-this")
    assert Match.objects.get().questioned_at is None


@pytest.mark.django_db
def test_one_language_stays_chosen_while_working_through_it(bo_client: Client) -> None:
    for lang in ("vi", "th"):
        answered(lang)
        answered(lang, words=f"{ASKED[lang]} 2")
    listed = page(bo_client, "/desk/answers/?in=th")
    assert listed.count("data-suggestion") == 2
    assert page(bo_client, "/desk/answers/").count("data-suggestion") == 4
    thai = Message.objects.filter(lang="th").first()
    sent = bo_client.post(f"/desk/answers/{thai.public_id}/right/", {"in": "th"})
    assert sent["Location"] == "/desk/answers/?in=th"
    assert page(bo_client, "/desk/answers/?in=<script>").count("<script>") == 0


class TestInABrowser:
    """With the keys alone, in three languages."""

    pytestmark = IN_A_BROWSER

    @pytest.mark.parametrize("script", [True, False])
    def test_who_asked_presses_the_button_on_the_receipt(self, windows: Windows, script: bool) -> None:
        receipt = answered("en")
        screen = windows.page(script=script)
        screen.goto(f"/r/{receipt}")
        screen.get_by_role("button", name="This is not what I asked").click()
        screen.get_by_text("will read your message beside this answer").wait_for()
        assert screen.url.endswith(f"/r/{receipt}")
        assert Match.objects.get().questioned_at is not None

    @pytest.mark.parametrize("lang", ["en", "vi", "th"])
    def test_looked_at_by_keys_with_undo(self, windows: Windows, bo: Member, lang: str) -> None:
        for number in range(3):
            answered(lang, words=f"{ASKED[lang]} ({number + 1})")
        screen = windows.open(bo, "/desk/answers/", lang=lang)
        assert not findings(screen)
        keep(screen, f"{lang}-answers")
        screen.keyboard.press("j")
        screen.keyboard.press("c")
        screen.locator("[data-undo]").wait_for()
        assert Match.objects.filter(drawn=True, state="confirmed").count() == 1
        screen.keyboard.press("j")
        screen.keyboard.press("r")
        screen.locator("[data-suggestion]").nth(1).wait_for(state="detached")
        assert Match.objects.filter(drawn=True, state="rejected").count() == 1
        screen.keyboard.press("u")
        screen.locator("[data-suggestion]").nth(1).wait_for()
        assert Match.objects.filter(drawn=True).count() == 1
        phone = windows.open(bo, "/desk/answers/", lang=lang, dark=True, width=320)
        assert sideways(phone) == 0
        assert not findings(phone)
        keep(phone, f"{lang}-answers-320")
