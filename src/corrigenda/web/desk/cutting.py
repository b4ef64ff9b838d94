"""One message in full, and a claim made of some of its words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from corrigenda.core.exceptions import Invalid
from corrigenda.core.models import Member
from corrigenda.desk import actions, case_page, queries
from corrigenda.desk.models import Case
from corrigenda.intake.models import Message
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen, typed

LONGEST = 20_000


@desk_screen
def message(request: HttpRequest, member: Member, *, case_id: str, message_id: str) -> HttpResponse:
    """One message, whole."""
    shown = queries.case_by(case_id)
    row = case_page.message_in(shown, message_id)
    return _show(request, shown, row)


@desk_action(back="message")
def cut(request: HttpRequest, member: Member, *, case_id: str, message_id: str) -> HttpResponse:
    """Make a claim of some words of a message; what was typed stays in its field where it cannot be one."""
    shown = queries.case_by(case_id)
    row = case_page.message_in(shown, message_id)
    words = typed(request.POST, "words", most=LONGEST)
    try:
        own = actions.cut_claim(shown.pk, row.pk, words=words, member=member)
    except Invalid as error:
        return _show(request, shown, row, words=words, trouble=error.sentence)
    messages.success(request, _("A claim of its own. The message stays where it was, and so does who waits for it."))
    return SeeOther("case", case_id=own.public_id)


@desk_action(back="case")
def undo_cut(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Let go of a claim that was cut out."""
    origin = actions.undo_cut(queries.case_by(case_id).pk, member=member)
    messages.success(request, _("The claim is let go of."))
    return SeeOther("case", case_id=origin.public_id)


def _show(
    request: HttpRequest, shown: Case, row: Message, *, words: str | None = None, trouble: str = ""
) -> HttpResponse:
    context = {
        "section": "inbox",
        "case": shown,
        "message": row,
        "lang": case_page.probable_language(row),
        "cut_out": case_page.cut_out_of([row]).get(row.pk, []),
        "words": row.text if words is None else words,
        "trouble": trouble,
    }
    return render(request, "desk/case/message.html", context, status=422 if trouble else 200)
