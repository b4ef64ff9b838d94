"""Looking a text up by the API: probability, reasons and differences in one typed shape; nothing is kept."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from corrigenda.engine.types import EngineError
from corrigenda.intake.models import Message, Request
from corrigenda.matching import actions
from corrigenda.matching.models import Match
from corrigenda.web.api import operations
from tests.matching.test_versions import CLAIM, check

pytestmark = pytest.mark.django_db


def looked_up(client: Client, content: object, *, status: int = 200) -> dict[str, object]:
    response = client.post("/api/v1/matches", json.dumps(content), content_type="application/json")
    assert response.status_code == status, response.content
    body = response.json()
    assert isinstance(body, dict)
    return body


def test_what_is_found_comes_with_its_reasons(cy_client: Client) -> None:
    check()
    newest = check(site="two.example", reviewed_on="2025-01-01")
    actions.bring_up_to_date()
    text = "Bác tôi bảo 🙏 moi sang uong nuoc chanh nong la chua khoi benh ung thu do"
    matches = looked_up(cy_client, {"text": text, "lang": "vi"})["matches"]
    assert isinstance(matches, list)
    first = matches[0]
    assert first["fact_check"]["id"] == newest.public_id
    assert [other["publisher"]["site"] for other in first["also_checked"]] == ["one.example"]
    assert first["ground"] == "shared"
    assert 0 < first["probability"] <= 1
    shared = {text[span["start"] : span["end"]] for span in first["marks"]["text"]}
    assert any("nuoc chanh nong" in words for words in shared)
    assert any("nước chanh nóng" in CLAIM[span["start"] : span["end"]] for span in first["marks"]["claim"])
    assert (Message.objects.count(), Request.objects.count(), Match.objects.count()) == (0, 0, 0)


def test_a_denial_is_among_the_differences(cy_client: Client) -> None:
    check()
    actions.bring_up_to_date()
    body = looked_up(cy_client, {"text": "Uống nước chanh nóng mỗi sáng không chữa khỏi bệnh ung thư.", "lang": "vi"})
    kinds = [each["kind"] for match in body["matches"] for each in match["differences"]]  # type: ignore[attr-defined]
    assert "negation" in kinds


@pytest.mark.parametrize("text", ["🙏", "\x00", "ok", "ก" * 20_000])
def test_any_text_gets_an_answer(cy_client: Client, text: str) -> None:
    check()
    actions.bring_up_to_date()
    assert isinstance(looked_up(cy_client, {"text": text})["matches"], list)


@pytest.mark.parametrize("text", ["\ud800", "a\ud83d nước chanh nóng"])
def test_half_a_character_is_a_clear_error(cy_client: Client, text: str) -> None:
    assert looked_up(cy_client, {"text": text}, status=422)["error"]["code"] == "invalid"  # type: ignore[index]


@pytest.mark.parametrize("content", [{}, {"text": ""}, {"text": "a" * 20_001}, {"text": 3}, {"text": "a", "lang": "<"}])
def test_what_is_not_as_described_is_refused(cy_client: Client, content: object) -> None:
    assert looked_up(cy_client, content, status=422)["error"]["code"] == "invalid"  # type: ignore[index]


def test_an_engine_that_cannot_search_says_so(cy_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str, *, lang: str | None = None) -> list[object]:
        raise EngineError("The model is gone.", code="model_gone")

    monkeypatch.setattr(operations, "search", fail)
    error = looked_up(cy_client, {"text": "a b c"}, status=503)["error"]
    assert (error["code"], error["permanent"]) == ("model_gone", False)  # type: ignore[index]
