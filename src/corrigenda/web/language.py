"""Which language a page is shown in: `?lang=`, then the cookie, then what the browser asks for."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

COOKIE = "lang"
CODES = frozenset(code for code, _ in settings.LANGUAGES)


class LanguageOfVisitor:
    """Sets the language of a page and remembers an explicit choice in a cookie of one year."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.GET.get("lang")
        lang = next((code for code in (chosen, request.COOKIES.get(COOKIE)) if code in CODES), None)
        lang = lang or translation.get_language_from_request(request)
        with translation.override(lang):
            request.LANGUAGE_CODE = lang
            response = self.get_response(request)
        if not response.get("Content-Type", "").startswith("text/html"):
            return response
        response.headers.setdefault("Content-Language", lang)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if chosen in CODES:
            response.set_cookie(COOKIE, chosen, max_age=365 * 86_400, samesite="Lax", secure=settings.HTTPS)
        return response
