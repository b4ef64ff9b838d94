"""No log says who asked, what, or with which receipt."""

from __future__ import annotations

import logging

import pytest
from django.test import Client

from corrigenda.core.ids import new_receipt
from corrigenda.web.logs import HideReceipts


def record(message: str, *args: object) -> logging.LogRecord:
    made = logging.LogRecord("django.request", logging.ERROR, "x.py", 1, message, args, None)
    assert HideReceipts().filter(made)
    return made


def test_a_receipt_is_hidden_wherever_it_stands() -> None:
    receipt = new_receipt()
    for said in (
        record("%s: %s", "Not Found", f"/r/{receipt}"),
        record(f"Internal Server Error: /r/{receipt.upper()}"),
        record("%s", {"receipt": receipt}),
    ):
        assert receipt not in said.getMessage().lower()
        assert "[receipt]" in said.getMessage()


def test_a_receipt_typed_wrong_is_hidden_too() -> None:
    assert record("Not Found: /r/12ab").getMessage() == "Not Found: /r/[receipt]"


def test_a_one_time_link_is_hidden() -> None:
    assert record("Not Found: /desk/welcome/nMUm8cB0x-vDP0/").getMessage() == "Not Found: /desk/welcome/[receipt]"


def test_other_lines_stay_as_they_are() -> None:
    assert record("%d of %d", 3, 5).getMessage() == "3 of 5"
    assert record("sha256 " + "a" * 64).getMessage() == "sha256 " + "a" * 64


@pytest.mark.django_db
def test_asking_leaves_no_trace_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = Client()
    address = client.post(
        "/ask",
        {"text": "Một câu hỏi riêng tư"},
        REMOTE_ADDR="203.0.113.77",
        HTTP_USER_AGENT="PlantedBrowser/1.0",
    )["Location"]
    client.get(address)
    client.post("/ask", {"text": ""}, REMOTE_ADDR="203.0.113.77")
    logged = " ".join(line.getMessage() for line in caplog.records if not line.name.startswith("django.db"))
    for planted in ("203.0.113.77", "PlantedBrowser", "riêng tư", address.removeprefix("/r/")):
        assert planted not in logged
