"""T14: every screen of the desk can be used by everyone: axe, a phone of 320 px, the keyboard alone; in en, vi, th.

The screens come from the URLconf (by way of `rules.py`), so a new one is covered from its first day. Screenshots are
kept in test-artefacts. A usual run opens the main screens in all three languages and each other screen in one of them,
in turn; `make screens` opens every screen in every language.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from corrigenda.claims.models import FactCheck
from corrigenda.core.members import invite
from corrigenda.core.models import Role
from tests.browsers import IN_A_BROWSER, LANGUAGES, Windows, findings, keep, sideways
from tests.web.desk.rules import RULES
from tests.web.desk.world import Place, address_of, desk_patterns, place_of, public_story, somebody

pytestmark = [*IN_A_BROWSER, pytest.mark.slow]
ACCOUNT = (
    "mfa_index",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "account_change_password",
    "account_reauthenticate",
    "account_logout",
)
EVERYTHING = bool(os.environ.get("CORRIGENDA_EVERY_LANGUAGE"))
MAIN = {"inbox", "case", "editor", "read", "waiting"}  # where people spend their day: always in all languages
STRANGERS = ("account_login", "account_inactive")
# What the keyboard has to reach: everything that is pressed or filled in, one of each group of radio buttons.
REACHABLE = """() => {
  const groups = new Set();
  const stops = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
  return [...document.querySelectorAll(stops)].filter((each) => {
    if (each.disabled || each.type === 'hidden' || !each.checkVisibility({visibilityProperty: true})) return false;
    if (each.type !== 'radio') return true;
    const fresh = !groups.has(each.name);
    groups.add(each.name);
    return fresh;
  }).length;
}"""
STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  window.stops = window.stops || new Set();
  const stays = at === window.last;  // the parts of a date are stops of one field
  const known = !stays && window.stops.has(at);
  window.stops.add(at);
  window.last = at;
  const style = getComputedStyle(at);
  const seen = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || at.matches('.skip');
  return {known, stays, seen, what: at.outerHTML.slice(0, 120)};
}"""


@pytest.fixture
def place() -> Place:
    """An administrator's desk with something of everything, in three scripts."""
    lee = somebody(Role.ADMINISTRATOR, name="Lê Thị Hồng Nhung", lang="vi")
    bo = somebody(Role.FACT_CHECKER, name="สมชาย ใจดี")
    place = place_of(lee)
    for lang in LANGUAGES:
        place_of(bo, lang=lang)
    public_story(bo, lee)
    invite(Role.EDITOR, member=lee, whom="Nguyễn Thị Mai, ban Y tế")
    return place


def screens(place: Place) -> Iterator[tuple[str, str]]:
    """The name and address of every screen; what is written on is a draft."""
    for name, pattern in desk_patterns().items():
        if name in RULES and RULES[name].is_screen:
            if name == "editor":
                FactCheck.objects.filter(pk=place.fact_check.pk).update(state="draft")
            yield name, address_of(pattern, place)
            if name == "editor":
                FactCheck.objects.filter(pk=place.fact_check.pk).update(state="waiting")
    for name in ACCOUNT:
        yield name, reverse(name)


def in_turn(place: Place, lang: str) -> Iterator[tuple[str, str]]:
    """The screens that a usual run opens in this language."""
    for number, (name, address) in enumerate(screens(place)):
        if EVERYTHING or name in MAIN or LANGUAGES[number % len(LANGUAGES)] == lang:
            yield name, address


def welcome(place: Place) -> str:
    return reverse("desk:welcome", args=[invite(Role.EDITOR, member=place.member)])


def troubles(page: Page, *, width: int) -> list[str]:
    found = findings(page)
    return [*found, f"{sideways(page)} px to scroll sideways at {width}"] if sideways(page) else found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_screen_passes_axe_and_fits_a_phone(windows: Windows, place: Place, lang: str) -> None:
    trouble: dict[str, list[str]] = {}
    phone = windows.open(place.member, lang=lang, width=320)
    stranger = windows.page(lang, width=320)
    visits = [(phone, name, address) for name, address in in_turn(place, lang)]
    visits += [(stranger, name, reverse(name)) for name in STRANGERS] + [(stranger, "welcome", welcome(place))]
    for number, (page, name, address) in enumerate(visits):
        page.emulate_media(color_scheme="dark" if number % 2 else "light")
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, (name, answer.status)
        keep(page, f"{lang}-320-{name}")
        if found := troubles(page, width=320):
            trouble[name] = found
    assert not trouble, "\n".join(f"{name}: {each}" for name, all_of in trouble.items() for each in all_of)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_screen_passes_axe_on_a_wide_desk(windows: Windows, place: Place, lang: str) -> None:
    trouble: dict[str, list[str]] = {}
    page = windows.open(place.member, lang=lang)
    for number, (name, address) in enumerate(in_turn(place, lang)):
        page.emulate_media(color_scheme="light" if number % 2 else "dark")
        page.goto(address)
        keep(page, f"{lang}-wide-{name}")
        if found := troubles(page, width=1180):
            trouble[name] = found
    assert not trouble, "\n".join(f"{name}: {each}" for name, all_of in trouble.items() for each in all_of)


def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(windows: Windows, place: Place) -> None:
    trouble: dict[str, object] = {}
    page = windows.open(place.member)
    for name, address in screens(place):
        page.goto(address)
        page.evaluate("document.activeElement.blur()")
        there, unseen = page.evaluate(REACHABLE), []
        stops = 0
        for _ in range(3 * there + 5):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop is None or stop["known"]:
                break
            stops += not stop["stays"]
            if not stop["seen"]:
                unseen.append(stop["what"])
        if stops < there or unseen:
            trouble[name] = (f"{stops} of {there} reached", unseen)
    assert not trouble


def test_every_screen_is_small_and_asks_the_database_seldom(place: Place) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.people import _signed_in

    client, trouble = _signed_in(place.member), {}
    for name, address in screens(place):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        if len(asked) > 25 or len(answer.content) > 100_000:
            trouble[name] = (len(asked), len(answer.content))
    assert not trouble
