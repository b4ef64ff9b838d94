"""The lowest step of the client: look the name up, check, and connect to the very address that was checked.

Because look-up, check and connection happen here in one place, a name that changes its address in between
(DNS rebinding) changes nothing. TLS still asks for the name, so certificates are checked as usual.
"""

import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpcore2
import httpx2

from corrigenda.core.fetch.errors import FetchTooSlow, NameNotFound
from corrigenda.core.fetch.policy import FetchPolicy

LONGEST_STEP_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment at which everything must be over, on the monotonic clock."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """The moment so many seconds from now."""
        return cls(time.monotonic() + seconds)

    def left(self, wanted: float | None = None) -> float:
        """Seconds one step may take. Raises FetchTooSlow when none are left."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise FetchTooSlow("The site took too long to send everything.")
        return min(left, LONGEST_STEP_SECONDS if wanted is None else wanted)


class _BoundedStream(httpcore2.NetworkStream):
    """A connection of which no step may pass the deadline, however slowly the bytes drip."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _BoundedStream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class GuardedNetwork(httpcore2.NetworkBackend):
    """Connects to checked addresses only. Raises AddressRefused, NameNotFound, FetchTooSlow."""

    def __init__(self, policy: FetchPolicy, deadline: Deadline) -> None:
        self._policy = policy
        self._deadline = deadline
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, *_unused: Any, **_also_unused: Any
    ) -> httpcore2.NetworkStream:
        addresses = _within(self._deadline, lambda: self._policy.addresses_of(host, port))
        failed: httpcore2.ConnectError | httpcore2.ConnectTimeout | None = None
        for address in addresses:
            try:
                stream = self._inner.connect_tcp(address, port, self._deadline.left(timeout))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
                continue
            return _BoundedStream(stream, self._deadline)
        raise failed or httpcore2.ConnectError("no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        raise httpcore2.ConnectError("A socket on this machine is not fetched from.")


def _within(deadline: Deadline, look_up: Callable[[], Sequence[str]]) -> Sequence[str]:
    """The look-up's result. A thread, because the system's own look-up takes no time limit."""
    outcome: list[Sequence[str] | Exception] = []

    def run() -> None:
        try:
            outcome.append(look_up())
        except Exception as error:  # carried over to the caller's thread
            outcome.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if not outcome:
        deadline.left()
        raise NameNotFound("The name service does not answer.")
    if isinstance(outcome[0], Exception):
        raise outcome[0]
    return outcome[0]


@cache
def _certificates() -> ssl.SSLContext:
    return ssl.create_default_context()


class GuardedTransport(httpx2.HTTPTransport):
    """httpx2's own transport over `GuardedNetwork`: no proxy, nothing from the environment, no retries."""

    def __init__(self, policy: FetchPolicy, deadline: Deadline) -> None:
        context = _certificates()
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=context, http1=True, http2=False, network_backend=GuardedNetwork(policy, deadline)
        )
