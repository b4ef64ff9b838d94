"""Ana, editor; Bo, fact-checker; Cy, stranger. Ana may, Bo may not sign off his own, Cy sees nothing."""

import time

import pytest
from django.test import Client

from corrigenda.core.models import Member, Role

__all__ = ["ana", "ana_client", "bo", "bo_client", "cy_client", "lee"]


@pytest.fixture
def ana(db: None) -> Member:
    """An editor."""
    return Member.objects.create_user("ana@desk.example", "a long enough secret", name="Ana", role=Role.EDITOR)


@pytest.fixture
def bo(db: None) -> Member:
    """A fact-checker, who writes in Vietnamese."""
    return Member.objects.create_user("bo@desk.example", "a long enough secret", name="Bo", lang="vi")


@pytest.fixture
def lee(db: None) -> Member:
    """An administrator, who runs the machine."""
    return Member.objects.create_user("lee@desk.example", "a long enough secret", name="Lee", role=Role.ADMINISTRATOR)


def _signed_in(member: Member) -> Client:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from allauth.mfa.utils import is_mfa_enabled

    if not is_mfa_enabled(member):
        TOTP.activate(member, generate_totp_secret())
        RecoveryCodes.activate(member)
    client = Client()
    client.force_login(member)
    session = client.session  # as allauth notes a password that was just typed
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(member.pk)
    session.save()
    return client


@pytest.fixture
def ana_client(ana: Member) -> Client:
    """Ana's browser, signed in with a second factor."""
    return _signed_in(ana)


@pytest.fixture
def bo_client(bo: Member) -> Client:
    """Bo's browser, signed in with a second factor."""
    return _signed_in(bo)


@pytest.fixture
def cy_client() -> Client:
    """A stranger's browser."""
    return Client()
