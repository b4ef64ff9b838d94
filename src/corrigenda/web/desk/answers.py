"""What was answered without a person: a few drawn by chance, and what was questioned, for somebody to look at."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from corrigenda.core.models import Member
from corrigenda.matching import actions, answers
from corrigenda.stats.queries import LEAST_CHECKED, false_answers
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen, typed


@desk_screen
def to_check(request: HttpRequest, member: Member) -> HttpResponse:
    """Automatic answers that nobody has looked at yet."""
    known = answers.languages_to_check()
    lang = typed(request.GET, "in")
    lang = lang if lang in known else ""
    context = {
        "section": "answers",
        "lang": lang,
        "languages": known,
        "questioned": answers.questioned(lang=lang),
        "drawn": answers.drawn(lang=lang),
        "left": answers.to_check(lang=lang).count(),
        "last": answers.last_checked(member),
        "false_answers": false_answers(),
        "least_checked": LEAST_CHECKED,
    }
    return render(request, "desk/answers.html", context)


@desk_action(back="answers")
def right(request: HttpRequest, member: Member, message_id: str) -> HttpResponse:
    """It answers this very claim."""
    actions.find_right(message_id, member=member)
    messages.success(request, _("Noted: it was right."))
    return _back(request)


@desk_action(back="answers")
def wrong(request: HttpRequest, member: Member, message_id: str) -> HttpResponse:
    """It answers another claim."""
    actions.find_wrong(message_id, member=member)
    messages.success(request, _("Taken back: the message goes to the open cases, and who asked is told."))
    return _back(request)


@desk_action(back="answers")
def undo(request: HttpRequest, member: Member, message_id: str) -> HttpResponse:
    """Take a decision back."""
    actions.undo_check(message_id, member=member)
    messages.success(request, _("Taken back: nobody has looked at this answer."))
    return _back(request)


def _back(request: HttpRequest) -> SeeOther:
    page, lang = SeeOther("answers"), typed(request.POST, "in", most=16)
    if lang in answers.languages_to_check():
        page["Location"] += f"?in={lang}"
    return page
