"""The API: ask, follow, read; every error in one shape; nothing by person."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client

from corrigenda.claims.models import FactCheck
from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.desk.models import Case, CaseMessage
from corrigenda.intake.models import Message, Request
from corrigenda.matching.models import Match
from corrigenda.reply.actions import answer_message
from tests.publish.stories import ENGLISH, THAI, draft, imported, published

pytestmark = pytest.mark.django_db

API = "/api/v1"


def post(client: Client, content: object, *, status: int = 201) -> dict[str, object]:
    response = client.post(f"{API}/requests", json.dumps(content), content_type="application/json")
    assert response.status_code == status, response.content
    body = response.json()
    assert isinstance(body, dict)
    return body


def get(client: Client, address: str, *, status: int = 200) -> dict[str, object]:
    response = client.get(f"{API}/{address}")
    assert response.status_code == status, response.content
    body = response.json()
    assert isinstance(body, dict)
    return body


def error_in(body: dict[str, object]) -> str:
    error = body["error"]
    assert isinstance(error, dict)
    assert set(error) == {"code", "sentence", "permanent"}
    assert isinstance(error["permanent"], bool)
    assert error["sentence"]
    return str(error["code"])


@pytest.mark.parametrize("text", ["Nước chanh?", "น้ำมะนาว?", "😀", "https://example.org/x", "\ud800hello\x00"])
def test_asking_gives_a_receipt_that_can_be_followed(cy_client: Client, text: str) -> None:
    given = post(cy_client, {"text": text, "lang": "vi"})
    assert str(given["url"]).endswith(f"/r/{given['receipt']}")
    assert get(cy_client, f"requests/{given['receipt']}")["state"] == "looking"
    assert Request.objects.get().tipline == "api"


def test_a_thousand_times_the_same_is_one_message(cy_client: Client) -> None:
    for _ in range(100):
        post(cy_client, {"text": "Chuyển tiếp ngay"})
    assert (Message.objects.count(), Request.objects.count()) == (1, 100)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"text": ""}, "empty"),
        ({"text": "\ud800"}, "empty"),
        ({"text": "\u0000\u200b"}, "empty"),
        ({"text": "a" * 1_048_576}, "too_long"),
        ({"text": 5}, "invalid"),
        ({"text": None}, "invalid"),
        ({"text": ["a"]}, "invalid"),
        ({"text": {"a": 1}}, "invalid"),
        ({"text": "a", "lang": "xx"}, "invalid"),
        ({"text": "a", "lang": 3}, "invalid"),
        ({}, "invalid"),
        ([], "invalid"),
        ("a", "invalid"),
        (None, "invalid"),
        (True, "invalid"),
    ],
)
def test_what_is_not_as_described_is_refused_in_one_shape(cy_client: Client, content: object, code: str) -> None:
    assert error_in(post(cy_client, content, status=422)) == code
    assert not Message.objects.exists()


@pytest.mark.parametrize("body", [b"{", b"", b"\xff\xfe", b"{'text': 'a'}", b"[" * 100_000, b'{"text": "a"'])
def test_a_body_that_is_no_json_is_refused_in_one_shape(cy_client: Client, body: bytes) -> None:
    response = cy_client.post(f"{API}/requests", body, content_type="application/json")
    assert response.status_code in {400, 422}
    error_in(response.json())


def test_a_body_over_the_limit_is_refused_in_one_shape(cy_client: Client) -> None:
    body = json.dumps({"text": "a" * (13 * 1024 * 1024)})
    response = cy_client.post(f"{API}/requests", body, content_type="application/json")
    assert response.status_code == 413
    assert error_in(response.json()) == "body_too_large"


@pytest.mark.parametrize(
    "address", ["nothing", "", "requests/x", f"requests/{'0' * 32}", "fact-checks/zzzzzzzzzzzz", "fact-checks/a/b"]
)
def test_what_is_not_there_is_404_in_one_shape(cy_client: Client, address: str) -> None:
    assert error_in(get(cy_client, address, status=404)) == "not_found"


@pytest.mark.parametrize("address", ["messages", "", "requests/x/y"])
def test_what_is_sent_to_no_address_is_404_in_one_shape(address: str) -> None:
    response = Client(enforce_csrf_checks=True).post(f"{API}/{address}", "{}", content_type="application/json")
    assert response.status_code == 404
    assert error_in(response.json()) == "not_found"


@pytest.mark.parametrize("address", ["requests", "fact-checks", "fact-checks/zzzzzzzzzzzz"])
def test_a_wrong_method_is_405_in_one_shape(cy_client: Client, address: str) -> None:
    response = cy_client.delete(f"{API}/{address}")
    assert response.status_code == 405
    assert error_in(response.json()) == "method_not_allowed"
    assert response["Allow"]


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "page=99999999999", "page_size=101", "since=x", "lang=%3Cb%3E", "lang=%00"]
)
def test_wrong_parameters_are_422_in_one_shape(cy_client: Client, query: str) -> None:
    assert error_in(get(cy_client, f"fact-checks?{query}", status=422)) == "invalid"


def test_an_answer_comes_with_its_fact_check(cy_client: Client, ana: Member, bo: Member) -> None:
    given = post(cy_client, {"text": "Nước chanh"})
    message = Message.objects.get()
    Match.objects.create(message=message, fact_check=published(bo, ana), state="confirmed", automatic=True)
    answer_message(message.pk)
    body = get(cy_client, f"requests/{given['receipt']}")
    answer = body["answer"]
    assert isinstance(answer, dict)
    assert (body["state"], body["automatic"]) == ("answered", True)
    assert answer["rating"] == {"code": "false", "label": "Sai sự thật", "value": 1}
    assert answer["evidence"][0]["url"] == "https://example.org/a"


def test_not_checkable_comes_with_its_code(cy_client: Client) -> None:
    given = post(cy_client, {"text": "Theo tôi"})
    CaseMessage.objects.create(
        case=Case.objects.create(state="not_checkable", not_checkable="opinion"), message=Message.objects.get()
    )
    answer_message(Message.objects.get().pk)
    body = get(cy_client, f"requests/{given['receipt']}")
    assert (body["state"], body["not_checkable"], body["answer"]) == ("not_checkable", "opinion", None)


def test_a_receipt_is_not_kept_by_caches(cy_client: Client) -> None:
    given = post(cy_client, {"text": "a"})
    assert cy_client.get(f"{API}/requests/{given['receipt']}")["Cache-Control"] == "no-store"


def test_fact_checks_come_in_pages_by_language_and_date(cy_client: Client, ana: Member, bo: Member) -> None:
    for story in (THAI, THAI, ENGLISH):
        published(bo, ana, story)
    imported()
    first = get(cy_client, "fact-checks?page_size=3")
    assert (first["count"], first["next_page"]) == (4, 2)
    assert get(cy_client, "fact-checks?page_size=3&page=2")["next_page"] is None
    assert get(cy_client, "fact-checks?page=50")["fact_checks"] == []
    assert get(cy_client, "fact-checks?lang=en")["count"] == 1
    tomorrow = (now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert get(cy_client, f"fact-checks?since={tomorrow}")["count"] == 0
    assert get(cy_client, "fact-checks?since=2020-01-01")["count"] == 4


def test_theirs_are_marked_as_theirs_and_unmapped_is_null(cy_client: Client) -> None:
    body = get(cy_client, f"fact-checks/{imported().public_id}")
    assert (body["origin"], body["rating"], body["rating_words"]) == ("imported", None, "Pants on Fire")
    assert body["publisher"] == {"name": "Tòa soạn <b>Khác</b>", "site": "example.org"}


def test_drafts_are_not_there_for_anybody(cy_client: Client, ana_client: Client, bo: Member) -> None:
    hidden = draft(bo)
    for client in (cy_client, ana_client):
        assert error_in(get(client, f"fact-checks/{hidden.public_id}", status=404)) == "not_found"
        assert get(client, "fact-checks")["count"] == 0


def test_the_description_is_openapi_3_1_and_knows_no_person(cy_client: Client) -> None:
    described = get(cy_client, "openapi.json")
    assert str(described["openapi"]).startswith("3.1")
    paths = described["paths"]
    assert isinstance(paths, dict)
    names = {
        parameter["name"]
        for operations in paths.values()
        for operation in operations.values()
        for parameter in operation.get("parameters", [])
    }
    assert names == {"receipt", "public_id", "page", "page_size", "lang", "since"}


def test_reading_changes_nothing(cy_client: Client, ana: Member, bo: Member) -> None:
    fact_check = published(bo, ana)
    before = FactCheck.objects.values().get()
    get(cy_client, f"fact-checks/{fact_check.public_id}")
    assert FactCheck.objects.values().get() == before
