"""Fetch one address, hop by hop: each redirect is a new address and is checked like the first."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import httpx2

from corrigenda.core.fetch.body import unpacked
from corrigenda.core.fetch.errors import (
    FetchFailed,
    FetchTooLarge,
    FetchTooSlow,
    PageUnavailable,
    TooManyRedirects,
    WrongMediaType,
)
from corrigenda.core.fetch.network import Deadline, GuardedTransport
from corrigenda.core.fetch.policy import FetchPolicy, site_policy

PAGE_BYTES = 10_000_000
PAGE_SECONDS = 20.0
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page in memory. `media_type` is in lower case, without parameters; `charset` as the site says."""

    url: str
    final_url: str
    media_type: str
    body: bytes
    charset: str = ""


@dataclass(frozen=True, slots=True)
class Download:
    """A file that was written to `path`, `bytes_written` long."""

    url: str
    final_url: str
    media_type: str
    path: Path
    bytes_written: int
    charset: str = ""


@dataclass(frozen=True, slots=True)
class _Opened:
    final_url: str
    media_type: str
    charset: str
    pieces: Iterator[bytes]


def fetch(
    url: str,
    *,
    max_bytes: int = PAGE_BYTES,
    timeout_seconds: float = PAGE_SECONDS,
    accept: Sequence[str] = (),
    policy: FetchPolicy | None = None,
) -> Fetched:
    """Read an address into memory: at most `max_bytes` once unpacked, `timeout_seconds` for everything.

    `accept` lists the media types wanted; with none, any is taken. Raises a FetchFailed.
    """
    with _opened(url, max_bytes, timeout_seconds, accept=accept, policy=policy or site_policy()) as opened:
        body = b"".join(opened.pieces)
    return Fetched(url, opened.final_url, opened.media_type, body, opened.charset)


def download(
    url: str, path: Path, *, max_bytes: int, timeout_seconds: float, policy: FetchPolicy | None = None
) -> Download:
    """Write what an address holds to `path`, with the same limits as `fetch`. Raises a FetchFailed."""
    written = 0
    with (
        _opened(url, max_bytes, timeout_seconds, accept=(), policy=policy or site_policy()) as opened,
        path.open("wb") as file,
    ):
        for piece in opened.pieces:
            written += file.write(piece)
    return Download(url, opened.final_url, opened.media_type, path, written, opened.charset)


@contextmanager
def _opened(
    url: str, max_bytes: int, timeout_seconds: float, *, accept: Sequence[str], policy: FetchPolicy
) -> Iterator[_Opened]:
    deadline = Deadline.after(timeout_seconds)
    address = policy.checked_url(url)
    try:
        for _ in range(policy.redirects + 1):
            with GuardedTransport(policy, deadline) as transport:
                response = _answer(transport, address, accept=accept, policy=policy)
                try:
                    if response.status_code not in _REDIRECTS:
                        yield _checked(response, address, max_bytes, accept=accept)
                        return
                    address = _next_address(response, address, policy)
                finally:
                    response.close()
    except httpx2.HTTPError as error:
        _explain(error, address)
    raise TooManyRedirects(f"The address leads on more than {policy.redirects} times.")


def _answer(
    transport: GuardedTransport, address: httpx2.URL, *, accept: Sequence[str], policy: FetchPolicy
) -> httpx2.Response:
    # The transport is used without a client on purpose: no cookies, no netrc, no proxies, no own redirects.
    request = httpx2.Request(
        "GET",
        address,
        headers={
            "User-Agent": policy.user_agent,
            "Accept": ", ".join([*accept, "*/*;q=0.1"]),
            "Accept-Encoding": "gzip",
            "Connection": "close",
        },
    )
    response = transport.handle_request(request)
    response.request = request
    return response


def _next_address(response: httpx2.Response, address: httpx2.URL, policy: FetchPolicy) -> httpx2.URL:
    location = response.headers.get("location", "").strip()
    if not location:
        raise FetchFailed("The site sends on to another address without saying which.")
    try:
        return policy.checked_url(str(address.join(location)))
    except (httpx2.InvalidURL, ValueError) as error:
        raise FetchFailed("The site sends on to something that is not an address.") from error


def _checked(response: httpx2.Response, address: httpx2.URL, max_bytes: int, *, accept: Sequence[str]) -> _Opened:
    if not response.is_success:
        raise PageUnavailable(
            f"The site answered {response.status_code} for this address.", status=response.status_code
        )
    announced = response.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and len(announced) < 20 and int(announced) > max_bytes:
        raise FetchTooLarge(f"The site announces {int(announced):,} bytes; at most {max_bytes:,} are read.")
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if accept and media_type and media_type not in accept:
        raise WrongMediaType(f"The address holds {media_type}, not {' or '.join(accept)}.")
    pieces = unpacked(response.iter_raw(), encoding=response.headers.get("content-encoding", ""), max_bytes=max_bytes)
    return _Opened(str(address), media_type, response.charset_encoding or "", pieces)


def _explain(error: httpx2.HTTPError, address: httpx2.URL) -> NoReturn:
    if isinstance(error, httpx2.TimeoutException):
        raise FetchTooSlow(f"{address.host} took too long to answer.") from error
    if isinstance(error, httpx2.ConnectError):
        raise FetchFailed(f"{address.host} could not be reached: {error}.") from error
    raise FetchFailed(f"{address.host} did not answer as a web site does: {error}.") from error
