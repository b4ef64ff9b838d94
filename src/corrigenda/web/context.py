"""What every page may show: the desk's name, languages, and whether this is a demo."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in a language of the site."""

    code: str
    name: str
    url: str
    current: bool


def site(request: HttpRequest) -> dict[str, object]:
    """Template variables for every page."""
    return {
        "site_name": settings.CORRIGENDA_SITE_NAME,
        "site_url": settings.CORRIGENDA_SITE_URL,
        "is_demo": settings.CORRIGENDA_DEMO,
        "languages": settings.LANGUAGES,
        "language_links": language_links(request),
    }


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """This page in each language; what else the address asks for stays."""
    current = get_language()
    kept = [(name, value) for name, values in request.GET.lists() if name != "lang" for value in values]
    return [
        LanguageLink(code, name, f"?{urlencode([*kept, ('lang', code)])}", current=code == current)
        for code, name in settings.LANGUAGES
    ]
