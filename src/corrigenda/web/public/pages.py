"""Pages about the desk: who it is, how it works, what it keeps, what it counts."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from corrigenda.claims.models import Rating
from corrigenda.claims.queries import rating_scale
from corrigenda.stats.queries import LEAST_CHECKED, LEAST_SHOWN, false_answers, public_figures

ROBOTS = """User-agent: *
Disallow: /r/
Disallow: /receipt
Disallow: /search
Disallow: /desk/
Disallow: /account/
Disallow: /api/
Disallow: /demo/
"""


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who runs the desk, who pays, how to reach a person."""
    shown = {"about": settings.CORRIGENDA_ABOUT, "contact": settings.CORRIGENDA_CONTACT, "section": "about"}
    return render(request, "public/about.html", shown)


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How it works, with the rating scale from the same table that the ClaimReview uses."""
    lang = get_language() or settings.LANGUAGE_CODE
    scale: list[tuple[Rating, str]] = [(rating, rating.meaning_in(lang)) for rating in rating_scale()]
    return render(request, "public/method.html", {"scale": scale, "section": "method"})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept and what is not."""
    return render(request, "public/privacy.html", {})


@require_safe
def stats(request: HttpRequest) -> HttpResponse:
    """Counts, the small ones hidden."""
    shown = {"figures": public_figures(), "least_shown": LEAST_SHOWN}
    return render(
        request, "public/stats.html", {**shown, "false_answers": false_answers(), "least_checked": LEAST_CHECKED}
    )


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines should leave alone."""
    return HttpResponse(ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For browsers that ask for the old name."""
    return HttpResponsePermanentRedirect(static("favicon.svg"))
