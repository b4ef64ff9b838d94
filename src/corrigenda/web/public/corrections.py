"""What was corrected, updated and withdrawn: the list, and its feed."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from corrigenda.publish.changes import KINDS, feed_of_changes, public_changes
from corrigenda.publish.formats.atom import atom_of_changes

PAGE = 20


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Everything that was changed after its publication, newest first, with the reason."""
    wanted = request.GET.get("kind", "")
    wanted = wanted if wanted in KINDS else ""
    page = Paginator(public_changes(kind=wanted), PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "kinds": KINDS, "wanted": wanted, "section": "corrections"}
    return render(request, "public/corrections.html", shown)


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Atom: corrections, updates and retractions, newest first."""
    title = _("Corrections of %(desk)s") % {"desk": settings.CORRIGENDA_SITE_NAME}
    about, entries = feed_of_changes(title=title, url=f"{settings.CORRIGENDA_SITE_URL}/corrections.atom")
    return HttpResponse(atom_of_changes(about, entries), content_type="application/atom+xml; charset=utf-8")
