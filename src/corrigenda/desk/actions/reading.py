"""One person at a time takes a waiting fact-check to read it as the second person, and lets go of it."""

from django.db import transaction
from django.utils.translation import gettext as _

from corrigenda.claims.models import State
from corrigenda.core import audit
from corrigenda.core.exceptions import NotAllowed, StateConflict
from corrigenda.core.models import Member
from corrigenda.desk.actions.rules import locked_fact_check, need_signer
from corrigenda.desk.models import Edit, Reading


@transaction.atomic
def take_to_read(fact_check_id: int, *, member: Member) -> None:
    """Say that one reads it as the second person. Taking it again is harmless; what somebody who has left took is free.

    Raises StateConflict with the name of whoever was faster; NotAllowed for its writers; NotFound.
    """
    need_signer(member)
    fact_check = locked_fact_check(fact_check_id, state=State.WAITING)  # locked: of two who press at once, one wins
    if Edit.objects.filter(fact_check=fact_check, member=member).exists():
        raise NotAllowed(_("You wrote or edited this fact-check. A second person must sign it."))
    taken = Reading.objects.filter(fact_check=fact_check).select_related("member").first()
    if taken is not None and taken.member == member:
        return
    if taken is not None and taken.member.may_sign:
        raise StateConflict(_("%(name)s has taken this to read already.") % {"name": taken.member.name})
    Reading.objects.filter(fact_check=fact_check).delete()
    Reading.objects.create(fact_check=fact_check, member=member)
    audit.record("take_to_read", fact_check, member=member)


@transaction.atomic
def release_reading(fact_check_id: int, *, member: Member) -> None:
    """Let go of it; an editor may let go of another's. Raises NotAllowed, NotFound, StateConflict."""
    need_signer(member)
    fact_check = locked_fact_check(fact_check_id, state=State.WAITING)
    taken = Reading.objects.filter(fact_check=fact_check).first()
    if taken is None:
        return
    if taken.member_id != member.pk and not member.may_lead:
        raise NotAllowed(_("Only who has taken it, or an editor, can release it."))
    taken.delete()
    audit.record("release_reading", fact_check, member=member)
