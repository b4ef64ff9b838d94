"""The title of a page that somebody gives as evidence, read by the guarded client within seconds."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.utils.translation import gettext as _
from lxml import etree, html

from corrigenda.core.exceptions import NotAllowed
from corrigenda.core.fetch import FetchFailed, FetchTooLarge, fetch
from corrigenda.core.models import Member
from corrigenda.desk import queries
from corrigenda.web.desk.screen import desk_screen, typed

SECONDS = 5.0
MOST_BYTES = 3_000_000
A_MINUTE = 20  # pages one member may have looked at
PAGES = ("text/html", "application/xhtml+xml")
LONGEST = 300


@desk_screen
def page_title(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """What a page calls itself. For the editor's script: the form works without it."""
    queries.fact_check_by(fact_check_id)
    if not member.may_write:
        raise NotAllowed
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not _within_limit(member):
        return JsonResponse({"sentence": _("That was many links in one minute. Write the name yourself.")}, status=429)
    try:
        page = fetch(typed(request.POST, "url"), max_bytes=MOST_BYTES, timeout_seconds=SECONDS, accept=PAGES)
    except FetchTooLarge:
        return JsonResponse({"sentence": _("The page is too large to be looked at. Write its name yourself.")})
    except FetchFailed:
        return JsonResponse({"sentence": _("The page could not be looked at. Open it yourself: can readers?")})
    return JsonResponse({"title": title_of(page.body, page.charset)})


def title_of(body: bytes, charset: str) -> str:
    """The title a page gives itself: for sharing, or in its head; "" for none."""
    try:
        parser = html.HTMLParser(encoding=charset or _guessed(body), no_network=True)
        root = html.document_fromstring(body, parser=parser)
    except (etree.LxmlError, ValueError, LookupError, RecursionError):
        return ""
    for place in ("//meta[@property='og:title']/@content", "//title/text()"):
        for found in root.xpath(place):
            if words := " ".join(str(found).replace("\x00", "").split()):
                return words[:LONGEST]
    return ""


def _within_limit(member: Member) -> bool:
    key = f"page-title-{member.pk}"
    asked = int(cache.get_or_set(key, 0, timeout=60) or 0)
    cache.set(key, asked + 1, timeout=60)
    return asked < A_MINUTE


def _guessed(body: bytes) -> str | None:
    """UTF-8 where it is; None leaves the guess to the parser."""
    try:
        body.decode()
    except UnicodeDecodeError:
        return None
    return "utf-8"
