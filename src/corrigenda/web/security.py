"""Headers of every response, how much may be sent, and the second factor for members."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
)
MOST_BYTES = 44 * 1024 * 1024  # four pictures of 10 MB and a text
View = Callable[[HttpRequest], HttpResponseBase]


class SecurityHeaders:
    """A strict content policy: nothing inline, nothing from elsewhere."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        return response


class BodyLimit:
    """Refuses a request that says it is too large before a byte of it is read."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        said = request.META.get("CONTENT_LENGTH") or "0"
        if said.isdecimal() and int(said) <= MOST_BYTES:
            return self.get_response(request)
        sentence = _("This is more than can be sent at once: at most four pictures of 10 MB each.")
        if request.path.startswith("/api/"):
            error = {"code": "body_too_large", "sentence": sentence, "permanent": True}
            return JsonResponse({"error": error}, status=413)
        return render(request, "413.html", {"sentence": sentence}, status=413)


class SecondFactorForMembers:
    """A member without a second factor is shown where to set one up, before anything of the desk.

    The demo's two people are exempt: they exist for this demo only, and their passwords are on the screen.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith("/desk/") and request.user.is_authenticated and not settings.CORRIGENDA_DEMO:
            from allauth.mfa.utils import is_mfa_enabled

            if not is_mfa_enabled(request.user):
                return redirect("mfa_index")
        return self.get_response(request)
