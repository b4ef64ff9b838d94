"""A day at the desk, in real browsers, in three languages: the inbox, two people on a case, two at once, a mistake."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from corrigenda.claims.actions import save_draft
from corrigenda.claims.drafts import Draft, EvidenceRow, draft_of
from corrigenda.claims.models import FactCheck
from corrigenda.core.models import Member
from corrigenda.desk import actions
from corrigenda.desk.models import Case, CaseMessage, CaseState, SignOff
from tests.browsers import IN_A_BROWSER, LANGUAGES, Windows, findings, keep
from tests.desk.cases import message_saying
from tests.publish.stories import published

pytestmark = IN_A_BROWSER


@dataclass(frozen=True)
class Words:
    """What is asked and written in one language; `better` mends what `summary` says."""

    message: str
    claim: str
    title: str
    summary: str
    better: str
    source: str
    question: str
    wish: str


WORDS = {
    "en": Words(
        "Forward this: eating garlic every hour flushes microplastics out of your blood",
        "Garlic flushes microplastics out of the blood.",
        "Garlic does not clean the blood of microplastics",
        "No study has tested this in people.",
        "None of 12 studies has tested this in people.",
        "No trial was found.",
        "How many studies?",
        "Please give the number.",
    ),
    "vi": Words(
        "Gửi cho cả nhà: cứ một giờ ăn một tép tỏi là máu sạch hết vi nhựa",
        "Ăn tỏi làm sạch vi nhựa trong máu.",
        "Tỏi không làm sạch vi nhựa trong máu",
        "Chưa có nghiên cứu nào trên người cho thấy điều này.",
        "Cả 12 nghiên cứu đều chưa thử trên người.",
        "Không tìm thấy thử nghiệm nào.",
        "Bao nhiêu nghiên cứu?",
        "Nhờ ghi rõ con số.",
    ),
    "th": Words(
        "ส่งต่อด่วน กินกระเทียมทุกชั่วโมงช่วยล้างไมโครพลาสติกออกจากเลือด",
        "กระเทียมล้างไมโครพลาสติกออกจากเลือดได้",
        "กระเทียมไม่ได้ล้างไมโครพลาสติกในเลือด",
        "ยังไม่มีงานวิจัยในคนที่แสดงผลเช่นนั้น",
        "งานวิจัยทั้ง 12 ชิ้นยังไม่เคยทดลองในคน",
        "ไม่พบการทดลองใด",
        "กี่ชิ้น",
        "ช่วยระบุจำนวนด้วย",
    ),
}
in_each_language = pytest.mark.parametrize("lang", LANGUAGES)


def a_case(text: str, *, lang: str, asked: int = 1) -> Case:
    """Without the engine, which takes its time to wake up."""
    case = Case.objects.create()
    CaseMessage.objects.create(case=case, message=message_saying(text, asked=asked, lang=lang))
    return case


def a_draft(writer: Member, lang: str) -> FactCheck:
    """A draft with everything that it needs, made as the editor makes it."""
    words = WORDS[lang]
    started = actions.start_fact_check(a_case(words.message, lang=lang).pk, member=writer)
    typed = Draft(
        claim=words.claim, lang=lang, title=words.title, rating="false", summary=words.summary, topics=("health",),
        evidence=tuple(EvidenceRow(url=f"https://{site}.example/", title=site, quote=words.source) for site in "ab"),
    )  # fmt: skip
    return save_draft(started.pk, typed, stamp_seen=draft_of(started).stamp, member=writer)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def sign(page: Page) -> None:
    page.locator("input[name=declaration][value=none]").check()
    page.locator("form[action$='/sign/'] button").click()
    expect(page.locator(".notice--success")).to_be_visible()


@in_each_language
def test_a_morning_at_the_inbox(windows: Windows, bo: Member, ana: Member, lang: str) -> None:
    cases = [a_case(WORDS[each].message, lang=each, asked=9 - place) for place, each in enumerate(LANGUAGES)]
    page = windows.open(bo, "/desk/", lang=lang)
    assert page.locator("html").get_attribute("lang") == lang
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == WORDS["vi"].message
    page.keyboard.press("t")
    expect(page.locator(".undo")).to_be_visible()
    assert Case.objects.get(pk=cases[1].pk).owner == bo
    keep(page, f"{lang}-morning-1-taken")
    page.keyboard.press("z")
    expect(page.locator(".notice--success")).to_be_visible()
    assert Case.objects.get(pk=cases[1].pk).owner is None
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("a")
    assert focused(page) == "Ana"
    page.keyboard.press("Enter")
    expect(page.locator(".undo")).to_be_visible()
    assert set(Case.objects.filter(owner=ana)) == {cases[1], cases[2]}
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    keep(page, f"{lang}-morning-2-keys")
    page.keyboard.press("Escape")
    page.locator("#in").select_option("th")
    page.locator("#in").evaluate("each => each.form.requestSubmit()")
    page.wait_for_url("**in=th**")
    expect(page.locator("[data-case]")).to_have_count(1)
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(f"**/desk/cases/{cases[2].public_id}/")
    keep(page, f"{lang}-morning-3-case")


@in_each_language
def test_a_case_by_two_people_with_a_return_and_no_lost_word(
    windows: Windows, bo: Member, ana: Member, lang: str
) -> None:
    words, case = WORDS[lang], a_case(WORDS[lang].message, lang=lang, asked=4)
    writer = windows.open(bo, f"/desk/cases/{case.public_id}/", lang=lang)
    writer.locator("form[action$='/write/'] button").click()
    write(writer, words, lang=lang)
    keep(writer, f"{lang}-two-people-1-written")
    writer.locator("button[name=then][value=send]").click()
    writer.wait_for_url("**/read/")
    assert writer.locator("form[action$='/sign/']").count() == 0

    second = windows.open(ana, "/desk/waiting/", lang=lang)
    second.get_by_role("link", name=words.title).click()
    second.locator("#comment-text").fill(words.question)
    second.locator("[data-comment-form] button[type=submit]").click()
    expect(second.locator(".comment")).to_contain_text(words.question)
    second.locator("#reasons").fill(words.wish)
    second.locator("form:has(#reasons) button").click()
    second.wait_for_url("**/desk/waiting/")

    writer.goto(re.sub("read/$", "", writer.url))
    expect(writer.locator("#id_summary")).to_have_value(words.summary)  # the work is intact
    expect(writer.locator("main")).to_contain_text(words.wish)
    expect(writer.locator(".comment")).to_contain_text(words.question)
    keep(writer, f"{lang}-two-people-2-returned")
    writer.locator("#id_summary").fill(words.better)
    writer.locator("button[name=then][value=send]").click()
    writer.wait_for_url("**/read/")

    second.goto(writer.url)
    expect(second.locator(".changed ins").first).to_be_visible()
    keep(second, f"{lang}-two-people-3-second-round")
    sign(second)
    fact_check = FactCheck.objects.get()
    assert (SignOff.objects.get().signed_by, fact_check.summary) == (ana, words.better)
    reader = windows.page(lang, width=320)
    reader.goto(f"/fact-checks/{fact_check.public_id}")
    expect(reader.locator("main")).to_contain_text(words.better)
    keep(reader, f"{lang}-two-people-4-published")
    is_answered(fact_check, case)


def is_answered(fact_check: FactCheck, case: Case) -> None:
    """What the worker does next."""
    from corrigenda.desk.tasks import close_answered_cases

    close_answered_cases(fact_check.pk)
    case.refresh_from_db()
    assert case.state == CaseState.ANSWERED


def write(page: Page, words: Words, *, lang: str) -> None:
    page.locator("#id_claim").fill(words.claim)
    page.locator("#id_title").fill(words.title)
    page.locator("input[name=rating][value=false]").check()
    page.locator("#id_summary").fill(words.summary)
    page.locator("#id_lang").select_option(lang)
    rows = page.locator("[data-sources] [data-source]")
    for place in range(2):
        if rows.count() <= place:
            page.locator("[data-add-source]").click()
        rows.nth(place).locator("input[type=url]").fill(f"https://source{place}.example/")
        rows.nth(place).locator("textarea").first.fill(words.source)
    expect(page.locator("[data-ready] .ready__no")).to_have_count(0)


@in_each_language
def test_two_editors_at_once_keep_the_words_of_both(windows: Windows, bo: Member, ana: Member, lang: str) -> None:
    windows.expected.append("409")
    words, draft = WORDS[lang], a_draft(bo, lang)
    address = f"/desk/fact-checks/{draft.public_id}/"
    his, hers = (windows.open(each, address, lang=lang) for each in (bo, ana))
    hers.locator("#id_summary").fill(words.better)
    hers.locator("#id_title").fill(f"{words.title} (Ana)")
    hers.locator("[data-save]").click()
    expect(hers.locator(".notice--success")).to_be_visible()
    his.locator("#id_summary").fill(f"{words.summary} (Bo)")
    his.locator("[data-save]").click()
    expect(his.get_by_role("alert")).to_be_visible()
    expect(his.locator("#id_title")).to_have_value(f"{words.title} (Ana)")
    clash = his.locator("[data-clash=summary]")
    expect(clash).to_contain_text(words.better)
    keep(his, f"{lang}-two-at-once")
    clash.locator("[data-use]").click()
    expect(his.locator("#id_summary")).to_have_value(words.better)
    clash.locator("[data-use]").click()
    expect(his.locator("#id_summary")).to_have_value(f"{words.summary} (Bo)")
    his.locator("[data-save]").click()
    expect(his.locator(".notice--success")).to_be_visible()
    draft.refresh_from_db()
    assert (draft.title, draft.summary) == (f"{words.title} (Ana)", f"{words.summary} (Bo)")


@in_each_language
def test_a_correction_reaches_the_reader_with_what_it_said_before(
    windows: Windows, bo: Member, ana: Member, lang: str
) -> None:
    from tests.web.desk.test_sign_off_in_a_browser import STORIES

    words, fact_check = WORDS[lang], published(bo, ana, STORIES[lang], body="15 · 2026")
    writer = windows.open(bo, f"/desk/fact-checks/{fact_check.public_id}/amend/", lang=lang)
    writer.locator("#reason-correction").fill(words.wish)
    keep(writer, f"{lang}-correction-1-reason")
    writer.locator("[aria-labelledby=amend-correction] button").click()
    writer.locator("#id_body").fill("50 · 2026")
    writer.locator("button[name=then][value=send]").click()
    writer.wait_for_url("**/read/")
    second = windows.open(ana, writer.url, lang=lang)
    expect(second.locator(".changed del")).to_contain_text("15")
    keep(second, f"{lang}-correction-2-second")
    sign(second)
    reader = windows.page(lang)
    reader.goto(f"/fact-checks/{fact_check.public_id}")
    changes = reader.locator("[aria-labelledby=changes]")
    expect(changes).to_contain_text(words.wish)
    changes.locator("summary").first.click()
    expect(reader.locator(".change__words del")).to_contain_text("15")
    assert not findings(reader)
    keep(reader, f"{lang}-correction-3-reader")
