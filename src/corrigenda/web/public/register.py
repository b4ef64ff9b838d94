"""Read the register: search it, list it, one fact-check, the feed."""

from __future__ import annotations

import json

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from corrigenda.claims.queries import (
    in_other_languages,
    languages_of_fact_checks,
    published_explainers,
    published_fact_checks,
    readable_fact_check,
)
from corrigenda.engine.types import EngineError
from corrigenda.publish.changes import changes_of
from corrigenda.publish.formats.article import structured
from corrigenda.publish.formats.atom import atom
from corrigenda.publish.queries import address_of, byline, feed_of, public_form

PAGE = 20
LONGEST_QUERY = 2_000  # characters
# What could end the script element early is written as an escape; JSON means the same.
_NOT_IN_SCRIPT = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Fact-checks about what was typed, found by the same engine that looks up messages."""
    typed = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    found, broken = [], False
    if typed:
        from corrigenda.matching.queries import search as search_register  # opens the encoder: only when needed

        try:
            found = search_register(typed, limit=10)
        except EngineError:
            broken = True
    shown = {"q": typed, "found": found, "broken": broken, "section": "fact-checks"}
    return render(request, "public/search.html", shown, status=503 if broken else 200)


@require_safe
def fact_checks(request: HttpRequest) -> HttpResponse:
    """Everything published, newest first, in one language or in all. `in`: the language of the fact-checks."""
    languages = languages_of_fact_checks()
    wanted = request.GET.get("in", "")
    wanted = wanted if wanted in languages else ""
    page = Paginator(published_fact_checks(lang=wanted or None), PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "fact_check_languages": languages, "wanted": wanted, "section": "fact-checks"}
    return render(request, "public/fact_checks.html", shown)


@require_safe
def explainers(request: HttpRequest) -> HttpResponse:
    """Explainers, newest first, in all languages."""
    page = Paginator(published_explainers(), PAGE).get_page(request.GET.get("page"))
    return render(request, "public/explainers.html", {"page": page, "section": "fact-checks"})


@require_safe
def fact_check(request: HttpRequest, public_id: str) -> HttpResponse:
    """One fact-check: ours with ClaimReview in the page, another publisher's with the way to theirs."""
    found = readable_fact_check(public_id)
    if found is None:
        raise Http404
    shown = {
        "fact_check": found,
        "byline": byline(found),
        "also_in": in_other_languages(found) if found.ours else [],
        "changes": changes_of(found) if found.ours else [],
        "address": address_of(found),
        "claim_review": _script_json(structured(public_form(found))) if found.ours else "",
        "section": "fact-checks",
    }
    return render(request, "public/fact_check.html", shown)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Atom: what the desk itself published, in one language with `?lang=`."""
    lang = request.GET.get("lang")
    lang = lang if lang in dict(settings.LANGUAGES) else None
    url = f"{settings.CORRIGENDA_SITE_URL}/feed.atom" + (f"?lang={lang}" if lang else "")
    title = _("Fact-checks of %(desk)s") % {"desk": settings.CORRIGENDA_SITE_NAME}
    about, forms = feed_of(lang, title=title, url=url)
    return HttpResponse(atom(about, forms), content_type="application/atom+xml; charset=utf-8")


def _script_json(content: dict[str, object]) -> SafeString:
    text = json.dumps(content, ensure_ascii=False, indent=1).translate(_NOT_IN_SCRIPT)
    return mark_safe(text)  # noqa: S308 - nothing in it can end the element, see above
