"""One person at a time takes a case, and lets go of it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from corrigenda.core import audit
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, NotAllowed, NotFound, StateConflict
from corrigenda.core.models import Member
from corrigenda.desk.actions.rules import locked_case, need_writer
from corrigenda.desk.models import Case, CaseState

FURTHEST = timedelta(days=366)


@transaction.atomic
def take_case(case_id: int, *, member: Member) -> None:
    """Make the member the owner of a case without one, or whose owner left. Taking one's own again is harmless.

    Raises StateConflict with the name of whoever was faster; NotFound, NotAllowed.
    """
    need_writer(member)
    # One UPDATE with the condition in it, so that two people pressing at once cannot both win.
    gone = Member.objects.filter(is_active=False).values("pk")
    free = Case.objects.filter(Q(owner=None) | Q(owner_id__in=gone), pk=case_id, state=CaseState.OPEN)
    won = free.update(owner=member)
    case = Case.objects.select_related("owner").filter(pk=case_id).first()
    if case is None:
        raise NotFound
    if won:
        audit.record("take_case", case, member=member)
    elif case.owner is None or case.state != CaseState.OPEN:
        raise StateConflict(_("This case is closed."))
    elif case.owner != member:
        raise StateConflict(_("%(name)s has taken this case already.") % {"name": case.owner.name})


@transaction.atomic
def set_due(case_id: int, due_at: datetime | None, *, member: Member) -> None:
    """Say until when an open case should be done; None for no such time. Raises Invalid, NotAllowed, StateConflict."""
    need_writer(member)
    if due_at is not None and not now() < due_at < now() + FURTHEST:
        raise Invalid(_("Choose a time from now on, within a year."))
    case = locked_case(case_id)
    Case.objects.filter(pk=case.pk).update(due_at=due_at)
    audit.record("set_due", case, member=member, due_at=due_at.isoformat() if due_at else None)


@transaction.atomic
def release_case(case_id: int, *, member: Member) -> None:
    """Let go of a case; an editor may let go of another's. Raises NotAllowed, NotFound, StateConflict."""
    need_writer(member)
    case = locked_case(case_id)
    if case.owner_id is None:
        return
    if case.owner_id != member.pk and not member.may_lead:
        raise NotAllowed(_("Only its owner or an editor can release a case."))
    Case.objects.filter(pk=case.pk).update(owner=None)
    audit.record("release_case", case, member=member)
