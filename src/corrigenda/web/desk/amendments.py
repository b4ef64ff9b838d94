"""What is published is corrected, updated or withdrawn: a form of its own for each, with a reason for readers."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from corrigenda.claims.models import AmendmentKind, State
from corrigenda.core.exceptions import CorrigendaError, StateConflict
from corrigenda.core.models import Member
from corrigenda.desk import actions, queries
from corrigenda.desk import sign_off_queries as second
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen, typed, writers_only

LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True)
class Form:
    """What each kind is for, and what its button says."""

    kind: AmendmentKind
    name: str
    meaning: str
    example: str
    button: str


@desk_screen
def amend(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Choose what is to be done to what is published, and say why; then its words are changed in the editor."""
    fact_check = queries.fact_check_by(fact_check_id)
    writers_only(member)
    in_work = second.amendment_in_work(fact_check)
    if in_work is not None:
        return SeeOther("read", fact_check_id=in_work.public_id)
    if fact_check.state != State.PUBLISHED:
        return SeeOther("read", fact_check_id=fact_check_id)
    if request.method == "POST":
        return _start(request, member, fact_check_id)
    return _form(request, fact_check_id)


@desk_action(back="read")
def change_reason(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Say otherwise what it is and why."""
    actions.change_reason(
        queries.fact_check_by(fact_check_id).pk,
        kind=typed(request.POST, "kind"),
        reason=typed(request.POST, "reason", most=LONGEST_REASON),
        member=member,
    )
    messages.success(request, _("Saved."))
    return SeeOther("read", fact_check_id=fact_check_id)


@desk_action(back="read")
def send_amendment(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Send a drafted amendment for sign-off, as it is stored."""
    fact_check = queries.fact_check_by(fact_check_id)
    writers_only(member)
    if not fact_check.is_amendment:
        raise StateConflict(_("This is no correction, update or retraction."))
    actions.send_for_sign_off(fact_check.pk, member=member)
    messages.success(request, _("Sent for sign-off. A second person reads it now."))
    return SeeOther("read", fact_check_id=fact_check_id)


@desk_action(back="read")
def drop(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Give it up."""
    fact_check = queries.fact_check_by(fact_check_id)
    actions.drop_amendment(fact_check.pk, member=member)
    messages.success(request, _("Dropped. What is published stays as it is."))
    return SeeOther("read", fact_check_id=fact_check.amends.public_id if fact_check.amends else fact_check_id)


def forms_of_amendment() -> list[Form]:
    """The three forms, in the words of the page's language."""
    return [
        Form(
            AmendmentKind.CORRECTION,
            _("Correct it"),
            _("Something in it was wrong. Readers see what it said before."),
            _("For example: we wrote 15, it was 50."),
            _("Go on to its words"),
        ),
        Form(
            AmendmentKind.UPDATE,
            _("Update it"),
            _("There are new facts, and the finding stands. The rating stays as it is."),
            _("For example: the ministry has answered since."),
            _("Go on to its words"),
        ),
        Form(
            AmendmentKind.RETRACTION,
            _("Withdraw it"),
            _("It does not stand. It stays readable, says so first, and answers nobody any more."),
            _("For example: our main source has withdrawn its study."),
            _("Send for sign-off"),
        ),
    ]


def _start(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    kind, reason = typed(request.POST, "kind"), typed(request.POST, "reason", most=LONGEST_REASON)
    try:
        made = actions.start_amendment(queries.fact_check_by(fact_check_id).pk, kind=kind, reason=reason, member=member)
        if kind == AmendmentKind.RETRACTION:
            actions.send_for_sign_off(made.pk, member=member)
    except CorrigendaError as error:
        return _form(request, fact_check_id, kind=kind, reason=reason, trouble=error.sentence)
    if kind == AmendmentKind.RETRACTION:
        messages.success(request, _("Sent for sign-off. A second person reads it now."))
        return SeeOther("read", fact_check_id=made.public_id)
    messages.info(request, _("This is what is published now. Change what has to change, then send it for sign-off."))
    return SeeOther("editor", fact_check_id=made.public_id)


def _form(
    request: HttpRequest, fact_check_id: str, *, kind: str = "", reason: str = "", trouble: str = ""
) -> HttpResponse:
    context = {
        "section": "waiting",
        "fact_check": queries.fact_check_by(fact_check_id),
        "forms": forms_of_amendment(),
        "kind": kind,
        "reason": reason,
        "trouble": trouble,
    }
    return render(request, "desk/amend.html", context, status=409 if trouble else 200)
