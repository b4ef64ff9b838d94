"""What may be fetched: schemes, ports, names, and how names are looked up."""

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TypeAlias

import httpx2
from django.conf import settings

from corrigenda.core.fetch.addresses import why_not_public
from corrigenda.core.fetch.errors import AddressRefused, NameNotFound, UrlRefused

Resolver: TypeAlias = Callable[[str, int], Sequence[str]]

LONGEST_URL = 4096
INSIDE_SUFFIXES = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home.arpa", ".arpa", ".onion")
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+", re.ASCII)
_IPV4 = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}", re.ASCII)
_IPV6 = re.compile(r"[0-9a-f:.]*:[0-9a-f:.]*", re.ASCII)
_NUMBER_LABEL = re.compile(r"\d+|0x[0-9a-f]*", re.ASCII)


def system_resolver(name: str, port: int) -> Sequence[str]:
    """The addresses the operating system knows for a name, in its order. Raises NameNotFound."""
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    except (OSError, UnicodeError) as error:
        raise NameNotFound(f"The name {name} was not found.") from error
    return [str(address[0]) for *_, address in found]


def _user_agent() -> str:
    return f"corrigenda/{version('corrigenda')}"


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """Where the client may go. `exempt` addresses skip the public check: for a test's own server only."""

    ports: frozenset[int] = frozenset({80, 443})
    redirects: int = 5
    resolver: Resolver = system_resolver
    exempt: frozenset[str] = frozenset()
    about_url: str = ""
    product: str = field(default_factory=_user_agent)

    @property
    def user_agent(self) -> str:
        """Who asks: the product, its version, and the page on which the desk says who it is."""
        return f"{self.product} (+{self.about_url})" if self.about_url else self.product

    def checked_url(self, url: str) -> httpx2.URL:
        """The URL if it may be fetched at all. Raises UrlRefused."""
        if len(url) > LONGEST_URL:
            raise UrlRefused("This address is too long to be fetched.")
        try:
            parsed = httpx2.URL(url.strip())
            host = parsed.raw_host.decode("ascii").lower().rstrip(".")
        except (httpx2.InvalidURL, ValueError, TypeError) as error:
            raise UrlRefused("This is not a well-formed address.") from error
        if parsed.scheme not in {"http", "https"}:
            raise UrlRefused("Only http and https addresses are fetched.")
        if parsed.userinfo:
            raise UrlRefused("An address with a user name or password in it is not fetched.")
        port = parsed.port if parsed.port is not None else (443 if parsed.scheme == "https" else 80)
        if port not in self.ports:
            allowed = ", ".join(map(str, sorted(self.ports)))
            raise UrlRefused(f"Port {port} is not fetched from; allowed: {allowed}.")
        self._check_host(host)
        return parsed.copy_with(fragment=None)

    def addresses_of(self, host: str, port: int) -> Sequence[str]:
        """The addresses to connect to, every one of them checked. Raises AddressRefused, NameNotFound."""
        addresses = list(dict.fromkeys(self.resolver(host, port)))
        if not addresses:
            raise NameNotFound(f"The name {host} was not found.")
        for address in addresses:
            reason = None if address in self.exempt else why_not_public(address)
            if reason:
                raise AddressRefused(f"{host} leads to {address} ({reason}), not to a public address.")
        return addresses

    def _check_host(self, host: str) -> None:
        if host in self.exempt:
            return
        if _IPV4.fullmatch(host) or _IPV6.fullmatch(host):
            if reason := why_not_public(host):
                raise AddressRefused(f"{host} is not a public address ({reason}): not fetched.")
            return
        if not _NAME.fullmatch(host) or len(host) > 253:
            raise UrlRefused("The name in this address is not a public name.")
        if _NUMBER_LABEL.fullmatch(host.rpartition(".")[2]):
            raise UrlRefused("An address written as a number in disguise is not fetched.")
        if host.endswith(INSIDE_SUFFIXES):
            raise UrlRefused("The name in this address belongs to an inside network.")


def site_policy() -> FetchPolicy:
    """The policy of this desk: its own About page in the User-Agent, and the ports its settings allow."""
    ports = str(getattr(settings, "CORRIGENDA_FETCH_PORTS", "") or "80,443")
    return FetchPolicy(
        ports=frozenset(int(port) for port in re.findall(r"\d+", ports)),
        about_url=f"{settings.CORRIGENDA_SITE_URL}/about/",
    )
