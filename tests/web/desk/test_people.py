"""Members, links, sessions: an administrator looks after them, and there is always one left."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from corrigenda.core import members, membership
from corrigenda.core.exceptions import CorrigendaError, NotAllowed, StateConflict
from corrigenda.core.models import AuditEntry, Invitation, Member, MemberSession, Role
from corrigenda.core.roles import MAY, Permission
from corrigenda.web.devices import LONGEST, device_words
from tests.people import _signed_in

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"


@pytest.mark.django_db
class TestMembers:
    def test_a_role_changes_and_counts_from_the_next_page_on(
        self, lee: Member, lee_client: Client, bo: Member, bo_client: Client
    ) -> None:
        assert bo_client.get("/desk/log/").status_code == 403
        lee_client.post(f"/desk/members/{bo.public_id}/role/", {"role": "editor"})
        assert bo_client.get("/desk/log/").status_code == 200
        entry = AuditEntry.objects.get(action="change_role")
        assert (entry.member, entry.details) == (lee, {"before": "fact_checker", "role": "editor"})

    def test_the_last_administrator_stays_one(self, lee: Member, lee_client: Client, ana: Member) -> None:
        page = lee_client.post(f"/desk/members/{lee.public_id}/role/", {"role": "editor"}, follow=True)
        assert "A desk needs an administrator" in page.content.decode()
        membership.change_role(ana.pk, Role.ADMINISTRATOR, member=lee)
        membership.change_role(lee.pk, Role.EDITOR, member=lee)
        with pytest.raises(NotAllowed):
            membership.set_active(ana.pk, active=False, member=lee)

    def test_a_second_factor_is_reset_and_asked_for_anew(
        self, lee_client: Client, bo: Member, bo_client: Client
    ) -> None:
        lee_client.post(f"/desk/members/{bo.public_id}/second-factor/")
        assert bo_client.get("/desk/")["Location"].startswith("/account/login/")
        bo_client.post(reverse("account_login"), {"login": bo.email, "password": "a long enough secret"})
        assert bo_client.get("/desk/")["Location"] == reverse("mfa_index")
        assert AuditEntry.objects.filter(action="reset_second_factor", subject_id=bo.public_id).exists()

    def test_nobody_resets_their_own(self, lee: Member) -> None:
        with pytest.raises(StateConflict):
            membership.reset_second_factor(lee.pk, member=lee)

    def test_a_link_that_is_taken_back_opens_nothing(self, lee: Member, lee_client: Client) -> None:
        token = members.invite(Role.EDITOR, member=lee, whom="Mai ở ban Y tế")
        page = lee_client.get("/desk/members/").content.decode()
        assert "Mai ở ban Y tế" in page
        assert "good until" in page
        lee_client.post(f"/desk/members/invitations/{Invitation.objects.get().public_id}/revoke/")
        assert Client().get(members.welcome_path(token)).status_code == 404
        assert not Invitation.objects.exists()

    def test_whoever_is_let_out_loses_every_session_at_once(self, lee: Member, bo: Member) -> None:
        browsers = [_signed_in(bo) for _ in range(2)]
        membership.set_active(bo.pk, active=False, member=lee)
        assert not MemberSession.objects.filter(member=bo).exists()
        assert {each.get("/desk/").status_code for each in browsers} == {302}

    def test_before_a_role_changes_the_administrator_shows_who_they_are(self, lee: Member, bo: Member) -> None:
        client = _signed_in(lee)
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 3600}]
        session.save()
        asked = client.post(f"/desk/members/{bo.public_id}/role/", {"role": "editor"})
        assert asked["Location"].startswith(reverse("account_reauthenticate"))
        bo.refresh_from_db()
        assert bo.role == Role.FACT_CHECKER
        client.post(asked["Location"], {"password": "a long enough secret"})
        bo.refresh_from_db()
        assert bo.role == Role.EDITOR

    def test_the_page_shows_what_each_role_may_do(self, lee_client: Client) -> None:
        page = lee_client.get("/desk/members/").content.decode()
        assert all(str(each.label) in page for each in Permission)
        assert set(MAY) == set(Permission)
        assert all(Role.ADMINISTRATOR in roles for roles in MAY.values())


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_remove_each_other_at_once_leave_one() -> None:
    pair = [
        Member.objects.create_user(f"a{n}@desk.example", "a long enough secret", name=f"A{n}", role=Role.ADMINISTRATOR)
        for n in range(2)
    ]
    start = threading.Barrier(2)

    def press(actor: Member, other: Member) -> None:
        try:
            start.wait()
            membership.set_active(other.pk, active=False, member=actor)
        except CorrigendaError:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=each) for each in (pair, pair[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Member.objects.filter(is_active=True).count() == 1


@pytest.mark.django_db
class TestSessions:
    def test_each_browser_is_seen_with_its_kind_and_without_an_address(self, bo: Member) -> None:
        laptop, phone = _signed_in(bo), _signed_in(bo)
        phone.get("/desk/", HTTP_USER_AGENT=PHONE, REMOTE_ADDR="203.0.113.77")
        laptop.get("/desk/", HTTP_USER_AGENT=FIREFOX)
        page = laptop.get("/desk/sessions/", HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="203.0.113.78").content.decode()
        assert "Firefox, Linux" in page
        assert "Safari, iPhone" in page
        assert "203.0.113" not in page
        assert "203.0.113" not in str(list(MemberSession.objects.values_list()))

    def test_one_browser_ends_another_of_the_same_member(self, bo: Member) -> None:
        laptop, phone = _signed_in(bo), _signed_in(bo)
        phone.get("/desk/")
        of_phone = MemberSession.objects.get(pk=phone.session.session_key)
        laptop.post(f"/desk/sessions/{of_phone.public_id}/end/")
        assert phone.get("/desk/").status_code == 302
        assert laptop.get("/desk/").status_code == 200

    def test_a_member_does_not_end_the_session_of_another(
        self, ana: Member, ana_client: Client, bo_client: Client
    ) -> None:
        of_bo = MemberSession.objects.get(pk=bo_client.session.session_key)
        assert ana_client.post(f"/desk/sessions/{of_bo.public_id}/end/").status_code == 404
        assert bo_client.get("/desk/").status_code == 200

    def test_all_others_end_with_one_press(self, bo: Member) -> None:
        here, *others = [_signed_in(bo) for _ in range(3)]
        here.post("/desk/sessions/end-others/")
        assert here.get("/desk/").status_code == 200
        assert {each.get("/desk/").status_code for each in others} == {302}

    def test_an_administrator_ends_all_of_a_members(self, lee: Member, lee_client: Client, bo: Member) -> None:
        browsers = [_signed_in(bo) for _ in range(2)]
        lee_client.post(f"/desk/members/{bo.public_id}/end-sessions/")
        assert {each.get("/desk/").status_code for each in browsers} == {302}
        assert AuditEntry.objects.get(action="end_sessions_of").details == {"sessions": 2}

    def test_a_session_of_a_week_ends(self, bo: Member) -> None:
        client = _signed_in(bo)
        session = client.session
        session["signed_in_at"] = int(time.time()) - LONGEST - 60
        session.save()
        assert client.get("/desk/")["Location"].startswith("/account/login/")

    def test_looking_at_pages_writes_the_session_once_in_five_minutes(self, bo_client: Client) -> None:
        bo_client.get("/desk/sessions/")
        before = MemberSession.objects.get(pk=bo_client.session.session_key).used_at
        bo_client.get("/desk/sessions/")
        assert MemberSession.objects.get(pk=bo_client.session.session_key).used_at == before


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (FIREFOX, "Firefox, Linux"),
        (PHONE, "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140 Safari/537.36 Edg/140", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile Safari/537.36", "Chrome, Android"),
        ("", ""),
        ("<script>" * 2000, ""),
    ],
)
def test_a_browser_is_named_in_two_words(said: str, words: str) -> None:
    assert device_words(said) == words
