"""Search over everything at the desk: by the words themselves, and in the register by meaning."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from corrigenda.claims.models import Topic
from corrigenda.core.models import Member
from corrigenda.desk.finding import found_with
from corrigenda.web.desk.filters import MOST_WORDS
from corrigenda.web.desk.screen import desk_screen, typed
from corrigenda.web.desk.search import search_register


@desk_screen
def search(request: HttpRequest, member: Member) -> HttpResponse:
    """What has the words; the register by meaning only where that is asked for, since it takes longer."""
    words = typed(request.GET, "q", most=MOST_WORDS)
    by_meaning = bool(words) and "meaning" in request.GET
    context = {
        "section": "search",
        "q": words,
        "known": {"topics": list(Topic.objects.all())},
        "found": found_with(words) if words and not by_meaning else None,
        "by_meaning": by_meaning,
        "alike": search_register(words) if by_meaning else [],
    }
    return render(request, "desk/search.html", context)
