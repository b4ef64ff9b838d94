"""Search over everything at the desk: by the words themselves, and in the register by meaning."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from corrigenda.claims.models import Topic
from corrigenda.core.models import Member
from corrigenda.desk.finding import found_with
from corrigenda.web.desk.exports import as_file, file_wanted
from corrigenda.web.desk.filters import MOST_WORDS
from corrigenda.web.desk.list_files import FOUND, found_rows
from corrigenda.web.desk.screen import desk_screen, typed
from corrigenda.web.desk.search import search_register


@desk_screen
def search(request: HttpRequest, member: Member) -> HttpResponseBase:
    """What has the words; the register by meaning only where that is asked for, since it takes longer."""
    words = typed(request.GET, "q", most=MOST_WORDS)
    by_meaning = bool(words) and "meaning" in request.GET
    found = found_with(words) if words and not by_meaning else None
    alike = search_register(words) if by_meaning else []
    if wanted := file_wanted(request):
        return as_file(wanted, FOUND, found_rows(found, alike), member=member)
    context = {
        "section": "search",
        "q": words,
        "known": {"topics": list(Topic.objects.all())},
        "found": found,
        "by_meaning": by_meaning,
        "alike": alike,
    }
    return render(request, "desk/search.html", context)
