"""What only a browser can tell: the content policy holds, pages fit a phone, answers come by themselves."""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Iterator

import pytest
from django.apps import apps
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from corrigenda.core.models import Member
from corrigenda.intake.models import Message
from corrigenda.matching.models import Match
from corrigenda.reply.actions import answer_message
from tests.publish.stories import HOSTILE, THAI, imported, published

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


@pytest.fixture(autouse=True)
def _rating_scale(db: None) -> None:
    # Tests with a server of their own empty every table afterwards, the scale included.
    importlib.import_module("corrigenda.claims.migrations.0002_rating_scale").add_scale(apps, None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright's loop runs in this thread; Django would take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def opened(browser: Browser, server: LiveServer, **options: object) -> tuple[BrowserContext, Page, list[str]]:
    context = browser.new_context(base_url=server.url, **options)  # type: ignore[arg-type]
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return context, page, complaints


def test_data_for_machines_breaks_no_content_policy(
    browser: Browser, live_server: LiveServer, ana: Member, bo: Member
) -> None:
    fact_check = published(bo, ana, HOSTILE, body="<script>alert('body')</script>")
    context, page, complaints = opened(browser, live_server)
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto(f"/fact-checks/{fact_check.public_id}")
    review = page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').text)")
    context.close()
    assert review["claimReviewed"] == HOSTILE.claim
    assert not complaints


@pytest.mark.parametrize("lang", ["en", "vi", "th"])
def test_every_page_fits_a_narrow_phone(
    browser: Browser, live_server: LiveServer, ana: Member, bo: Member, lang: str
) -> None:
    long = published(bo, ana, HOSTILE, body="a" * 300 + " https://example.org/" + "x" * 300)
    published(bo, ana, THAI)
    theirs = imported(url=f"https://{'a-very-long-name.' * 6}example.org/x", words="w" * 200)
    context, page, complaints = opened(browser, live_server, locale=lang, viewport={"width": 320, "height": 640})
    checks = [f"/fact-checks/{one.public_id}" for one in (long, theirs)]
    addresses = ["/", "/fact-checks", *checks, "/receipt", "/about", "/method", "/stats"]
    wide = []
    for address in addresses:
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(address)
    context.close()
    assert not wide
    assert not complaints


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_answer_appears_by_itself(
    browser: Browser, live_server: LiveServer, ana: Member, bo: Member, script: bool
) -> None:
    fact_check = published(bo, ana)
    context, page, complaints = opened(browser, live_server, java_script_enabled=script)
    page.goto("/")
    page.get_by_label("The message").fill("Nước chanh nóng chữa khỏi ung thư")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_url("**/r/*")
    message = Message.objects.get()
    Match.objects.create(message=message, fact_check=fact_check, state="confirmed", automatic=True)
    answer_message(message.pk)
    page.get_by_role("heading", name=fact_check.title).wait_for(timeout=9_000)
    context.close()
    assert not complaints


def test_the_first_stop_of_the_keyboard_leads_to_the_content(browser: Browser, live_server: LiveServer) -> None:
    context, page, _ = opened(browser, live_server)
    page.goto("/about")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.id")
    context.close()
    assert focused == "content"
