"""Browsers of the desk's other people."""

from __future__ import annotations

import pytest
from django.test import Client

from corrigenda.core.models import Member, Role
from tests.people import _signed_in


@pytest.fixture
def lee_client(lee: Member) -> Client:
    """The administrator's browser."""
    return _signed_in(lee)


@pytest.fixture
def volunteer_client(db: None) -> Client:
    """The browser of somebody who helps to look for evidence."""
    return _signed_in(
        Member.objects.create_user("vo@desk.example", "a long enough secret", name="Võ", role=Role.VOLUNTEER)
    )
