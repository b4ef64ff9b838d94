"""A browser in three words, and how long a session lasts. The browser's whole word for itself is not kept."""

import re
import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

from corrigenda.core.sessions import DEVICE, SIGNED_IN_AT, USED_AT

BROWSERS = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Cốc Cốc", r"coc_coc_browser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrom(e|ium)/|CriOS/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("iPad", r"iPad"),
    ("iPhone", r"iPhone|iPod"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux|X11"),
)
OFTEN_ENOUGH = 5 * 60  # seconds between two notes of when a session was used
LONGEST = 7 * 24 * 60 * 60  # seconds after which everybody signs in anew


def device_words(said: str) -> str:
    """What a browser is, for people: "Firefox, Windows". Empty where nothing is recognised."""
    names = [
        next((name for name, pattern in known if re.search(pattern, said[:400])), "") for known in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(name for name in names if name)


class SessionNotes:
    """Notes when and on which device a session of a member was used, every few minutes, and ends one of a week."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(("/desk/", "/account/")) and request.user.is_authenticated:
            note_use(request)
        return self.get_response(request)


def note_use(request: HttpRequest) -> None:
    """Write into the session when it was used, if that was not just done."""
    at, session = int(time.time()), request.session
    if at - session.setdefault(SIGNED_IN_AT, at) > LONGEST:
        logout(request)
    elif at - session.get(USED_AT, 0) > OFTEN_ENOUGH:
        session[USED_AT] = at
        session[DEVICE] = device_words(request.META.get("HTTP_USER_AGENT", ""))
