"""What is said to whoever sends words after their session ended: the words come back, to be copied."""

import re

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from corrigenda.web.desk.wordings import FIELD_NAMES

BY_HAND = "by_hand"  # sent by browsers without JavaScript; the others keep words themselves
TOKENS = frozenset({"csrfmiddlewaretoken", "stamp", BY_HAND})
_CODE = re.compile(r"[\w-]*", re.ASCII)  # a choice, an id, a number: nobody's words


def signed_out(request: HttpRequest, *, back: str) -> HttpResponseBase:
    """Sign in first. Words that would be lost on the way are shown; nothing of them is stored."""
    words = _words(request) if BY_HAND in request.POST else []
    if not words:
        return redirect_to_login(back)
    response = render(request, "desk/signed_out.html", {"words": words, "back": back}, status=403)
    response["Cache-Control"] = "no-store"
    return response


def _words(request: HttpRequest) -> list[tuple[str, str]]:
    sent = [(name, words) for name, parts in request.POST.lists() for words in parts if name not in TOKENS]
    return [(_label(name), words) for name, words in sent if name in FIELD_NAMES or not _CODE.fullmatch(words)]


def _label(name: str) -> str:
    if name.startswith("evidence-"):
        return str(FIELD_NAMES["evidence"])
    return str(FIELD_NAMES.get(name) or _("Words"))
