"""Signing in: one-time links, a second factor for everybody, and no other door."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from corrigenda.core import members
from corrigenda.core.models import Member, Role

pytestmark = pytest.mark.django_db
SECRET = "một mật khẩu đủ dài"


@pytest.fixture(autouse=True)
def _no_earlier_failures() -> None:
    cache.clear()  # sign-in counts failed tries in the cache


def code_for(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def first_link() -> str:
    link = members.first_run_link("http://testserver")
    assert link is not None
    return link.removeprefix("http://testserver")


def test_the_first_person_comes_in_with_the_link_and_a_second_factor() -> None:
    client, link = Client(), first_link()
    assert "You join as administrator" in client.get(link).content.decode()
    joined = client.post(link, {"name": "Lê", "email": "le@desk.example", "password": SECRET})
    assert joined["Location"] == reverse("mfa_index")
    assert "The desk opens once you have a second factor" in client.get(joined["Location"]).content.decode()
    assert client.get("/desk/")["Location"] == reverse("mfa_index")
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"data-secret>(\w+)<", page)
    assert secret
    codes = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret[1])}, follow=True)
    assert "Each opens the desk once" in codes.content.decode()
    assert client.get("/desk/").status_code == 200
    assert client.get("/desk/members/").status_code == 200

    client.post(reverse("account_logout"))
    assert client.get("/desk/").status_code == 302
    half_way = client.post(reverse("account_login"), {"login": "le@desk.example", "password": SECRET})
    assert half_way["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get("/desk/")["Location"].startswith("/account/login/")
    assert "Enter the code" in client.get(reverse("mfa_authenticate")).content.decode()


def test_the_link_is_gone_once_used() -> None:
    client, link = Client(), first_link()
    client.post(link, {"name": "Lê", "email": "le@desk.example", "password": SECRET})
    client = Client()
    for answer in (client.get(link), client.post(link, {"name": "X", "email": "x@x.example", "password": SECRET})):
        assert answer.status_code == 404
        assert "used already" in answer.content.decode()
    assert Member.objects.count() == 1


def test_a_form_filled_in_wrongly_keeps_what_was_typed() -> None:
    client, link = Client(), first_link()
    answer = client.post(link, {"name": "ลี <b>", "email": "no address", "password": SECRET})
    assert answer.status_code == 400
    assert "ลี &lt;b&gt;" in answer.content.decode()
    assert SECRET not in answer.content.decode()
    assert client.post(link, {}).status_code == 400
    assert client.post(link, {"name": "\x00", "email": "\x00", "password": "\x00"}).status_code == 400


def test_an_invitation_is_shown_once_and_makes_a_member(lee_client: Client) -> None:
    page = lee_client.post("/desk/members/invite/", {"role": "volunteer"}).content.decode()
    link = re.search(r'value="[^"]*(/desk/welcome/[\w-]+/)"', page)
    assert link
    assert link[1] not in lee_client.get("/desk/members/").content.decode()
    Client().post(link[1], {"name": "โว", "email": "vo@desk.example", "password": SECRET})
    assert Member.objects.get(email="vo@desk.example").role == Role.VOLUNTEER


def test_a_new_link_from_the_members_page_renews_that_member(lee_client: Client, bo: Member) -> None:
    page = lee_client.post(f"/desk/members/{bo.public_id}/link/").content.decode()
    link = re.search(r'value="[^"]*(/desk/welcome/[\w-]+/)"', page)
    assert link
    assert "For Bo, bo@desk.example" in Client().get(link[1]).content.decode()
    Client().post(link[1], {"password": SECRET})
    bo.refresh_from_db()
    assert bo.check_password(SECRET)


def test_whoever_is_let_out_is_out_at_once(lee_client: Client, bo_client: Client, bo: Member) -> None:
    assert bo_client.get("/desk/").status_code == 200
    lee_client.post(f"/desk/members/{bo.public_id}/out/")
    assert bo_client.get("/desk/").status_code == 302
    cannot = Client().post(reverse("account_login"), {"login": bo.email, "password": "a long enough secret"})
    assert not cannot.wsgi_request.user.is_authenticated
    lee_client.post(f"/desk/members/{bo.public_id}/in/")
    assert Member.objects.get(pk=bo.pk).is_active


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "signup/passkey/",
        "email/",
        "confirm-email/",
        "confirm-email/abc/",
        "password/reset/",
        "password/reset/done/",
        "password/reset/key/1-abc/",
        "password/set/",
        "login/code/",
        "login/code/confirm/",
        "phone/verify/",
        "2fa/webauthn/signup/",
    ],
)
def test_there_is_no_other_door(path: str, cy_client: Client, bo_client: Client) -> None:
    for client in (cy_client, bo_client):
        assert client.get(f"/account/{path}").status_code == 404
        assert client.post(f"/account/{path}", {"email": "x@x.example", "password1": SECRET}).status_code == 404
    assert Member.objects.count() == 1


def test_a_wrong_password_says_nothing_about_who_is_a_member(bo: Member) -> None:
    pages = [
        Client().post(reverse("account_login"), {"login": email, "password": "wrong wrong wrong"}).content.decode()
        for email in (bo.email, "nobody@desk.example")
    ]
    errors = [re.findall(r"notice--error[^>]*>([^<]+)<", page) for page in pages]
    assert errors[0] == errors[1] != []


def test_guessing_passwords_is_slowed_down(bo: Member) -> None:
    client = Client()
    for _ in range(6):
        answer = client.post(reverse("account_login"), {"login": bo.email, "password": "wrong wrong wrong"})
    right = client.post(reverse("account_login"), {"login": bo.email, "password": "a long enough secret"})
    assert not right.wsgi_request.user.is_authenticated
    assert answer.status_code in {200, 429}


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_deactivate_totp",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_reauthenticate",
        "account_change_password",
        "account_logout",
        "account_inactive",
    ],
)
def test_every_page_of_sign_in_looks_like_the_site(name: str, bo_client: Client) -> None:
    bo_client.post(reverse("account_reauthenticate"), {"password": "a long enough secret"})
    answer = bo_client.get(reverse(name), follow=True)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "/static/desk.css" in page
    assert '<main id="content"' in page


def test_a_member_changes_the_password(bo_client: Client, bo: Member) -> None:
    old = "a long enough secret"
    bo_client.post(reverse("account_change_password"), {"oldpassword": old, "password1": SECRET, "password2": SECRET})
    bo.refresh_from_db()
    assert bo.check_password(SECRET)
