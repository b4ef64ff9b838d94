"""A morning at the inbox, in a real browser: by keys alone, with undo, beside colleagues who work at the same time."""

from __future__ import annotations

import importlib

import pytest
from django.apps import apps
from playwright.sync_api import Page, expect

from corrigenda.core.models import Member
from corrigenda.desk import actions
from corrigenda.desk.models import Case, CaseMessage
from tests.browsers import IN_A_BROWSER, LANGUAGES, Windows, findings, keep, sideways
from tests.desk.cases import message_saying

pytestmark = IN_A_BROWSER
TEXTS = (
    ("KHẨN: đập thủy điện sẽ vỡ đêm nay, cả huyện phải sơ tán lên núi ngay", "vi"),
    ("น้ำมะนาวร้อนรักษามะเร็งหายขาดภายในเจ็ดวันโดยไม่ต้องพบแพทย์", "th"),
    ("Free petrol for everyone who forwards this link to ten friends before midnight", "en"),
)


@pytest.fixture
def cases(db: None) -> list[Case]:
    importlib.import_module("corrigenda.claims.migrations.0004_topics").add_topics(apps, None)
    return [_case(text, asked=9 - 3 * place, lang=lang) for place, (text, lang) in enumerate(TEXTS)]


def _case(text: str, *, asked: int = 1, lang: str = "vi") -> Case:
    """Without the engine, which takes its time to wake up."""
    case = Case.objects.create()
    CaseMessage.objects.create(case=case, message=message_saying(text, asked=asked, lang=lang))
    return case


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_a_morning_at_the_inbox_by_keys_alone(windows: Windows, bo: Member, ana: Member, cases: list[Case]) -> None:
    page = windows.open(bo, "/desk/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == TEXTS[1][0]
    page.keyboard.press("t")
    expect(page.get_by_text("You took 1 case.")).to_be_visible()
    assert focused(page) == TEXTS[1][0]  # the list is where it was
    assert Case.objects.get(pk=cases[1].pk).owner == bo
    page.keyboard.press("z")
    expect(page.get_by_text("1 case is as it was before.")).to_be_visible()
    assert Case.objects.get(pk=cases[1].pk).owner is None

    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("a")
    assert focused(page) == "Ana"
    page.keyboard.press("Escape")
    assert focused(page) == TEXTS[2][0]
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You assigned 2 cases.")).to_be_visible()
    assert set(Case.objects.filter(owner=ana)) == {cases[1], cases[2]}

    page.keyboard.press("k")
    page.keyboard.press("k")
    page.keyboard.press("n")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You closed 1 case as not checkable.")).to_be_visible()
    assert Case.objects.get(pk=cases[0].pk).not_checkable == "satire"

    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("assign them to somebody")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("petrol txn")
    assert page.locator("[data-pick]:checked").count() == 0  # keys are letters in a field
    page.locator("#q").fill("petrol")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/?q=petrol")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(f"**/desk/cases/{cases[2].public_id}/")


def test_what_changes_meanwhile_is_told_and_nothing_moves(
    windows: Windows, bo: Member, ana: Member, cases: list[Case]
) -> None:
    page = windows.page()
    page.route("**/desk/", lambda route: _hurried(route))
    from tests.browsers import sign_in

    sign_in(page, bo, windows.url)
    page.goto("/desk/")
    page.keyboard.press("j")
    actions.take_case(cases[0].pk, member=ana)
    _case("Ngày mai cúp điện toàn thành phố từ tám giờ sáng đến nửa đêm")
    fresh = page.locator("[data-fresh]")
    expect(fresh).to_contain_text("1 new case", timeout=15_000)
    expect(page.locator(f"[data-case='{cases[0].public_id}']")).to_contain_text("Ana")
    assert page.locator("[data-case]").count() == 3
    assert focused(page) == TEXTS[0][0]
    fresh.get_by_role("link").click()
    expect(page.locator("[data-case]")).to_have_count(4)


def _hurried(route: object) -> None:
    answer = route.fetch()  # type: ignore[attr-defined]
    body = answer.text().replace("data-live=", 'data-every="1" data-live=')
    route.fulfill(response=answer, body=body)  # type: ignore[attr-defined]


def test_it_all_works_without_javascript(windows: Windows, bo: Member, cases: list[Case]) -> None:
    page = windows.open(bo, "/desk/", script=False)
    page.locator("#in").select_option("th")
    page.get_by_role("button", name="Show").click()
    assert page.locator("[data-case]").count() == 1
    page.locator("[data-pick]").check()
    page.get_by_text("Not checkable", exact=True).click()
    page.get_by_role("button", name="satire or a joke").click()
    expect(page.get_by_text("You closed 1 case as not checkable.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-case]")).to_have_count(1)
    expect(page.locator("#in")).to_have_value("th")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_lists_fit_and_can_be_used_by_everyone(windows: Windows, lang: str, bo: Member, cases: list[Case]) -> None:
    actions.take_case(cases[0].pk, member=bo)
    actions.set_topic(cases[0].pk, "disasters", member=bo)
    actions.save_search("ข่าวด่วน Tin khẩn", "in=vi", member=bo)
    for width, dark in ((1180, lang == "vi"), (320, lang != "vi")):
        page = windows.open(bo, "/desk/", lang=lang, dark=dark, width=width)
        page.locator("[data-pick]").first.check()
        for name, address in (("inbox", ""), ("search", "/desk/search/?q=dap"), ("nothing", "/desk/?q=xyz")):
            if address:
                page.goto(address)
            # At the end of the list the bar for several cases rests under the rows; before, it slides over one.
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            assert not findings(page), name
            assert sideways(page) == 0, name
            keep(page, f"{lang}-{name}-{width}")
