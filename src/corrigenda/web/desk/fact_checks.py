"""The editor of a fact-check: words are never lost, whoever else saved in the meantime."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from corrigenda.claims.actions import save_draft
from corrigenda.claims.drafts import DraftChanged, draft_of
from corrigenda.claims.models import State
from corrigenda.core.exceptions import CorrigendaError
from corrigenda.core.models import Member
from corrigenda.desk import actions, queries
from corrigenda.desk.queries import FactCheckPage
from corrigenda.web.desk.editing import Trouble, both_texts, editor_page, with_usual_day
from corrigenda.web.desk.forms import MOST_BODY, DraftForms
from corrigenda.web.desk.kept import worth_keeping
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen, writers_only


@desk_screen
def editor(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Write a draft. What is no draft any more is shown as readers see it, unless words wait to be saved."""
    page = _page(member, fact_check_id)
    if request.method == "POST":
        return _save(request, member, page)
    stored = draft_of(page.fact_check)
    kept = worth_keeping(page.fact_check, member, stored=stored)
    if page.fact_check.state != State.DRAFT:
        if kept:
            look = reverse("desk:unsaved", kwargs={"fact_check_id": fact_check_id})
            said = _("Words of yours were not saved before it was sent.")
            messages.warning(request, format_html('{} <a href="{}">{}</a>', said, look, _("Look at them")))
        return SeeOther("read", fact_check_id=fact_check_id)
    return editor_page(request, page, DraftForms.of(stored), kept=kept)


@desk_screen
def unsaved(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """The editor with the member's unsaved words in the form, to be saved or thrown away."""
    page = _page(member, fact_check_id)
    stored = draft_of(page.fact_check)
    kept = worth_keeping(page.fact_check, member, stored=stored)
    if kept is None:
        return SeeOther("editor", fact_check_id=fact_check_id)
    forms = DraftForms.kept(kept, stored=stored)
    forms.is_valid()
    return editor_page(request, page, forms, brought_back=kept)


@desk_action(back="editor")
def preview(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """The body as readers will see it, from what is typed and not yet saved."""
    _page(member, fact_check_id)
    body = request.POST.get("body", "")
    return render(request, "desk/preview.html", {"body": body[:MOST_BODY], "too_long": len(body) > MOST_BODY})


def _page(member: Member, fact_check_id: str) -> FactCheckPage:
    page = queries.fact_check_page(fact_check_id)
    writers_only(member)
    return page


def _save(request: HttpRequest, member: Member, page: FactCheckPage) -> HttpResponse:
    stored = draft_of(page.fact_check)
    forms = DraftForms.typed(request.POST, stored=stored)
    if not forms.is_valid():
        return editor_page(request, page, forms, trouble=Trouble(_("Not saved yet: see the lines marked below.")))
    try:
        draft = with_usual_day(forms.draft(), stored=stored)
        save_draft(page.fact_check.pk, draft, stamp_seen=forms.stamp, member=member)
    except DraftChanged as error:
        trouble, together = both_texts(error, page.fact_check, stamp=forms.stamp)
        return editor_page(request, page, together, trouble=trouble)
    except CorrigendaError as error:
        return editor_page(request, page, forms, trouble=Trouble(error.sentence))
    if request.POST.get("then") == "send":
        return _send(request, member, page)
    messages.success(request, _("Saved."))
    return SeeOther("read" if request.POST.get("then") == "read" else "editor", fact_check_id=page.fact_check.public_id)


def _send(request: HttpRequest, member: Member, page: FactCheckPage) -> HttpResponse:
    try:
        actions.send_for_sign_off(page.fact_check.pk, member=member)
    except CorrigendaError as error:
        messages.error(request, error.sentence)
        return SeeOther("editor", fact_check_id=page.fact_check.public_id)
    messages.success(request, _("Sent for sign-off. A second person reads it now."))
    return SeeOther("read", fact_check_id=page.fact_check.public_id)
