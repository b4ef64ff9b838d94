"""A whole desk in processes of its own, as `corrigenda demo` starts it, and a real browser."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page

from tests.browsers import CHROMIUM, Windows, chromium


@dataclass(frozen=True)
class Desk:
    """A running demo desk."""

    url: str
    passwords: dict[str, str]
    process: subprocess.Popen[str]
    home: Path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_demo(home: Path) -> Desk:
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("CORRIGENDA_", "DJANGO_"))},
        "CORRIGENDA_HOME": str(home),
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    with (home / "output.txt").open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "corrigenda", "demo"], env=environment, stdout=output, stderr=subprocess.STDOUT,
            text=True,
        )  # fmt: skip
    url = f"http://localhost:{port}"
    try:
        wait_until_ready(url, process)
    except AssertionError:
        process.terminate()
        raise AssertionError((home / "output.txt").read_text()[-4000:]) from None
    people = json.loads((home / "demo-people.json").read_text())
    return Desk(url, {person["name"]: person["password"] for person in people}, process, home)


def wait_until_ready(url: str, process: subprocess.Popen[str], *, seconds: float = 240) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, "the demo ended"
        try:
            urllib.request.urlopen(f"{url}/readyz", timeout=2).close()
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError("the demo was not ready in time")


def stop(desk: Desk) -> int:
    desk.process.send_signal(signal.SIGTERM)
    return desk.process.wait(40)


@pytest.fixture(scope="session")
def desk() -> Iterator[Desk]:
    home = Path(tempfile.mkdtemp(prefix="corrigenda-journey-"))
    running = start_demo(home)
    yield running
    assert stop(running) == 0, (home / "output.txt").read_text()[-4000:]
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine")
    yield from chromium()


class People(Windows):
    """Windows on the demo, where people sign in with the passwords that the demo shows."""

    def __init__(self, browser: Browser, desk: Desk) -> None:
        super().__init__(browser, desk.url)
        self.desk = desk
        self.expected.append("status of 4")

    def signed_in(self, name: str, lang: str) -> Page:
        page = self.page(lang)
        page.goto("/account/login/")
        page.locator("input[name=login]").fill(f"{name.lower()}@demo.example")
        page.locator("input[name=password]").fill(self.desk.passwords[name])
        page.locator("main form button[type=submit], main form button:not([type])").first.click()
        page.wait_for_url("**/desk/**")
        return page


@pytest.fixture
def people(browser: Browser, desk: Desk) -> Iterator[People]:
    everyone = People(browser, desk)
    yield everyone
    everyone.close()
    assert not everyone.heard()
