"""Comments on words of a fact-check. The buttons come back to the page where they stand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from corrigenda.core.exceptions import NotFound
from corrigenda.core.models import Member
from corrigenda.desk import actions, queries
from corrigenda.web.desk.screen import SeeOther, desk_action, typed


@desk_action(back="read")
def comment(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Say something about some words."""
    actions.comment(
        queries.fact_check_by(fact_check_id).pk,
        typed(request.POST, "text", most=5_000),
        part=typed(request.POST, "part"),
        quote=typed(request.POST, "quote", most=1_000),
        member=member,
    )
    messages.success(request, _("Your comment is there."))
    return _back(request, fact_check_id)


@desk_action(back="read")
def reply(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Answer a comment."""
    fact_check = queries.fact_check_by(fact_check_id)
    text = typed(request.POST, "text", most=5_000)
    actions.reply_to_comment(_comment(request), text, fact_check_id=fact_check.pk, member=member)
    return _back(request, fact_check_id)


@desk_action(back="read")
def settle(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Settle a comment, or open it again."""
    fact_check = queries.fact_check_by(fact_check_id)
    settled = typed(request.POST, "settled") == "yes"
    actions.settle_comment(_comment(request), settled=settled, fact_check_id=fact_check.pk, member=member)
    return _back(request, fact_check_id)


def _comment(request: HttpRequest) -> int:
    number = typed(request.POST, "comment")
    if not number.isascii() or not number.isdigit() or len(number) > 15:
        raise NotFound
    return int(number)


def _back(request: HttpRequest, fact_check_id: str) -> HttpResponse:
    page = SeeOther("editor" if typed(request.POST, "from") == "editor" else "read", fact_check_id=fact_check_id)
    page["Location"] += "#comments"
    return page
