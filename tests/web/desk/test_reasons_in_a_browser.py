"""Suggestions in a real browser: they fit a phone in three languages and both schemes, without a complaint."""

from __future__ import annotations

import importlib
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from corrigenda.claims.models import FactCheck
from corrigenda.desk.models import Case
from tests.desk.cases import case_about
from tests.web.desk.test_reasons import known, suggested

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
ARTEFACTS = Path(__file__).parents[3] / "test-artefacts"
MESSAGE = (
    "KHẨN!!! 🙏🙏 Chuyển tiếp cho cả nhà. Bác sĩ Trần Văn Minh ở Bệnh viện Bạch Mai, Hà Nội nói: uống 6 lít nước muối "
    "ấm mỗi ngày trong 15 ngày thì diệt sạch virus Covid-19, không cần tiêm vắc-xin. " + "Hãy chia sẻ ngay nhé! " * 30
)

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


@pytest.fixture
def case() -> Case:
    claim = "Uống 4 lít nước muối ấm mỗi ngày diệt virus Covid-19, theo Bác sĩ Trần Văn Minh ở Huế."
    rows: list[FactCheck] = [
        known(claim, site="kiemchung.example", title="Nước muối không diệt được virus trong cơ thể"),
        known(claim, site="tintoc.example", title="Bác tin uống nước muối trị Covid-19"),
    ]
    FactCheck.objects.filter(pk=rows[0].pk).update(reviewed_on=date(2026, 3, 1))
    thai = known("ดื่มน้ำเกลือวันละ 6 ลิตรฆ่าเชื้อโควิด", site="saniti.example", lang="th", title="น้ำเกลือไม่ฆ่าเชื้อโควิดในร่างกาย")
    far = known("Rửa mũi hằng ngày tốt cho sức khỏe", site="xa.example", title="x" * 200)
    made = suggested(MESSAGE, *rows)
    for row, probability in ((thai, 0.55), (far, 0.08)):
        made.case_messages.get().message.matches.create(fact_check=row, probability=probability)
    return made


@pytest.mark.parametrize("width", [320, 1180])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "vi", "th"])
def test_suggestions_fit_and_break_no_policy(
    browser: Browser, live_server: LiveServer, bo_client: Client, case: Case, lang: str, scheme: str, width: int
) -> None:
    context = browser.new_context(
        base_url=live_server.url,
        locale=lang,
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 900},
        java_script_enabled=True,
    )
    cookie = bo_client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page, complaints = context.new_page(), []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(f"/desk/cases/{case.public_id}/")
    page.locator(".also summary").first.focus()
    page.keyboard.press("Enter")
    page.locator(".also button").first.wait_for()
    wide = page.evaluate("document.documentElement.scrollWidth")
    ARTEFACTS.mkdir(exist_ok=True)
    page.screenshot(path=str(ARTEFACTS / f"{lang}-reasons-{scheme}-{width}.png"), full_page=True)
    lines = page.evaluate(
        "[...document.querySelectorAll('.compare .mark')].map(m => getComputedStyle(m).textDecorationStyle)"
    )
    context.close()
    assert wide <= width
    assert {"solid", "wavy", "double"} <= set(lines)
    assert not complaints


def test_a_screen_reader_hears_what_a_mark_means(
    browser: Browser, live_server: LiveServer, bo_client: Client, case: Case
) -> None:
    case_about("Một tin khác")
    context = browser.new_context(base_url=live_server.url, locale="en")
    cookie = bo_client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/desk/cases/{case.public_id}/")
    heard = page.locator(".compare__text").first.aria_snapshot()
    seen = page.locator(".compare__text .unseen").first.bounding_box()
    context.close()
    assert "differs: 6" in heard
    assert seen is not None
    assert (seen["width"], seen["height"]) == (1, 1)
