"""The page on which a second person reads what readers will see, and signs it or returns it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from corrigenda.claims.models import State
from corrigenda.core.exceptions import Invalid
from corrigenda.core.models import Member
from corrigenda.desk import actions, queries
from corrigenda.publish.actions import publish_fact_check
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen, typed


@desk_screen
def read(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """A fact-check as readers see it, with what this member may do about it."""
    page = queries.fact_check_page(fact_check_id)
    context = {
        "section": "waiting",
        "page": page,
        "fact_check": page.fact_check,
        "wrote_it": member in page.writers,
        "may_sign": member.may_sign and member not in page.writers,
        "returns": page.fact_check.returns.select_related("returned_by"),
        "sign_off": page.fact_check.sign_offs.select_related("signed_by").last(),
    }
    return render(request, "desk/read.html", context)


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
    actions.return_with_reasons(fact_check.pk, typed(request.POST, "reasons"), member=member)
    messages.success(request, _("Returned. Its writer sees your reasons."))
    return SeeOther("waiting")


@desk_action(back="read")
def sign_and_publish(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Sign what was read, and publish it: both or neither."""
    fact_check = queries.fact_check_by(fact_check_id)
    with transaction.atomic():
        if fact_check.state not in {State.SIGNED_OFF, State.PUBLISHED}:
            actions.sign(fact_check.pk, member=member, version_seen=_version(request))
        publish_fact_check(fact_check.pk, member=member)
    messages.success(request, _("Signed and published. Everyone who asked is being answered."))
    return SeeOther("read", fact_check_id=fact_check_id)


def _version(request: HttpRequest) -> int:
    version = typed(request.POST, "version")
    if not version.isascii() or not version.isdigit() or len(version) > 9:
        raise Invalid(_("Open the page again before you sign."))
    return int(version)
