"""The database is killed while messages come in: nothing acknowledged is lost, and the desk comes back by itself."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest

from tests.journeys.conftest import Desk, start_demo, stop, wait_until_ready

KILLS = int(os.environ.get("CORRIGENDA_CHAOS_KILLS", "1"))
pytestmark = pytest.mark.slow


def post(desk: Desk, text: str) -> str | None:
    """The receipt, or nothing where the desk said that it could not take the message."""
    body = json.dumps({"text": text, "lang": "vi"}).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{desk.url}/api/v1/requests", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return str(json.load(answer)["receipt"])
    except (urllib.error.URLError, OSError, TimeoutError):
        return None


def known(desk: Desk, receipt: str) -> bool:
    try:
        with urllib.request.urlopen(f"{desk.url}/api/v1/requests/{receipt}", timeout=10) as answer:
            return int(answer.status) == 200
    except (urllib.error.URLError, OSError):
        return False


def postmaster(desk: Desk) -> int:
    return int((desk.home / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def test_nothing_acknowledged_is_lost_when_the_database_dies_under_load(tmp_path: Path) -> None:
    desk = start_demo(tmp_path)
    receipts: list[str] = []
    ended = threading.Event()

    def keep_sending(sender: int) -> None:
        number = 0
        while not ended.is_set():
            number += 1
            receipt = post(desk, f"Tin nhắn số {number} của người gửi {sender}: uống nước biển hết ho")
            if receipt:
                receipts.append(receipt)
            else:
                time.sleep(0.1)

    senders = [threading.Thread(target=keep_sending, args=(n,)) for n in range(3)]
    for thread in senders:
        thread.start()
    for _ in range(KILLS):
        time.sleep(2)
        before = len(receipts)
        assert before, "nothing was sent before the kill"
        os.kill(postmaster(desk), signal.SIGKILL)
        killed_at = time.monotonic()
        time.sleep(1)
        wait_until_ready(desk.url, desk.process, seconds=60)
        assert time.monotonic() - killed_at < 45
        time.sleep(2)
        assert len(receipts) > before, "nothing was taken after the database came back"
    ended.set()
    for thread in senders:
        thread.join()
    lost = [receipt for receipt in receipts if not known(desk, receipt)]
    assert not lost
    assert len(set(receipts)) == len(receipts)
    assert stop(desk) == 0


def test_the_port_of_the_database_is_never_open(desk: Desk) -> None:
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect("postgresql://postgres@127.0.0.1:5432/postgres", connect_timeout=2)
