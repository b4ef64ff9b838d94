"""An invitation in a real browser: a link, a password, a second factor, the desk; and out again. In three languages."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from corrigenda.core.models import Member, Role
from tests.browsers import IN_A_BROWSER, LANGUAGES, Windows, keep, sideways
from tests.web.desk.test_sign_in import code_for

pytestmark = IN_A_BROWSER
SECRET = "một mật khẩu đủ dài"
NAMES = {"en": "Margaret Hamilton", "vi": "Nguyễn Thị Hồng Mai", "th": "สมหญิง ตั้งใจดี"}


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


def press(page: Page) -> None:
    page.locator("main form.card button").first.click()


def invited(windows: Windows, lee: Member, lang: str) -> tuple[Page, str]:
    """The administrator makes a link and copies it; the page of members, and the link."""
    page = windows.open(lee, "/desk/members/", lang=lang)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("#whom").fill(NAMES[lang])
    page.locator("form[action$='/invite/'] select").select_option("editor")
    page.locator("form[action$='/invite/'] button").click()
    page.locator("[data-copies]").click()
    link = page.locator("#link").input_value()
    assert page.evaluate("navigator.clipboard.readText()") == link
    expect(page.locator("#links + ul")).to_contain_text(NAMES[lang])
    keep(page, f"{lang}-invitation-1-link")
    return page, urlsplit(link).path


def joined(windows: Windows, path: str, lang: str) -> Page:
    """Somebody new opens the link on a phone and chooses a password."""
    page = windows.page(lang, width=320)
    page.goto(path)
    assert page.locator("html").get_attribute("lang") == lang
    page.locator("#name").fill(NAMES[lang])
    page.locator("#email").fill(f"new-{lang}@desk.example")
    page.locator("#password").fill(SECRET)
    keep(page, f"{lang}-invitation-2-welcome")
    press(page)
    page.wait_for_url("**/account/2fa/")
    return page


def with_an_app(page: Page, lang: str) -> list[str]:
    """Set up an app; the recovery codes."""
    page.goto("/desk/")
    page.wait_for_url("**/account/2fa/")  # nothing of the desk opens before there is a second factor
    page.locator("a[href$='/totp/activate/']").click()
    page.locator("input[name=code]").fill(code_for(page.locator("[data-secret]").inner_text()))
    keep(page, f"{lang}-invitation-3-app")
    press(page)
    page.wait_for_url("**/recovery-codes/")
    keep(page, f"{lang}-invitation-4-codes")
    assert sideways(page) == 0
    return page.locator(".codes li").all_inner_texts()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_somebody_invited_comes_in_with_a_second_factor_and_goes_at_once(
    windows: Windows, lee: Member, lang: str
) -> None:
    members, path = invited(windows, lee, lang)
    new = joined(windows, path, lang)
    codes = with_an_app(new, lang)
    new.locator("main a[href='/desk/']").click()
    expect(new.locator("nav [aria-current=page]").first).to_be_visible()
    keep(new, f"{lang}-invitation-5-desk")
    made = Member.objects.get(email=f"new-{lang}@desk.example")
    assert (made.name, made.role, made.lang) == (NAMES[lang], Role.EDITOR, lang)

    new.locator("footer form[action$='/logout/'] button").click()
    new.goto("/account/login/")
    new.locator("input[name=login]").fill(made.email)
    new.locator("input[name=password]").fill(SECRET)
    press(new)
    new.wait_for_url("**/authenticate/")
    new.locator("input[name=code]").fill(codes[0])
    press(new)
    new.wait_for_url("**/desk/")

    members.goto("/desk/members/")
    person = members.locator(f"[id='{made.public_id}']")
    person.locator("summary").click()
    keep(members, f"{lang}-invitation-6-members")
    person.locator("form[action$='/out/'] button").click()
    members.wait_for_url("**/desk/members/")
    new.goto("/desk/")
    new.wait_for_url("**/account/login/**")
    keep(new, f"{lang}-invitation-7-out")


def test_a_passkey_alone_opens_the_desk(windows: Windows, lee: Member) -> None:
    _members, path = invited(windows, lee, "vi")
    new = joined(windows, path, "vi")
    with_an_app(new, "vi")
    protocol = new.context.new_cdp_session(new)
    protocol.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    protocol.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    new.goto("/account/2fa/webauthn/add/")
    new.locator("input[type=text]").fill("Điện thoại của Mai")
    new.locator("#webauthn_button").click()
    new.wait_for_url(lambda url: not url.endswith("/add/"))
    new.goto("/desk/")
    new.locator("footer form[action$='/logout/'] button").click()
    new.goto("/account/login/")
    new.locator("#passkey_login").click()
    new.wait_for_url("**/desk/")
    keep(new, "vi-invitation-8-passkey")
