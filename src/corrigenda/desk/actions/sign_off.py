"""A draft is sent to a second person, who signs it or returns it. The database insists on all of this too."""

from django.utils.translation import gettext as _

from corrigenda.claims.drafts import draft_of
from corrigenda.claims.models import FactCheck, State
from corrigenda.claims.readiness import missing_for_sign_off
from corrigenda.claims.refusals import refusals_as_sentences
from corrigenda.core import audit, events
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, NotAllowed, StateConflict
from corrigenda.core.models import Member
from corrigenda.desk.actions.rules import locked_fact_check, need_writer
from corrigenda.desk.models import Edit, Return, SignOff


def send_for_sign_off(fact_check_id: int, *, member: Member) -> None:
    """draft -> waiting. Raises Invalid naming what is missing; NotAllowed, NotFound, StateConflict."""
    need_writer(member)
    with refusals_as_sentences():
        fact_check = locked_fact_check(fact_check_id, state=State.DRAFT)
        if missing_for_sign_off(draft_of(fact_check), explainer=fact_check.explains):
            raise Invalid(_("Something is still missing: see the list beside the form."))
        _move(fact_check, State.WAITING)
        audit.record("send_for_sign_off", fact_check, member=member, version=fact_check.version)


def take_back(fact_check_id: int, *, member: Member) -> None:
    """waiting -> draft, to go on writing. Raises NotAllowed, NotFound, StateConflict."""
    need_writer(member)
    with refusals_as_sentences():
        fact_check = locked_fact_check(fact_check_id, state=State.WAITING)
        _move(fact_check, State.DRAFT)
        audit.record("take_back", fact_check, member=member)


def return_with_reasons(fact_check_id: int, reasons: str, *, member: Member) -> None:
    """waiting -> draft, with what has to be better. The work stays as it was.

    Raises Invalid without reasons; NotAllowed, NotFound, StateConflict.
    """
    _need_signer(member)
    reasons = reasons.strip()
    if not reasons:
        raise Invalid(_("Write what has to be better."))
    with refusals_as_sentences():
        fact_check = locked_fact_check(fact_check_id, state=State.WAITING)
        _move(fact_check, State.DRAFT)
        Return.objects.create(fact_check=fact_check, version=fact_check.version, reasons=reasons, returned_by=member)
        audit.record("return_with_reasons", fact_check, member=member, version=fact_check.version)


def sign(fact_check_id: int, *, member: Member, version_seen: int | None = None) -> None:
    """waiting -> signed off, by a second person. `version_seen` is the version that was read, where that is known.

    Raises NotAllowed for anyone who wrote or edited it, StateConflict when it changed since it was read, NotFound.
    """
    _need_signer(member)
    with refusals_as_sentences():
        fact_check = locked_fact_check(fact_check_id, state=State.WAITING)
        if Edit.objects.filter(fact_check=fact_check, member=member).exists():
            raise NotAllowed(_("You wrote or edited this fact-check. A second person must sign it."))
        if version_seen not in {None, fact_check.version}:
            raise StateConflict(_("It was changed since you read it. Read it again before you sign."))
        SignOff.objects.create(fact_check=fact_check, version=fact_check.version, signed_by=member)
        _move(fact_check, State.SIGNED_OFF)
        audit.record("sign", fact_check, member=member, version=fact_check.version)
        events.fact_check_signed_off.send(FactCheck, fact_check_id=fact_check.pk)


def _need_signer(member: Member) -> None:
    if not member.may_sign:
        raise NotAllowed(_("Only a fact-checker, editor or administrator can sign or return a fact-check."))


def _move(fact_check: FactCheck, state: State) -> None:
    FactCheck.objects.filter(pk=fact_check.pk).update(state=state, updated_at=now())
