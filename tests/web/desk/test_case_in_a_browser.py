"""The case page in a real browser: by mouse, by keyboard, without scripts, on a phone, with two people at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.desk import actions
from corrigenda.desk.models import Case, Mention, Note
from corrigenda.intake.models import Request
from corrigenda.matching.models import Match, MatchState
from tests.browsers import IN_A_BROWSER, LANGUAGES, Windows, findings, keep, sideways, sign_in
from tests.desk.cases import case_about, message_saying
from tests.web.desk.test_reasons import known

pytestmark = IN_A_BROWSER
DENGUE, DURIAN = "Uống giấm trị sốt xuất huyết", "กินทุเรียนกับน้ำอัดลมแล้วตายทันที"
SHARE = "Hãy chia sẻ ngay cho mọi người cùng biết nhé! "
LONG = (
    "KHẨN!!! Bác sĩ Trần Văn Minh ở Bệnh viện Bạch Mai nói: uống 9 lít nước muối ấm mỗi ngày diệt sạch virus. "
    f"{DENGUE} cũng được. Gọi ngay [phone] để được tư vấn miễn phí. "
    + "Hãy chia sẻ ngay cho mọi người cùng biết nhé! "
    * 14
)


@pytest.fixture
def case(db: None, ana: Member, bo: Member) -> Case:
    case = case_about(LONG, asked=7)
    case.case_messages.create(message=message_saying(DURIAN, asked=2, lang="th"))
    message = case.case_messages.order_by("pk")[0].message
    near = known(
        "Uống 3 lít nước muối ấm mỗi ngày diệt virus.", site="kiemchung.example", title="Nước muối không diệt virus"
    )
    doubted = known("Bác sĩ Bệnh viện Bạch Mai khuyên uống nước muối ấm mỗi ngày", site="tintoc.example")
    Match.objects.create(message=message, fact_check=near, probability=0.99)
    Match.objects.create(message=message, fact_check=doubted, probability=0.91, doubted=True)
    actions.add_note(case.pk, "@Ana xem giúp: https://example.org/so-lieu có số của Bộ Y tế.", member=bo)
    actions.add_note(case.pk, "Đã hỏi bệnh viện, đang chờ trả lời. " * 20, member=ana)
    actions.take_case(case.pk, member=bo)
    Case.objects.filter(pk=case.pk).update(due_at=now() - timedelta(hours=3))
    return case


def at(case: Case) -> str:
    return f"/desk/cases/{case.public_id}/"


@pytest.mark.parametrize(("lang", "dark", "width"), [("en", False, 1180), ("vi", True, 320), ("th", False, 320)])
def test_it_fits_reads_well_and_breaks_no_rule(
    windows: Windows, case: Case, ana: Member, lang: str, dark: bool, width: int
) -> None:
    page = windows.open(ana, at(case), lang=lang, dark=dark, width=width)
    for details in page.locator("details").all():
        details.evaluate("each => { each.open = true }")
    assert not findings(page)
    assert sideways(page) == 0
    keep(page, f"{lang}-case-{width}")
    page.locator("input[name=reason][value=prediction]").check()
    page.locator("[data-reasons] button").click()
    page.wait_for_url("**/preview/**")
    assert not findings(page)
    assert sideways(page) == 0
    keep(page, f"{lang}-case-reply-{width}")
    page.goto(f"{at(case)}messages/{case.case_messages.order_by('pk')[0].message.public_id}/")
    assert not findings(page)
    assert sideways(page) == 0
    keep(page, f"{lang}-case-message-{width}")
    page.goto("/desk/mentions/")
    assert not findings(page)
    assert sideways(page) == 0
    keep(page, f"{lang}-mentions-{width}")
    actions.mark_not_checkable(case.pk, "prediction", member=ana)
    page.goto(at(case))
    assert not findings(page)
    keep(page, f"{lang}-case-closed-{width}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_suggestions_are_decided_and_undone_in_one_key(windows: Windows, case: Case, bo: Member, lang: str) -> None:
    page = windows.open(bo, at(case), lang=lang)
    page.keyboard.press("c")  # nothing is in focus: nothing happens
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.matches('[data-suggestion]')")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.locator(".rejected").wait_for()
    assert Match.objects.filter(state=MatchState.REJECTED).count() == 1
    page.keyboard.press("u")
    page.locator(".notice--success").wait_for()
    page.wait_for_function("document.querySelectorAll('[data-suggestion]').length === 2")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.locator("#answered-with").wait_for()
    case.refresh_from_db()
    assert case.state == "answered"
    page.keyboard.press("u")
    page.locator("[data-suggestion]").first.wait_for()
    case.refresh_from_db()
    assert case.state == "open"
    page.keyboard.press("?")
    listed = page.locator("#keys").inner_text()
    assert all(key in listed for key in ("c\n", "r\n", "u\n", "t\n", "n\n", "x\n"))


def test_keys_are_left_to_those_who_type(windows: Windows, case: Case, bo: Member) -> None:
    page = windows.open(bo, at(case))
    page.keyboard.press("n")
    page.keyboard.type("cru?x")
    assert page.locator("#note-text").input_value() == "cru?x"
    assert Match.objects.filter(state=MatchState.SUGGESTED).count() == 2


def test_selected_words_become_a_claim(windows: Windows, case: Case, bo: Member) -> None:
    page = windows.open(bo, at(case))
    button = page.locator("[data-cut]").first
    assert button.is_hidden()
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(document.querySelector("[data-words]"), NodeFilter.SHOW_TEXT);
            let node; while ((node = walker.nextNode()) && !node.data.includes(words)) ;
            const range = document.createRange(), at = node.data.indexOf(words);
            range.setStart(node, at); range.setEnd(node, at + words.length);
            document.getSelection().removeAllRanges(); document.getSelection().addRange(range);
        }""",
        DENGUE,
    )
    button.click()
    page.wait_for_url(lambda url: case.public_id not in url)
    own = Case.objects.exclude(pk=case.pk).get()
    assert own.case_messages.get().message.text == DENGUE
    keep(page, "en-case-cut-out")
    page.goto(at(case))
    assert page.locator(".cut-out a").inner_text() == DENGUE


