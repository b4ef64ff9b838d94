"""What every screen of the desk has in common: who may come in, and how a refusal is shown."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from corrigenda.core.exceptions import CorrigendaError, NotAllowed, NotFound
from corrigenda.core.models import Member
from corrigenda.web.desk.signed_out import signed_out

P = ParamSpec("P")
Screen = Callable[Concatenate[HttpRequest, Member, P], HttpResponseBase]
Served = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
# Pages whose address names no single thing.
LISTS = frozenset({"inbox", "waiting", "settled", "members", "sessions", "due", "answers"})


class SeeOther(HttpResponseRedirect):
    """Go on with a GET of another page, so that a reload sends nothing twice."""

    status_code = 303

    def __init__(self, name: str, **kwargs: object) -> None:
        super().__init__(reverse(f"desk:{name}", kwargs=kwargs))


def desk_screen(view: "Screen[P]") -> "Served[P]":
    """A page for members. Strangers are sent to sign in; what is refused is said on a page of its own."""

    @wraps(view)
    def served(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, Member):
            return signed_out(request, back=request.get_full_path())
        try:
            response = view(request, request.user, *args, **kwargs)
        except NotFound as error:
            return refused(request, error, status=404)
        except NotAllowed as error:
            return refused(request, error, status=403)
        response["Cache-Control"] = "no-store"
        return response

    return served


def desk_action(*, back: str) -> "Callable[[Screen[P]], Served[P]]":
    """A button of the desk: POST only; what is refused is said on the page `back`, where the button stands."""

    def decorate(view: "Screen[P]") -> "Served[P]":
        @wraps(view)
        def pressed(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            page = SeeOther(back, **({} if back in LISTS else kwargs))
            if not isinstance(request.user, Member):
                return signed_out(request, back=page.url)
            if request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            try:
                return desk_screen(view)(request, *args, **kwargs)
            except CorrigendaError as error:
                messages.error(request, error.sentence)
                return page

        return pressed

    return decorate


def writers_only(member: Member) -> None:
    """Raises NotAllowed for volunteers, who read and write notes."""
    if not member.may_write:
        raise NotAllowed(_("Volunteers read and add notes. A fact-checker can do this."))


def typed(sent: QueryDict, name: str, *, most: int = 10_000) -> str:
    """What was typed in a field, without the one character that PostgreSQL cannot keep."""
    return sent.get(name, "").replace("\x00", "").strip()[:most]


def refused(request: HttpRequest, error: CorrigendaError, *, status: int) -> HttpResponse:
    """The page that says in one sentence what is not possible here."""
    context = {"sentence": error.sentence, "code": error.code, "status": status}
    return render(request, "desk/refused.html", context, status=status)
