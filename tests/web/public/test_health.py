"""/healthz and /readyz tell the truth."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client

from corrigenda.engine.types import EngineError
from corrigenda.web.public import health

pytestmark = pytest.mark.django_db


def test_the_process_is_up(cy_client: Client) -> None:
    response = cy_client.get("/healthz")
    assert response.json() == {"status": "up"}
    assert "no-store" in response["Cache-Control"]


def test_ready_when_everything_is_there(cy_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(health.CHECKS, "encoder", lambda: "")
    response = cy_client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "ready")


def test_a_missing_migration_is_told(cy_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(health.CHECKS, "encoder", lambda: "")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'reply'")
    response = cy_client.get("/readyz")
    assert response.status_code == 503
    assert "not applied" in response.json()["problems"]["migrations"]


def test_an_encoder_that_cannot_be_opened_is_told(cy_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise EngineError("The weights are damaged.")

    monkeypatch.setattr("corrigenda.matching.engine_room.encoder", broken)
    response = cy_client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["problems"] == {"encoder": "The weights are damaged."}
