"""What only a browser can tell: the content policy holds, pages fit a phone, answers come by themselves."""

from __future__ import annotations

import pytest

from corrigenda.core.models import Member
from corrigenda.intake.models import Message
from corrigenda.matching.models import Match
from corrigenda.reply.actions import answer_message
from tests.browsers import IN_A_BROWSER, Windows, sideways
from tests.publish.stories import HOSTILE, THAI, imported, published

pytestmark = IN_A_BROWSER


def test_data_for_machines_breaks_no_content_policy(windows: Windows, ana: Member, bo: Member) -> None:
    fact_check = published(bo, ana, HOSTILE, body="<script>alert('body')</script>")
    page = windows.page()
    page.on("dialog", lambda dialog: windows.complaints.append(dialog.message))
    page.goto(f"/fact-checks/{fact_check.public_id}")
    review = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').text)")
    assert review["claimReviewed"] == HOSTILE.claim


@pytest.mark.parametrize("lang", ["en", "vi", "th"])
def test_every_page_fits_a_narrow_phone(windows: Windows, ana: Member, bo: Member, lang: str) -> None:
    long = published(bo, ana, HOSTILE, body="a" * 300 + " https://example.org/" + "x" * 300)
    published(bo, ana, THAI)
    theirs = imported(url=f"https://{'a-very-long-name.' * 6}example.org/x", words="w" * 200)
    page = windows.page(lang, width=320)
    checks = [f"/fact-checks/{one.public_id}" for one in (long, theirs)]
    addresses = ["/", "/fact-checks", *checks, "/receipt", "/about", "/method", "/stats"]
    wide = []
    for address in addresses:
        page.goto(address)
        if sideways(page):
            wide.append(address)
    assert not wide


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_answer_appears_by_itself(windows: Windows, ana: Member, bo: Member, script: bool) -> None:
    fact_check = published(bo, ana)
    page = windows.page(script=script)
    page.goto("/")
    page.get_by_label("The message").fill("Nước chanh nóng chữa khỏi ung thư")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_url("**/r/*")
    message = Message.objects.get()
    Match.objects.create(message=message, fact_check=fact_check, state="confirmed", automatic=True)
    answer_message(message.pk)
    page.get_by_role("heading", name=fact_check.title).wait_for(timeout=9_000)


def test_the_first_stop_of_the_keyboard_leads_to_the_content(windows: Windows) -> None:
    page = windows.page()
    page.goto("/about")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
