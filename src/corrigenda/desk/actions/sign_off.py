"""A draft is sent to a second person, who signs it or returns it. The database insists on all of this too."""

from django.db.models import Q
from django.utils.translation import gettext as _

from corrigenda.claims.drafts import draft_of
from corrigenda.claims.models import AmendmentKind, FactCheck, State
from corrigenda.claims.readiness import missing_for_sign_off
from corrigenda.claims.refusals import refusals_as_sentences
from corrigenda.core import audit, events
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, NotAllowed, StateConflict
from corrigenda.core.models import Member
from corrigenda.desk.actions.amend import need_whole_amendment
from corrigenda.desk.actions.rules import locked_fact_check, need_signer, need_writer
from corrigenda.desk.models import Edit, Interest, Reading, Return, SignOff


def send_for_sign_off(fact_check_id: int, *, member: Member) -> None:
    """draft -> waiting. Raises Invalid naming what is missing; NotAllowed, NotFound, StateConflict."""
    need_writer(member)
    with refusals_as_sentences():
        fact_check = locked_fact_check(fact_check_id, state=State.DRAFT)
        is_withdrawal = fact_check.amendment_kind == AmendmentKind.RETRACTION  # may lack what is asked for today
        if not is_withdrawal and missing_for_sign_off(draft_of(fact_check), explainer=fact_check.explains):
            raise Invalid(_("Something is still missing: see the list beside the form."))
        if fact_check.is_amendment:
            need_whole_amendment(fact_check)
        _move(fact_check, State.WAITING)
        audit.record("send_for_sign_off", fact_check, member=member, version=fact_check.version)


def take_back(fact_check_id: int, *, member: Member) -> None:
    """waiting -> draft, to go on writing. Raises NotAllowed, NotFound, StateConflict."""
    need_writer(member)
    with refusals_as_sentences():
        fact_check = locked_fact_check(fact_check_id, state=State.WAITING)
        _move(fact_check, State.DRAFT)
        audit.record("take_back", fact_check, member=member)


def return_with_reasons(fact_check_id: int, reasons: str, *, member: Member, version_seen: int | None = None) -> None:
    """waiting -> draft, with what has to be better. The work stays as it was.

    Raises Invalid without reasons; NotAllowed, NotFound, StateConflict, also when it changed since it was read.
    """
    need_signer(member)
    reasons = reasons.strip()
    if not reasons:
        raise Invalid(_("Write what has to be better."))
    with refusals_as_sentences():
        fact_check = locked_fact_check(fact_check_id, state=State.WAITING)
        if version_seen not in {None, fact_check.version}:
            raise StateConflict(_("It was changed since you read it. Read it again before you return it."))
        Return.objects.create(
            fact_check=fact_check,
            version=fact_check.version,
            reasons=reasons,
            returned_by=member,
        )
        _move(fact_check, State.DRAFT)
        audit.record("return_with_reasons", fact_check, member=member, version=fact_check.version)


def sign(fact_check_id: int, *, member: Member, no_interest: bool, version_seen: int | None = None) -> None:
    """waiting -> signed off, by a second person. `version_seen` is the version that was read, where that is known;
    `no_interest` is their word that they have no interest in the matter.

    Raises NotAllowed for anyone who wrote or edited it or has stated an interest, Invalid without a declaration,
    StateConflict when it changed since it was read or somebody else has taken it, NotFound.
    """
    need_signer(member)
    with refusals_as_sentences():
        fact_check = locked_fact_check(fact_check_id, state=State.WAITING)
        _check_second_person(fact_check, member)
        if not no_interest:
            raise Invalid(_("Say first that you have no interest in the matter, or which you have."))
        if version_seen not in {None, fact_check.version}:
            raise StateConflict(_("It was changed since you read it. Read it again before you sign."))
        SignOff.objects.create(
            fact_check=fact_check, version=fact_check.version, signed_by=member, no_interest=no_interest
        )
        _move(fact_check, State.SIGNED_OFF)
        audit.record("sign", fact_check, member=member, version=fact_check.version)
        events.fact_check_signed_off.send(FactCheck, fact_check_id=fact_check.pk)


def _check_second_person(fact_check: FactCheck, member: Member) -> None:
    if Edit.objects.filter(fact_check=fact_check, member=member).exists():
        raise NotAllowed(_("You wrote or edited this fact-check. A second person must sign it."))
    same_matter = Q(fact_check=fact_check) | Q(fact_check=fact_check.amends_id)
    if Interest.objects.filter(same_matter, member=member).exists():
        raise NotAllowed(_("You have stated an interest in this matter. Another person must sign it."))
    taken = Reading.objects.filter(fact_check=fact_check).exclude(member=member).select_related("member").first()
    if taken is not None and taken.member.may_sign:
        raise StateConflict(_("%(name)s has taken this to read. Ask them, or wait.") % {"name": taken.member.name})


def _move(fact_check: FactCheck, state: State) -> None:
    FactCheck.objects.filter(pk=fact_check.pk).update(state=state, updated_at=now())
    Reading.objects.filter(fact_check=fact_check).delete()
