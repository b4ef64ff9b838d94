"""The whole way, in a real browser, against a whole desk: Cy sends, Bo writes, Ana signs, Cy reads the answer."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import keep
from tests.journeys.conftest import Desk, People

pytestmark = pytest.mark.browser
SOON = 20_000  # milliseconds


@dataclass(frozen=True)
class Story:
    """One message on its way, in one language."""

    lang: str
    message: str
    claim: str
    title: str
    summary: str
    source: str
    quote: str
    second: str
    second_quote: str


STORIES = (
    Story(
        lang="en",
        message="FORWARDED MANY TIMES: put a peeled onion in your socks at night and the flu is gone by morning!!",
        claim="A peeled onion in the socks overnight cures the flu.",
        title="An onion in your socks does nothing against the flu",
        summary="No study shows any effect. The flu passes by itself in about a week; rest and drink.",
        source="https://www.cdc.gov/flu/",
        quote="Most people with flu recover in less than two weeks.",
        second="https://www.nhs.uk/conditions/flu/",
        second_quote="Rest, keep warm and drink plenty of water.",
    ),
    Story(
        lang="vi",
        message="Chuyển tiếp gấp: đắp lá chuối non lên trán một đêm là hết sốt xuất huyết, khỏi đi viện cả nhà ơi",
        claim="Đắp lá chuối non lên trán một đêm chữa khỏi sốt xuất huyết.",
        title="Lá chuối không chữa được sốt xuất huyết",
        summary="Chưa có thuốc đặc trị sốt xuất huyết. Người bệnh cần được theo dõi, bù nước và đi khám.",
        source="https://www.who.int/vietnam/vi",
        quote="Sốt xuất huyết cần được theo dõi tại cơ sở y tế khi có dấu hiệu nặng.",
        second="https://moh.gov.vn/",
        second_quote="Hiện chưa có thuốc điều trị đặc hiệu.",
    ),
    Story(
        lang="th",
        message="ส่งต่อด่วน! เอากระเทียมบดยัดหูก่อนนอนหนึ่งคืน หูตึงหายขาด ไม่ต้องไปหาหมอ คุณป้าข้างบ้านทำแล้วหายจริง",
        claim="ใส่กระเทียมบดในหูหนึ่งคืนรักษาอาการหูตึงได้",
        title="กระเทียมบดในหูไม่ช่วยให้หายหูตึง",
        summary="ยังไม่มีงานวิจัยที่แสดงผลเช่นนั้น กระเทียมสดอาจทำให้ผิวในหูไหม้ หากหูตึงควรพบแพทย์",
        source="https://www.who.int/thailand/th",
        quote="ผู้ที่มีปัญหาการได้ยินควรได้รับการตรวจ",
        second="https://www.si.mahidol.ac.th/",
        second_quote="ไม่ควรใส่สิ่งใดเข้าไปในหู",
    ),
)


def send(page: Page, text: str) -> str:
    """Send a message through the form on the front page; return the address of the receipt."""
    page.goto("/")
    page.locator("textarea#text").fill(text)
    page.locator("form.ask button").click()
    page.wait_for_url("**/r/*")
    return page.url


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.lang)
def test_a_new_claim_goes_the_whole_way(people: People, desk: Desk, story: Story) -> None:
    cy = people.page(story.lang)
    receipt = send(cy, story.message)
    keep(cy, f"{story.lang}-1-cy-waits")
    assert re.fullmatch(r"[0-9a-f]{32}", receipt.rsplit("/", 1)[1])

    bo = people.signed_in("Bo", story.lang)
    bo.goto("/desk/")
    line = bo.locator(".case-line__text", has_text=story.message[:40])
    for _ in range(10):  # the worker opens the case a moment later
        if line.count():
            break
        bo.wait_for_timeout(500)
        bo.reload()
    keep(bo, f"{story.lang}-2-bo-inbox")
    line.click()
    expect(bo.locator("blockquote.message__text")).to_contain_text(story.message[:40])
    keep(bo, f"{story.lang}-3-bo-case")
    bo.locator("form[action$='/write/'] button").click()
    write(bo, story)
    keep(bo, f"{story.lang}-4-bo-editor")
    bo.locator("button[name=then][value=send]").click()
    expect(bo.locator(".as-read")).to_contain_text(story.title)
    assert bo.locator("form[action$='/sign/']").count() == 0, "Bo may sign his own"

    ana = people.signed_in("Ana", "en")
    ana.goto("/desk/waiting/")
    ana.get_by_role("link", name=story.title).first.click()
    keep(ana, f"{story.lang}-5-ana-reads")
    ana.locator("input[name=declaration][value=none]").check()
    ana.locator("form[action$='/sign/'] button").click()
    ana.wait_for_url("**/desk/**")

    cy.goto(receipt)
    for _ in range(20):
        if cy.locator("#answer", has_text=story.title).count():
            break
        cy.wait_for_timeout(500)
        cy.goto(receipt)
    answer = cy.locator("#answer")
    expect(answer).to_contain_text(story.summary)
    expect(answer.locator(f"a[href='{story.source}']").first).to_be_visible()
    keep(cy, f"{story.lang}-6-cy-reads")

    another = people.page(story.lang)
    send(another, story.message.upper())
    expect(another.locator("#answer")).to_contain_text(story.title, timeout=SOON)


def write(page: Page, story: Story) -> None:
    page.locator("#id_claim").fill(story.claim)
    page.locator("#id_title").fill(story.title)
    page.locator("input[name=rating][value=false]").check()
    page.locator("#id_summary").fill(story.summary)
    page.locator("#id_body").fill(f"**{story.summary}**\n\n<script>alert(1)</script>")
    sources = ((story.source, story.quote), (story.second, story.second_quote))
    for place, (source, quote) in enumerate(sources):
        if page.locator("[data-sources] [data-source]").count() <= place:
            page.locator("[data-add-source]").click()
        page.locator("[data-sources] input[type=url]").nth(place).fill(source)
        page.locator("[data-sources] textarea").nth(place).fill(quote)
    page.locator("#id_lang").select_option(story.lang)


def test_the_published_page_carries_a_valid_claim_review(people: People, desk: Desk) -> None:
    page = people.page("vi")
    page.goto("/fact-checks")
    page.locator("main .entries a").first.click()
    page.wait_for_url("**/fact-checks/*")
    review = json.loads(page.locator("script[type='application/ld+json']").inner_text())
    assert review["@type"] == "ClaimReview"
    assert review["url"].startswith(desk.url)
    assert review["reviewRating"]["alternateName"]
    assert review["claimReviewed"]
    keep(page, "vi-fact-check")


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("vi", "nuoc chanh nong chua ung thu do moi nguoi oi", "chanh"),
        ("th", "น้ำมะนาวโซดารักษามะเร็งได้จริงไหม", "มะนาว"),
    ],
)
def test_search_reads_vietnamese_without_accents_and_thai_without_spaces(
    people: People, lang: str, text: str, words: str
) -> None:
    page = people.page(lang)
    page.goto("/")
    page.locator("input[name=q]").fill(text)
    page.locator("form.search button").first.click()
    expect(page.locator("main .entries > *").first).to_contain_text(words)
    keep(page, f"{lang}-search")


def test_a_known_message_is_answered_without_javascript(people: People) -> None:
    page = people.page("en", script=False)
    page.goto("/fact-checks")
    page.locator("main .entries a").first.click()
    claim = page.locator("main blockquote, main q, main .claim").first.inner_text().strip('“” \n"')
    send(page, claim)
    for _ in range(30):
        if page.locator(".receipt").count() and page.locator("a[href*='/fact-checks/']").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.locator("main")).to_contain_text(re.compile("automatic", re.I))


@pytest.mark.parametrize("lang", ["en", "vi", "th"])
@pytest.mark.parametrize("address", ["/", "/fact-checks", "/method", "/about", "/stats", "/privacy", "/demo/chat"])
def test_pages_fit_a_small_phone_and_say_their_language(people: People, lang: str, address: str) -> None:
    page = people.page(lang, width=320, dark=lang == "th")
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == lang
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    keep(page, f"{lang}-320{address.replace('/', '-')}")
