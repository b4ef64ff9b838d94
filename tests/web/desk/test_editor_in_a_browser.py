"""The editor in a real browser: no word is lost, two people at once, sources by keyboard, clean pasted text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from corrigenda.claims.actions import save_draft
from corrigenda.claims.drafts import Draft, EvidenceRow, draft_of
from corrigenda.claims.models import Autosave, FactCheck
from corrigenda.core.models import Member
from corrigenda.desk import actions
from tests.browsers import IN_A_BROWSER, Windows, findings, keep, sideways, sign_in
from tests.desk.cases import case_about

pytestmark = IN_A_BROWSER
WORDS = Draft(
    claim="Nước chanh nóng chữa khỏi ung thư.",
    lang="vi",
    title="Nước chanh không chữa được ung thư",
    rating="false",
    summary="Chưa có nghiên cứu nào trên người cho thấy điều này.",
    body="Bằng **chứng** rất rõ.",
    topics=("health",),
    evidence=(
        EvidenceRow(url="https://one.example/", title="Một", quote="Không."),
        EvidenceRow(url="https://two.example/", title="สอง", quote="ไม่จริง"),
    ),
)
WORD_HTML = (
    "<html xmlns:o='urn:schemas-microsoft-com:office:office'><body><!--StartFragment-->"
    "<style>p.MsoNormal{margin:0}</style><h1 style='color:red' onclick='alert(1)'>Kết <b>luận</b></h1>"
    "<p class=MsoNormal style='mso-margin-top-alt:auto'>Nước chanh <b>không</b> chữa <i>được</i> "
    "<a href='https://who.int/x'>ung thư</a><o:p></o:p></p>"
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·&nbsp; </span>một</p>"
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·&nbsp; </span>สอง</p>"
    "<script>alert(1)</script><a href='javascript:alert(1)'>xấu</a><!--EndFragment--></body></html>"
)


@pytest.fixture
def draft(bo: Member) -> FactCheck:
    started = actions.start_fact_check(case_about("Tin đồn về nước chanh").pk, member=bo)
    return save_draft(started.pk, WORDS, stamp_seen=draft_of(started).stamp, member=bo)


@pytest.fixture
def address(draft: FactCheck) -> str:
    return f"/desk/fact-checks/{draft.public_id}/"


def kept(page: Page) -> None:
    expect(page.locator("[data-status]")).to_contain_text("Kept at")


def test_a_closed_tab_loses_no_word(windows: Windows, bo: Member, address: str, draft: FactCheck) -> None:
    page = windows.open(bo, address)
    page.get_by_label("Summary").fill("Lời viết dở ไทย")
    kept(page)
    page.context.close()
    again = windows.open(bo, address)
    notice = again.locator("[data-kept-words]")
    expect(notice).to_contain_text("Unsaved words of yours from")
    notice.get_by_role("link", name="Keep").click()
    expect(again.get_by_label("Summary")).to_have_value("Lời viết dở ไทย")
    again.get_by_role("button", name="Save", exact=True).click()
    expect(again.locator("[data-kept-words]")).to_have_count(0)
    draft.refresh_from_db()
    assert draft.summary == "Lời viết dở ไทย"
    assert not Autosave.objects.exists()


def test_words_thrown_away_are_gone_and_the_saved_ones_stay(windows: Windows, bo: Member, address: str) -> None:
    page = windows.open(bo, address)
    page.get_by_label("Title").fill("Bỏ đi")
    kept(page)
    page.goto(address)
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_label("Title")).to_have_value(WORDS.title)
    expect(page.locator("[data-kept-words]")).to_have_count(0)


def test_a_session_that_ended_while_writing_loses_no_word(windows: Windows, bo: Member, address: str) -> None:
    page = windows.open(bo, address)
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Summary").fill("Viết khi phiên đã hết")
    expect(page.locator("[data-status]")).to_contain_text("You are signed out")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/account/login/**")
    sign_in(page, bo, windows.url)
    page.goto(address)
    offered = page.locator("[data-copied]")
    expect(offered).to_contain_text("This browser kept words of yours")
    offered.get_by_role("button", name="Keep").click()
    expect(page.get_by_label("Summary")).to_have_value("Viết khi phiên đã hết")
    kept(page)


def test_words_of_one_member_are_not_offered_to_the_next_at_the_same_machine(
    windows: Windows, ana: Member, bo: Member, address: str
) -> None:
    page = windows.open(bo, address)
    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Summary").fill("Của Bo")
    expect(page.locator("[data-status]")).to_contain_text("You are signed out")
    page.evaluate("window.onbeforeunload = null")
    sign_in(page, ana, windows.url)
    page.goto(address)
    expect(page.locator("[data-copied]")).to_have_count(0)


def test_without_a_connection_words_wait_in_the_browser(windows: Windows, bo: Member, address: str) -> None:
    windows.expected.append("ERR_INTERNET_DISCONNECTED")
    page = windows.open(bo, address)
    page.context.set_offline(True)
    page.get_by_label("Summary").fill("ออฟไลน์")
    expect(page.locator("[data-status]")).to_contain_text("No connection")
    page.context.set_offline(False)
    kept(page)
    assert Autosave.objects.get().typed["summary"] == ["ออฟไลน์"]


def test_two_editors_see_both_texts_side_by_side_and_choose(
    windows: Windows, ana: Member, bo: Member, address: str, draft: FactCheck
) -> None:
    windows.expected.append("409")
    his, hers = windows.open(bo, address), windows.open(ana, address)
    hers.get_by_label("Summary").fill("Lời của Ana")
    hers.get_by_label("Title").fill("Tiêu đề của Ana")
    hers.get_by_role("button", name="Save", exact=True).click()
    expect(hers.get_by_text("Saved.")).to_be_visible()
    his.get_by_role("textbox", name="Summary").fill("Lời của Bo")
    expect(his.locator("[data-ready]")).to_contain_text("Somebody else saved in the meantime")
    his.get_by_role("button", name="Save", exact=True).click()
    expect(his.get_by_role("alert")).to_contain_text("Only they changed these, so their words are in the form: Title.")
    expect(his.get_by_label("Title")).to_have_value("Tiêu đề của Ana")
    clash = his.locator("[data-clash=summary]")
    expect(clash).to_contain_text("Lời của Ana")
    keep(his, "en-editor-two-at-once")
    assert findings(his) == []
    clash.get_by_role("button", name="Use these words instead").click()
    expect(his.get_by_role("textbox", name="Summary")).to_have_value("Lời của Ana")
    clash.get_by_role("button", name="Use mine again").click()
    expect(his.get_by_role("textbox", name="Summary")).to_have_value("Lời của Bo")
    his.get_by_role("button", name="Save", exact=True).click()
    expect(his.get_by_text("Saved.")).to_be_visible()
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == ("Tiêu đề của Ana", "Lời của Bo")


def test_the_sources_of_the_other_are_taken_or_left(
    windows: Windows, ana: Member, bo: Member, address: str, draft: FactCheck
) -> None:
    windows.expected.append("409")
    his = windows.open(bo, address)
    hers = EvidenceRow(url="https://three.example/", quote="“Ba” <b>", stance="contradicts", quote_is_summary=True)
    save_draft(draft.pk, replace(WORDS, evidence=(hers,)), stamp_seen=WORDS.stamp, member=ana)
    his.get_by_label("What it says").first.fill("Khác.")
    his.get_by_role("button", name="Save", exact=True).click()
    clash = his.locator("[data-clash=evidence]")
    clash.get_by_role("button", name="Use these sources instead").click()
    clash.get_by_role("button", name="Use mine again").click()
    clash.get_by_role("button", name="Use these sources instead").click()
    expect(his.get_by_text("Removed when you save: https://one.example/")).to_be_visible()
    keep(his, "en-editor-sources-of-two")
    his.get_by_role("button", name="Save", exact=True).click()
    expect(his.get_by_text("Saved.")).to_be_visible()
    assert draft_of(FactCheck.objects.get(pk=draft.pk)).evidence == (hers,)


def test_sources_are_moved_removed_and_brought_back_by_keyboard(
    windows: Windows, bo: Member, address: str, draft: FactCheck
) -> None:
    page = windows.open(bo, address)
    rows = page.locator("[data-source]")
    rows.nth(1).get_by_role("button", name="Move up").focus()
    page.keyboard.press("Enter")
    expect(rows.nth(0).get_by_label("Name of the source")).to_have_value("สอง")
    rows.nth(1).get_by_role("button", name="Remove this source").focus()
    page.keyboard.press("Enter")
    expect(rows.nth(1)).to_contain_text("Removed when you save: https://one.example/")
    page.keyboard.press("Enter")
    expect(rows.nth(1).get_by_label("Name of the source")).to_be_visible()
    rows.nth(1).get_by_role("button", name="Remove this source").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert [each.title for each in draft.evidence.all()] == ["สอง"]


def test_what_is_missing_follows_what_is_typed(windows: Windows, bo: Member, address: str) -> None:
    page = windows.open(bo, address)
    ready = page.locator("[data-ready]")
    expect(ready.locator(".ready__yes", has_text="two independent sources")).to_be_visible()
    page.locator("[data-source]").nth(1).get_by_label("Link that readers can open").fill("https://one.example/b")
    expect(ready.locator(".ready__no", has_text="two independent sources")).to_contain_text("1 so far: one.example")
    page.get_by_label("If there is only one independent source").fill("Chỉ viện này có số liệu.")
    expect(ready.locator(".ready__yes", has_text="two independent sources")).to_be_visible()
    page.get_by_label("Title").fill("Nước chanh nóng chữa khỏi ung thư")
    expect(ready.locator(".ready__hint", has_text="the title says what is so")).to_be_visible()


def test_what_comes_out_of_a_word_processor_is_clean_markdown(windows: Windows, bo: Member, address: str) -> None:
    page = windows.open(bo, address)
    page.evaluate(
        """html => { const body = document.querySelector('[name=body]'); body.value = ''; body.focus();
        const data = new DataTransfer(); data.setData('text/html', html); data.setData('text/plain', 'x');
        body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }""",
        WORD_HTML,
    )
    expect(page.locator("[name=body]")).to_have_value(
        "## Kết luận\n\nNước chanh **không** chữa *được* [ung thư](<https://who.int/x>)\n\n- một\n- สอง\n\nxấu"
    )
    page.get_by_role("button", name="Preview").click()
    preview = page.locator("#preview")
    expect(preview.locator("a")).to_have_attribute("href", "https://who.int/x")
    expect(preview.locator("h3")).to_have_text("Kết luận")
    page.locator("[name=body]").fill("Mới **đậm**")
    expect(preview.locator("strong")).to_have_text("đậm")


@pytest.mark.parametrize(
    ("lang", "dark", "width"), [("en", False, 1180), ("vi", True, 320), ("th", False, 320), ("th", True, 1180)]
)
def test_its_screens_fit_and_axe_finds_nothing(
    windows: Windows, lee: Member, draft: FactCheck, address: str, lang: str, dark: bool, width: int
) -> None:
    save_draft(draft.pk, Draft(claim="อื่น", lang="th"), stamp_seen=WORDS.stamp, member=lee)
    draft.refresh_from_db()
    pages = {
        "editor": address,
        "versions": f"{address}versions/",
        "compare": f"{address}versions/compare/?from={draft.version - 5}&to={draft.version}",
        "ratings": "/desk/scales/ratings/",
        "topics": "/desk/scales/topics/",
    }
    versions = sorted(draft.versions.values_list("version", flat=True))
    pages["compare"] = f"{address}versions/compare/?from={versions[-2]}&to={versions[-1]}"
    page = windows.open(lee, "/desk/", lang=lang, dark=dark, width=width)
    for name, at in pages.items():
        page.goto(at)
        for each in page.locator("details > summary").all()[:2]:
            each.click()
        keep(page, f"{lang}-{name}-{'dark' if dark else 'light'}-{width}")
        assert sideways(page) <= 0, name
        assert findings(page) == [], name


def test_a_page_of_the_editor_takes_few_queries_and_few_bytes(
    bo_client: Client, address: str, django_assert_max_num_queries: object
) -> None:
    for path in (address, f"{address}versions/", f"{address}unsaved/"):
        with django_assert_max_num_queries(25):  # type: ignore[operator]
            answer = bo_client.get(path)
        assert len(answer.content) <= 100_000
