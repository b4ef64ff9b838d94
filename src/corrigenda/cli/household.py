"""The processes of one desk: started together, restarted when they die, stopped together."""

import ctypes
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from types import FrameType
from urllib.error import URLError

from corrigenda import settings
from corrigenda.core.database import DatabaseProblem
from corrigenda.core.database.start import revive_embedded
from corrigenda.core.exceptions import CorrigendaError

PR_SET_PDEATHSIG = 1
LONGEST_STOP_SECONDS = 15.0


class PortInUse(CorrigendaError):
    """The port is taken by another program."""

    code = "port_in_use"


class DidNotStart(CorrigendaError):
    """The site did not become ready."""

    code = "did_not_start"


def check_port_is_free(host: str, port: int) -> None:
    """Raises PortInUse with what to do about it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortInUse(
                f"Port {port} on {host} cannot be used ({error.strerror}). "
                f"Stop what runs there, or choose another port, as in PORT={port + 1}."
            ) from None


@dataclass
class Child:
    """One process of the household."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    falls: int = 0
    rests_until: float | None = None

    def start(self) -> None:
        """Run it in a session of its own, so that Ctrl-C reaches only the parent; it dies with the parent."""
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=_die_with_parent)
        self.started_at = time.monotonic()

    def restart_if_down(self) -> None:
        """Start it again when it has ended; after a longer pause each time it falls soon after its start."""
        if self.process is None or self.process.poll() is None:
            return
        if self.rests_until is None:
            self.falls = self.falls + 1 if time.monotonic() - self.started_at < 30 else 0
            self.rests_until = time.monotonic() + min(2.0**self.falls * 0.2, 10.0)
        if time.monotonic() >= self.rests_until:
            self.rests_until = None
            self.start()


@dataclass
class Household:
    """Web, worker, and the embedded database where it is used."""

    host: str
    port: int
    children: list[Child] = field(default_factory=list)
    asked_to_stop: bool = False

    def start(self) -> None:
        """Start everything; from here on SIGTERM and Ctrl-C end it cleanly."""
        signal.signal(signal.SIGTERM, self._stop_soon)
        signal.signal(signal.SIGINT, self._stop_soon)
        self.children = [
            Child("web", self._web_command()),
            Child("worker", [sys.executable, "-m", "corrigenda", "worker"]),
        ]
        for child in self.children:
            child.start()

    def _web_command(self) -> list[str]:
        return [
            *(sys.executable, "-m", "granian", "--interface", "wsgi"),
            *("--host", self.host, "--port", str(self.port)),
            *("--workers", "1", "--blocking-threads", "4", "--backpressure", "64", "--no-ws"),
            *("--log-level", "warning", "--no-access-log", "--workers-kill-timeout", "8"),
            "corrigenda.web.wsgi:application",
        ]

    def _stop_soon(self, _number: int, _frame: FrameType | None) -> None:
        self.asked_to_stop = True

    def wait_until_ready(self, *, seconds: float) -> None:
        """Until the site itself says that it is ready. Raises DidNotStart."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)  # noqa: S104
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self.asked_to_stop:
            try:
                urllib.request.urlopen(f"http://{host}:{self.port}/readyz", timeout=5).close()
                return
            except (URLError, OSError):
                self._restart_fallen()
                time.sleep(0.1)
        if not self.asked_to_stop:
            raise DidNotStart(f"The site was not ready after {seconds:.0f} s. `corrigenda doctor` may tell why.")

    def look_after(self) -> None:
        """Restart whatever falls, until asked to stop."""
        while not self.asked_to_stop:
            time.sleep(0.5)
            self._restart_fallen()

    def _restart_fallen(self) -> None:
        if not self.asked_to_stop:
            try:
                revive_embedded(settings.CORRIGENDA_HOME)
            except DatabaseProblem as problem:
                sys.stderr.write(f"corrigenda: {problem}\n")
        for child in self.children:
            if not self.asked_to_stop:
                child.restart_if_down()

    def stop(self) -> None:
        """Ask every child to end, wait, and end those by force that do not."""
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        until = time.monotonic() + LONGEST_STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()


def _die_with_parent() -> None:
    """On Linux: end with the parent, however that ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
