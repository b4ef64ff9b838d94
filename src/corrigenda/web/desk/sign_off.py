"""The page on which a second person reads what readers will see, and takes it, signs it or returns it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from corrigenda.claims.models import FactCheck, State
from corrigenda.core.exceptions import Invalid
from corrigenda.core.models import Member
from corrigenda.desk import actions, queries
from corrigenda.desk import sign_off_queries as second
from corrigenda.publish.actions import publish_fact_check
from corrigenda.publish.amending import publish_amendment
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen, typed

PUBLIC = frozenset({State.PUBLISHED, State.RETRACTED})


@desk_screen
def read(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """A fact-check as readers see it, with what this member may do about it."""
    page = queries.fact_check_page(fact_check_id)
    fact_check = page.fact_check
    standing = second.standing_of(member, fact_check)
    context = {
        "section": "waiting",
        "page": page,
        "fact_check": fact_check,
        "standing": standing,
        "may_sign": standing.may_sign(member),
        "returned": second.last_return(fact_check),
        "changed": second.changed_since_return(fact_check),
        "amended": fact_check.amends,
        "amended_parts": second.changed_by_amendment(fact_check),
        "threads": second.threads_of(fact_check),
        "in_work": second.amendment_in_work(fact_check) if fact_check.state == State.PUBLISHED else None,
        "sign_off": fact_check.sign_offs.select_related("signed_by").last(),
        "is_public": fact_check.state in PUBLIC,
    }
    return render(request, "desk/read.html", context)


@desk_action(back="read")
def take_to_read(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Read it as the second person; the others see it."""
    actions.take_to_read(queries.fact_check_by(fact_check_id).pk, member=member)
    return SeeOther("read", fact_check_id=fact_check_id)


@desk_action(back="read")
def release_reading(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Let somebody else read it."""
    actions.release_reading(queries.fact_check_by(fact_check_id).pk, member=member)
    messages.success(request, _("Released. Somebody else can read it now."))
    return SeeOther("waiting")


@desk_action(back="read")
def take_back(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Go on writing what waits."""
    actions.take_back(queries.fact_check_by(fact_check_id).pk, member=member)
    messages.success(request, _("It is a draft again."))
    return SeeOther("editor", fact_check_id=fact_check_id)


@desk_action(back="read")
def return_with_reasons(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Send it back to its writer."""
    fact_check = queries.fact_check_by(fact_check_id)
    seen = version_in(request) if "version" in request.POST else None
    actions.return_with_reasons(fact_check.pk, typed(request.POST, "reasons"), member=member, version_seen=seen)
    messages.success(request, _("Returned. Its writer sees your reasons."))
    return SeeOther("waiting")


@desk_action(back="read")
def sign_and_publish(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Sign what was read, and publish it: both or neither. Who states an interest here does not sign."""
    fact_check = queries.fact_check_by(fact_check_id)
    declared = typed(request.POST, "declaration")
    if declared == "interest":
        return _state_interest(request, member, fact_check)
    with transaction.atomic():
        if fact_check.state not in {State.SIGNED_OFF, State.PUBLISHED, State.RETRACTED, State.APPLIED}:
            actions.sign(fact_check.pk, member=member, no_interest=declared == "none", version_seen=version_in(request))
        publish = publish_amendment if fact_check.is_amendment else publish_fact_check
        publish(fact_check.pk, member=member)
    messages.success(request, _published_words(fact_check))
    return SeeOther("read", fact_check_id=fact_check.amends.public_id if fact_check.amends else fact_check_id)


@desk_action(back="read")
def state_interest(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Say what one has to do with the matter: whoever writes it may, and whoever was to sign it."""
    return _state_interest(request, member, queries.fact_check_by(fact_check_id))


def version_in(request: HttpRequest) -> int:
    """The version that was on the page. Raises Invalid."""
    version = typed(request.POST, "version")
    if not version.isascii() or not version.isdigit() or len(version) > 9:
        raise Invalid(_("Open the page again before you sign."))
    return int(version)


def _state_interest(request: HttpRequest, member: Member, fact_check: FactCheck) -> HttpResponse:
    actions.state_interest(fact_check.pk, typed(request.POST, "interest", most=2_000), member=member)
    messages.success(request, _("Kept for the desk. Somebody else signs this."))
    return SeeOther("read", fact_check_id=fact_check.public_id)


def _published_words(fact_check: FactCheck) -> str:
    if fact_check.amendment_kind == "retraction":
        return _("Signed, and the fact-check is withdrawn. Its page says so first, and nobody gets it as an answer.")
    if fact_check.is_amendment:
        return _("Signed, and in force. Its page says what changed and why, and so does every receipt.")
    return _("Signed and published. Everyone who asked is being answered.")
