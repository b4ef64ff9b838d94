"""A real browser for tests: one Chromium a module; windows of people, in a language, a scheme, a width.

    from tests.browsers import IN_A_BROWSER, Windows, findings, keep

    pytestmark = IN_A_BROWSER

    def test_bo_sees_it(windows: Windows, bo: Member) -> None:
        page = windows.open(bo, "/desk/", lang="th", dark=True, width=320)
        assert not findings(page)          # axe, WCAG 2.2 A and AA
        assert sideways(page) == 0         # pixels to scroll sideways
        keep(page, "th-inbox")             # test-artefacts/th-inbox.png

At the end of each test every error in a console, every error of a page and every request to elsewhere fails it.
"""

from __future__ import annotations

import importlib
import os
import re
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

from corrigenda.core.models import Member

__all__ = ["browser", "rating_scale", "windows"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 10  # seconds
ARTEFACTS = Path(__file__).parents[1] / "test-artefacts"
LANGUAGES = ("en", "vi", "th")
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("rating_scale"),
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine"),
]


@pytest.fixture
def rating_scale(transactional_db: None) -> None:
    """Tests with a server of their own empty every table afterwards, the scale included: it comes back here."""
    importlib.import_module("corrigenda.claims.migrations.0002_rating_scale").add_scale(apps, None)
    importlib.import_module("corrigenda.claims.migrations.0004_topics").add_topics(apps, None)


_running: list[Playwright] = []  # one for each browser that is open, all the same: a thread can have but one


def chromium() -> Iterator[Browser]:
    """Chromium, closed at the end."""
    # Playwright's loop runs in this thread; Django would take that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    _running.append(_running[0] if _running else sync_playwright().start())
    opened = _running[0].chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield opened
    opened.close()
    last = _running.pop()
    if not _running:
        last.stop()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a file."""
    yield from chromium()


class Windows:
    """Opens a window for each person and hears what its pages complain about."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.expected: list[str] = []  # patterns of complaints that a test brings about itself

    def page(self, lang: str = "en", *, dark: bool = False, width: int = 1180, script: bool = True) -> Page:
        """A window of nobody."""
        context = self.browser.new_context(
            locale=lang,
            base_url=self.url,
            color_scheme="dark" if dark else "light",
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        context.on("page", self._listen)
        return context.new_page()

    def open(
        self, member: Member, address: str = "/desk/", *, lang: str = "en", dark: bool = False, width: int = 1180,
        script: bool = True,
    ) -> Page:  # fmt: skip
        """A window of a member, signed in with a second factor, at an address."""
        page = self.page(lang, dark=dark, width=width, script=script)
        sign_in(page, member, self.url)
        page.goto(address)
        return page

    def heard(self) -> list[str]:
        """What pages complained about, but for what the test expects."""
        return [said for said in self.complaints if not any(re.search(each, said) for each in self.expected)]

    def close(self) -> None:
        """Close every window, and let the server finish what they asked for last."""
        for context in self.contexts:
            context.close()
        self.contexts.clear()
        until = time.monotonic() + PATIENCE
        # A request that is still under way holds locks, and all tables are emptied next.
        while any("process_request_thread" in each.name for each in threading.enumerate()):
            if time.monotonic() > until:
                break
            time.sleep(0.02)

    def _listen(self, page: Page) -> None:
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._hear_address(request.url))

    def _hear_address(self, url: str) -> None:
        if not re.match(rf"{re.escape(self.url)}(/|$)|data:|blob:", url):
            self.complaints.append(f"a request to elsewhere: {url}")


@pytest.fixture
def windows(browser: Browser, live_server: LiveServer) -> Iterator[Windows]:
    """Windows on a desk in this process; a complaint of any page fails the test."""
    opened = Windows(browser, live_server.url)
    yield opened
    opened.close()
    assert not opened.heard()


def sign_in(page: Page, member: Member, url: str) -> None:
    """Give a window the session of a member with a second factor."""
    from tests.people import _signed_in

    cookie = _signed_in(member).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": url}])


def sideways(page: Page) -> int:
    """How many pixels a page has to be scrolled sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def findings(page: Page, *, within: str = "") -> list[str]:
    """What axe finds against WCAG 2.2 A and AA: rule, what it is, where. Needs JavaScript."""
    from axe_playwright_python.base import AXE_SCRIPT

    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        "([within, tags]) => axe.run(within || document,"
        " {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
        [within, AXE_RULES],
    )
    return [
        f"{violation['id']}: {violation['help']}: {node['target']} {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def keep(page: Page, name: str) -> None:
    """Keep a screenshot as an artefact of the test run."""
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=str(ARTEFACTS / f"{name}.png"), full_page=True)
