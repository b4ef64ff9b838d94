"""Two cases about one claim become one, and stay one."""

from django.db import transaction
from django.utils.translation import gettext as _

from corrigenda.core import audit
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, StateConflict
from corrigenda.core.models import Member
from corrigenda.desk.actions.rules import locked_case, need_writer
from corrigenda.desk.models import Case, CaseMessage, CaseState, Merge, Note, Parting


@transaction.atomic
def merge_cases(case_id: int, other_id: int, *, member: Member) -> Case:
    """Bring the messages and notes of an open case into another; the case that remains.

    That is the first, unless only the second has a fact-check. Raises Invalid for one case twice, StateConflict
    where both have a fact-check or one is closed; NotAllowed, NotFound.
    """
    need_writer(member)
    into = bring_together(case_id, other_id, member=member)
    gone = other_id if into.pk == case_id else case_id
    audit.record("merge_cases", into, member=member, other=Case.objects.get(pk=gone).public_id)
    return into


@transaction.atomic
def undo_merge(case_id: int, *, member: Member) -> Case:
    """Open a merged case again, with the messages and notes it had; what came since stays where it is.

    Raises StateConflict where it was not merged, or what it was merged into is closed; NotAllowed, NotFound.
    """
    need_writer(member)
    case = locked_case(case_id, state=CaseState.MERGED)
    merge = Merge.objects.get(case=case)
    into = locked_case(merge.into_id)
    CaseMessage.objects.filter(case=into, message_id__in=merge.messages).update(case=case)
    Note.objects.filter(case=into, pk__in=merge.notes).update(case=case)
    Parting.objects.bulk_create(
        [Parting(case_id=parted, message_id=message, parted_by=member) for parted, message in merge.partings],
        ignore_conflicts=True,
    )
    merge.delete()
    Case.objects.filter(pk=case.pk).update(state=CaseState.OPEN, closed_at=None)
    audit.record("undo_merge", case, member=member, other=into.public_id)
    return Case.objects.get(pk=case.pk)


def bring_together(case_id: int, other_id: int, *, member: Member) -> Case:
    """Move everything of one case into the other, and note what was moved. See `merge_cases`."""
    if case_id == other_id:
        raise Invalid(_("Choose another case."))
    # Locked in one order, whoever is named first: two people merging the same two never wait for each other.
    locked = {pk: locked_case(pk) for pk in sorted({case_id, other_id})}
    into, gone = locked[case_id], locked[other_id]
    if into.fact_check_id and gone.fact_check_id:
        raise StateConflict(_("Both cases have a fact-check of their own. Only one can remain."))
    if gone.fact_check_id:
        into, gone = gone, into
    moved = CaseMessage.objects.filter(case=gone)
    notes = Note.objects.filter(case=gone)
    between = _partings_between(into, gone)
    Merge.objects.create(
        case=gone,
        into=into,
        merged_by=member,
        messages=list(moved.values_list("message_id", flat=True)),
        notes=list(notes.values_list("pk", flat=True)),
        partings=[[parting.case_id, parting.message_id] for parting in between],
    )
    Parting.objects.filter(pk__in=[parting.pk for parting in between]).delete()
    _keep_apart_from(into, gone)
    moved.update(case=into)
    notes.update(case=into)
    Case.objects.filter(pk=gone.pk).update(state=CaseState.MERGED, closed_at=now())
    if into.owner_id is None and gone.owner_id is not None:
        Case.objects.filter(pk=into.pk).update(owner=gone.owner_id)
    return Case.objects.get(pk=into.pk)


def _partings_between(into: Case, gone: Case) -> list[Parting]:
    """What somebody parted once and somebody brings together now."""
    both = Parting.objects.filter(case__in=[into, gone], message__case_message__case__in=[into, gone])
    return list(both.order_by("pk"))


def _keep_apart_from(into: Case, gone: Case) -> None:
    """What was split off the case that goes does not belong to the one that remains either."""
    Parting.objects.bulk_create(
        [
            Parting(case=into, message_id=parting.message_id, parted_by_id=parting.parted_by_id)
            for parting in Parting.objects.filter(case=gone)
        ],
        ignore_conflicts=True,
    )