@pytest.mark.parametrize("script", [True, False])
def test_a_claim_is_made_by_keyboard_also_without_scripts(
    windows: Windows, case: Case, bo: Member, script: bool
) -> None:
    page = windows.open(bo, at(case), script=script)
    page.get_by_role("link", name="Several claims in it? Choose words").first.click()
    field = page.locator("#words")
    assert DENGUE in field.input_value()
    field.fill("something else")
    page.get_by_role("button", name="Make a claim of it").click()
    page.locator("[role=alert]").wait_for()
    assert field.input_value() == "something else"
    windows.expected.append("422")
    field.fill(DENGUE)
    page.get_by_role("button", name="Make a claim of it").click()
    page.wait_for_url(lambda url: "/messages/" not in url)
    assert Case.objects.count() == 2


def test_only_what_is_selected_in_the_field_is_kept(windows: Windows, case: Case, bo: Member) -> None:
    page = windows.open(bo, f"{at(case)}messages/{case.case_messages.order_by('pk')[0].message.public_id}/")
    field = page.locator("#words")
    begin = field.input_value().index(DENGUE)
    field.evaluate(f"(each) => {{ each.focus(); each.setSelectionRange({begin}, {begin + len(DENGUE)}) }}")
    page.get_by_role("button", name="Keep only what is selected").press("Enter")
    assert field.input_value() == DENGUE


def test_a_name_is_completed_and_the_member_is_told(windows: Windows, case: Case, ana: Member, bo: Member) -> None:
    Mention.objects.all().delete()
    Member.objects.create_user("x@desk.example", name="Nguyễn Thị Ánh")
    page = windows.open(bo, at(case))
    page.keyboard.press("n")
    page.keyboard.type("Nhờ @ng")
    page.locator("#completions [role=option]").wait_for()
    page.keyboard.press("Enter")
    page.keyboard.type("và @an")
    page.locator("#completions [aria-selected=true]").wait_for()
    page.keyboard.press("Tab")
    assert page.locator("#note-text").input_value() == "Nhờ @Nguyễn Thị Ánh và @Ana "
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator(".notice--success").wait_for()
    assert "Ana, Nguyễn Thị Ánh" in page.locator(".notice--success").inner_text()
    assert page.locator("#note-text").input_value() == ""
    other = windows.open(ana, "/desk/mentions/")
    assert other.locator(".nav .count").inner_text().endswith("1")
    other.get_by_role("link", name="Open the case").click()
    other.wait_for_url("**/cases/**")
    assert other.locator(".nav .count").count() == 0


def test_a_note_outlives_its_session(windows: Windows, case: Case, bo: Member) -> None:
    page = windows.open(bo, at(case))
    page.locator("#note-text").fill("Số liệu năm 2025 nói khác.\nXem bảng 3.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url("**/account/login/**")
    assert not Note.objects.filter(text__contains="bảng 3").exists()
    sign_in(page, bo, windows.url)
    page.goto(at(case))
    assert page.locator("#note-text").input_value() == "Số liệu năm 2025 nói khác.\nXem bảng 3."
    page.get_by_role("button", name="Add", exact=True).click()
    page.locator(".note__text", has_text="bảng 3").wait_for()
    assert page.locator("#note-text").input_value() == ""
    page.go_back()
    page.goto(at(case))
    assert page.locator("#note-text").input_value() == ""
    assert Note.objects.filter(text__contains="bảng 3").count() == 1


def test_two_people_see_each_other_and_one_takes_it(windows: Windows, case: Case, ana: Member, bo: Member) -> None:
    actions.release_case(case.pk, member=bo)
    first, second = windows.open(ana, at(case)), windows.open(bo, at(case))
    second.get_by_text("Ana is looking at this case too.").wait_for()
    first.keyboard.press("t")
    first.get_by_text("You have this case.").wait_for()
    second.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    second.get_by_text("This case has changed since you opened it; Ana has it.").wait_for()
    second.keyboard.press("t")
    second.get_by_text("Ana has taken this case already.").wait_for()
    keep(second, "en-case-taken")
    Member.objects.filter(pk=ana.pk).update(is_active=False)
    second.reload()
    assert second.get_by_text("Ana had this case and has left the desk.").is_visible()
    second.keyboard.press("t")
    second.get_by_text("You have this case.").wait_for()


def test_a_time_is_set_and_said(windows: Windows, case: Case, bo: Member) -> None:
    page = windows.open(bo, at(case))
    assert "overdue by 3 hours" in page.locator(".tag--late").inner_text()
    page.locator(".due summary").press("Enter")
    page.locator("#due-at").fill((now() + timedelta(days=3, hours=1)).strftime("%Y-%m-%dT%H:%M"))
    page.get_by_role("button", name="Set", exact=True).click()
    page.get_by_text("due in 3 days").wait_for()


def test_closing_tells_what_the_askers_will_read(windows: Windows, case: Case, bo: Member) -> None:
    Request.objects.update(lang="th")
    page = windows.open(bo, at(case))
    page.keyboard.press("x")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/preview/**")
    assert page.locator("section[lang=th] h3").is_visible()
    page.get_by_role("button", name="Close the case and tell them").click()
    page.get_by_text("Closed as: an opinion.").wait_for()
    page.keyboard.press("u")
    page.get_by_text("The case is open again.").wait_for()
