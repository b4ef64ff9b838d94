"""Nothing to check: what those who asked will read, in their language, and then the button."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from corrigenda.core.models import Member
from corrigenda.desk import actions, queries
from corrigenda.desk.case_page import languages_of_askers
from corrigenda.desk.models import CaseState, NotCheckable
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen, typed, writers_only


@dataclass(frozen=True, slots=True)
class Preview:
    """A reply as an asker will read it."""

    lang: str
    html: str


@desk_screen
def preview(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """The replies that would be sent, one for each language of those who asked."""
    shown = queries.case_by(case_id)
    writers_only(member)
    reason = typed(request.GET, "reason", most=16)
    if shown.state != CaseState.OPEN:
        return SeeOther("case", case_id=case_id)
    if reason not in NotCheckable.values:
        messages.error(request, _("Choose why there is nothing to check."))
        return SeeOther("case", case_id=case_id)
    langs = languages_of_askers(shown)
    context = {
        "section": "inbox",
        "case": shown,
        "reason": NotCheckable(reason),
        "previews": [_preview(lang, NotCheckable(reason)) for lang in langs or [get_language() or "en"]],
        "nobody_asked": not langs,
    }
    return render(request, "desk/case/not_checkable.html", context)


def _preview(lang: str, reason: NotCheckable) -> Preview:
    with override(lang):
        html = render_to_string("public/_not_checkable.html", {"reason": reason, "heading": "h3"})
    return Preview(lang, html)


@desk_action(back="case")
def not_checkable(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Close a case with a reason."""
    actions.mark_not_checkable(queries.case_by(case_id).pk, typed(request.POST, "reason"), member=member)
    messages.success(request, _("Closed as not checkable. Those who asked are told why. You can open the case again."))
    return SeeOther("case", case_id=case_id)


@desk_action(back="case")
def reopen(request: HttpRequest, member: Member, case_id: str) -> HttpResponse:
    """Open a case again."""
    actions.reopen_case(queries.case_by(case_id).pk, member=member)
    messages.success(request, _("The case is open again."))
    return SeeOther("case", case_id=case_id)
