"""Members come by links that are good once; there is no other way in."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection

from corrigenda.core import members, membership
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, NotAllowed, NotFound, StateConflict
from corrigenda.core.models import AuditEntry, Invitation, Member, Role

SECRET = "mật khẩu rất dài ภาษาไทย"


def token_in(link: str | None) -> str:
    assert link is not None
    return link.rstrip("/").rsplit("/", 1)[1]


def join(token: str, *, email: str = "lee@desk.example", name: str = "Lê") -> Member:
    return members.accept_invitation(token, email=email, name=name, password=SECRET)


@pytest.mark.django_db
class TestFirstRun:
    def test_the_first_link_makes_an_administrator_once(self) -> None:
        link = members.first_run_link("http://localhost:8000/")
        assert link is not None
        assert link.startswith("http://localhost:8000/desk/welcome/")
        member = join(token_in(link))
        assert (member.role, member.check_password(SECRET)) == (Role.ADMINISTRATOR, True)
        with pytest.raises(NotFound):
            join(token_in(link), email="other@desk.example")

    def test_each_start_replaces_the_link(self) -> None:
        first, second = (token_in(members.first_run_link("http://x")) for _ in range(2))
        with pytest.raises(NotFound):
            members.invitation_for(first)
        assert members.invitation_for(second).role == Role.ADMINISTRATOR

    def test_there_is_no_such_link_once_there_is_a_member(self, bo: Member) -> None:
        assert members.first_run_link("http://x") is None

    def test_the_token_itself_is_stored_nowhere(self) -> None:
        token = token_in(members.first_run_link("http://x"))
        assert token not in str(list(Invitation.objects.values_list()))

    @pytest.mark.parametrize("token", ["", "x", "0" * 64, "ไทย", "\x00", "\ud800"])
    def test_another_token_opens_nothing(self, token: str) -> None:
        members.first_run_link("http://x")
        with pytest.raises(NotFound):
            join(token)

    def test_a_link_ends_with_its_time(self) -> None:
        token = token_in(members.first_run_link("http://x"))
        Invitation.objects.update(expires_at=now() - timedelta(seconds=1))
        with pytest.raises(NotFound):
            join(token)


@pytest.mark.django_db
class TestInvitations:
    def test_only_an_administrator_invites(self, ana: Member, lee: Member) -> None:
        with pytest.raises(NotAllowed):
            members.invite(Role.EDITOR, member=ana)
        assert join(members.invite(Role.VOLUNTEER, member=lee), email="vo@x.example").role == Role.VOLUNTEER

    def test_a_role_that_does_not_exist_is_refused(self, lee: Member) -> None:
        with pytest.raises(Invalid):
            members.invite("emperor", member=lee)

    @pytest.mark.parametrize(
        ("email", "name", "password"),
        [
            ("no address", "Lê", SECRET),
            ("lee@desk.example", " ", SECRET),
            ("new@desk.example", "Lê", "short"),
            ("new@desk.example", "Lê", "password12"),
            ("bo@desk.example", "Lê", SECRET),
            ("BO@desk.example ", "Lê", SECRET),
        ],
    )
    def test_what_is_typed_wrongly_leaves_the_link_good(
        self, lee: Member, bo: Member, email: str, name: str, password: str
    ) -> None:
        token = members.invite(Role.EDITOR, member=lee)
        with pytest.raises(Invalid):
            members.accept_invitation(token, email=email, name=name, password=password)
        assert join(token, email="other@desk.example").role == Role.EDITOR


@pytest.mark.django_db(transaction=True)
def test_a_link_used_twice_at_once_makes_one_member() -> None:
    token = token_in(members.first_run_link("http://x"))
    start = threading.Barrier(2)

    def press(number: int) -> None:
        try:
            start.wait()
            join(token, email=f"m{number}@desk.example")
        except NotFound:
            pass
        finally:
            connection.close()

    people = [threading.Thread(target=press, args=[number]) for number in range(2)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert Member.objects.count() == 1


@pytest.mark.django_db
class TestRenewing:
    def test_a_new_link_gives_a_new_password_and_takes_the_old_second_factor(self, bo: Member, lee: Member) -> None:
        from allauth.mfa.models import Authenticator
        from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

        TOTP.activate(bo, generate_totp_secret())
        token = members.renew_access(bo.pk, member=lee)
        assert Authenticator.objects.filter(user=bo).exists()
        renewed = members.accept_invitation(token, email="evil@desk.example", name="Evil", password=SECRET)
        bo.refresh_from_db()
        assert (renewed, bo.email, bo.name, bo.check_password(SECRET)) == (bo, "bo@desk.example", "Bo", True)
        assert not Authenticator.objects.filter(user=bo).exists()

    def test_only_an_administrator_makes_one(self, ana: Member, bo: Member) -> None:
        with pytest.raises(NotAllowed):
            members.renew_access(bo.pk, member=ana)

    def test_a_newer_link_replaces_it(self, bo: Member, lee: Member) -> None:
        first = members.renew_access(bo.pk, member=lee)
        members.renew_access(bo.pk, member=lee)
        with pytest.raises(NotFound):
            members.invitation_for(first)

    def test_a_link_for_a_member_who_left_opens_nothing(self, bo: Member, lee: Member) -> None:
        token = members.renew_access(bo.pk, member=lee)
        membership.set_active(bo.pk, active=False, member=lee)
        with pytest.raises(NotFound):
            members.invitation_for(token)


@pytest.mark.django_db
class TestLeaving:
    def test_nobody_removes_himself(self, lee: Member) -> None:
        with pytest.raises(StateConflict):
            membership.set_active(lee.pk, active=False, member=lee)

    def test_who_left_can_come_back(self, lee: Member, bo: Member) -> None:
        membership.set_active(bo.pk, active=False, member=lee)
        membership.set_active(bo.pk, active=True, member=lee)
        bo.refresh_from_db()
        assert bo.is_active
        assert list(AuditEntry.objects.values_list("action", flat=True)) == ["activate_member", "deactivate_member"]


@pytest.mark.django_db
def test_a_member_made_by_command_has_no_password_until_the_link_is_used() -> None:
    member, token = members.create_member("Ana@Desk.Example", name="Ána", role=Role.EDITOR)
    assert (member.email, member.has_usable_password()) == ("ana@desk.example", False)
    again, newer = members.create_member("ana@desk.example", name="", role=Role.VOLUNTEER)
    assert (again, again.role) == (member, Role.EDITOR)
    with pytest.raises(NotFound):
        members.invitation_for(token)
    join(newer)
    member.refresh_from_db()
    assert member.check_password(SECRET)
