"""The second person in a real browser: return and a second round, an interest, a correction, a withdrawal; in three
languages, light and dark, on a phone, with the keyboard."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from corrigenda.claims.models import FactCheck
from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.desk import actions
from corrigenda.desk.models import Comment, Interest, SignOff
from tests.browsers import IN_A_BROWSER, Windows, findings, keep, sideways
from tests.publish.stories import ENGLISH, THAI, VIETNAMESE, draft, published

pytestmark = IN_A_BROWSER
STORIES = {"vi": VIETNAMESE, "th": THAI, "en": ENGLISH}


@pytest.fixture
def waiting(bo: Member) -> FactCheck:
    made = draft(bo, body="Bằng **chứng** rất rõ.")
    actions.send_for_sign_off(made.pk, member=bo)
    made.refresh_from_db()
    return made


def read_page(fact_check: FactCheck) -> str:
    return f"/desk/fact-checks/{fact_check.public_id}/read/"


def test_a_return_and_a_second_round_without_a_lost_word(
    windows: Windows, waiting: FactCheck, ana: Member, bo: Member
) -> None:
    page = windows.open(ana, "/desk/waiting/")
    page.get_by_role("link", name=waiting.title).click()
    page.get_by_role("button", name="Take it to read").click()
    expect(page.get_by_text("you read this")).to_be_visible()
    page.locator("[data-part=summary]").evaluate(
        "p => document.getSelection().setBaseAndExtent(p.firstChild, 5, p.firstChild, 18)"
    )
    page.locator(".quote-button").click()
    expect(page.locator("#comment-part")).to_have_value("summary")
    assert page.locator("#comment-quote").input_value() == waiting.summary[5:18].strip()
    page.locator("#comment-text").fill("Bao nhiêu nghiên cứu?")
    page.locator("[data-comment-form] button[type=submit]").click()
    expect(page.locator(".comment")).to_contain_text("Bao nhiêu nghiên cứu?")
    page.locator("#reasons").fill("Xin ghi con số.")
    page.get_by_role("button", name="Return with these reasons").click()

    writer = windows.open(bo, f"/desk/fact-checks/{waiting.public_id}/")
    expect(writer.locator("main")).to_contain_text("Xin ghi con số.")
    expect(writer.locator(".comment")).to_contain_text("Bao nhiêu nghiên cứu?")
    writer.locator("#id_summary").fill("Chưa có 3 nghiên cứu nào trên người cho thấy điều này.")
    writer.locator("button[name=then][value=send]").click()
    writer.wait_for_url("**/read/")

    page.goto(page.url.split("/desk/")[0] + read_page(waiting))
    expect(page.locator(".changed ins")).to_contain_text("3")
    expect(page.locator(".comment")).to_be_visible()
    page.locator("input[name=declaration][value=none]").check()
    page.get_by_role("button", name="Sign and publish").click()
    expect(page.locator("main")).to_contain_text("See it on the public site")
    assert FactCheck.objects.get().summary.startswith("Chưa có 3")
    assert Comment.objects.get().quote == "nghiên cứu nào" or Comment.objects.exists()


def test_who_has_an_interest_does_not_sign(windows: Windows, waiting: FactCheck, ana: Member) -> None:
    page = windows.open(ana, read_page(waiting))
    page.locator("#interest").fill("Em gái tôi làm ở đó.")
    page.get_by_role("button", name="Keep my interest; somebody else signs").click()
    expect(page.locator("main")).to_contain_text("You have stated an interest")
    expect(page.locator("[name=declaration]")).to_have_count(0)
    assert Interest.objects.get().member == ana
    assert not SignOff.objects.exists()


def test_a_second_press_and_the_back_button_sign_once(windows: Windows, waiting: FactCheck, ana: Member) -> None:
    page = windows.open(ana, read_page(waiting))
    page.locator("input[name=declaration][value=none]").check()
    page.get_by_role("button", name="Sign and publish").click()
    page.wait_for_load_state()
    page.go_back()
    if page.locator("[name=declaration][value=none]").count():
        page.locator("input[name=declaration][value=none]").check()
        page.get_by_role("button", name="Sign and publish").click()
        page.wait_for_load_state()
    assert SignOff.objects.count() == 1
    assert waiting.publications.count() == 1


def test_a_correction_and_a_withdrawal_from_desk_to_reader(windows: Windows, ana: Member, bo: Member) -> None:
    fact_check = published(bo, ana, body="Tiền 15 triệu.")
    writer = windows.open(bo, read_page(fact_check))
    writer.get_by_role("link", name="Correct, update or withdraw it").click()
    writer.locator("#reason-correction").fill("Chúng tôi viết 15 triệu, đúng là 50 triệu.")
    writer.locator("[aria-labelledby=amend-correction] button").click()
    writer.locator("#id_body").fill("Tiền 50 triệu.")
    writer.locator("button[name=then][value=send]").click()
    writer.wait_for_url("**/read/")
    second = windows.open(ana, writer.url)
    expect(second.locator(".changed del")).to_contain_text("15")
    second.locator("input[name=declaration][value=none]").check()
    second.get_by_role("button", name="Sign and put in force").click()
    second.wait_for_load_state()
    reader = windows.open(bo, f"/fact-checks/{fact_check.public_id}")
    expect(reader.locator("#changes")).to_be_visible()
    reader.get_by_text("What it said before").click()
    expect(reader.locator(".change__words del")).to_contain_text("15")
    assert not findings(reader)

    writer.goto(second.url)
    writer.get_by_role("link", name="Correct, update or withdraw it").click()
    writer.locator("#reason-retraction").fill("Nguồn chính đã rút bài.")
    writer.locator("[aria-labelledby=amend-retraction] button").click()
    second.goto(writer.url)
    second.locator("input[name=declaration][value=none]").check()
    second.get_by_role("button", name="Sign and put in force").click()
    second.wait_for_load_state()
    reader.goto(reader.url)
    expect(reader.locator("article > .withdrawn").first).to_contain_text("Nguồn chính đã rút bài.")
    assert not findings(reader)
    reader.goto(reader.url.split("/fact-checks/")[0] + "/corrections")
    expect(reader.locator(".entry")).to_have_count(2)
    assert not findings(reader)
    keep(reader, "en-corrections")


@pytest.mark.parametrize(("lang", "dark", "width"), [("vi", False, 1280), ("th", True, 1280), ("en", False, 320)])
def test_every_screen_can_be_used_by_everyone(
    windows: Windows, ana: Member, bo: Member, lang: str, *, dark: bool, width: int
) -> None:
    waits = draft(bo, STORIES[lang], body="**x** y z")
    actions.send_for_sign_off(waits.pk, member=bo)
    actions.comment(waits.pk, "?", part="title", quote="no such words", member=ana)
    public = published(bo, ana, THAI)
    amendment = actions.start_amendment(public.pk, kind="update", reason="Bộ đã trả lời.", member=bo)
    due = published(bo, ana, VIETNAMESE)
    actions.confirm_still_right(due.pk, until=(now() + timedelta(days=9)).date(), version_seen=due.version, member=ana)
    screens = {
        "queue": "/desk/waiting/",
        "read": read_page(waits),
        "amendment": read_page(amendment),
        "amend": f"/desk/fact-checks/{due.public_id}/amend/",
        "due": "/desk/review/",
        "published": read_page(due),
    }
    page = windows.open(ana, "/desk/waiting/", lang=lang, dark=dark, width=width)
    origin = page.url.split("/desk/")[0]
    for name, address in screens.items():
        page.goto(origin + address)
        assert not findings(page), name
        assert sideways(page) == 0, name
        keep(page, f"{lang}-sign-{name}")


def test_the_keyboard_is_enough_to_sign(windows: Windows, waiting: FactCheck, ana: Member) -> None:
    page = windows.open(ana, read_page(waiting))
    page.locator("input[name=declaration][value=none]").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Sign and publish").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("See it on the public site")
    assert SignOff.objects.get().no_interest
