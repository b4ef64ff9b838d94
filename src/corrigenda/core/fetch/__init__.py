"""The only way out to the web: a client that reaches public addresses and nothing inside.

`fetch` reads a page into memory, `download` writes a large file to disk. Both follow a few redirects, check
every address they connect to, and stop at a size and at a moment. `errors.py` says what can go wrong.
"""

from corrigenda.core.fetch.client import Download, Fetched, download, fetch
from corrigenda.core.fetch.errors import (
    AddressRefused,
    FetchFailed,
    FetchTooLarge,
    FetchTooSlow,
    NameNotFound,
    PageUnavailable,
    TooManyRedirects,
    UrlRefused,
    WrongMediaType,
)
from corrigenda.core.fetch.policy import FetchPolicy

__all__ = [
    "AddressRefused",
    "Download",
    "FetchFailed",
    "FetchPolicy",
    "FetchTooLarge",
    "FetchTooSlow",
    "Fetched",
    "NameNotFound",
    "PageUnavailable",
    "TooManyRedirects",
    "UrlRefused",
    "WrongMediaType",
    "download",
    "fetch",
]
