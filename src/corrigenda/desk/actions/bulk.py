"""One action on several cases, in one transaction, with what was before; and its undoing, case by case."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from corrigenda.core import audit
from corrigenda.core.clock import now
from corrigenda.core.exceptions import CorrigendaError, Invalid, NotFound, StateConflict
from corrigenda.core.models import Member
from corrigenda.desk.actions.not_checkable import mark_not_checkable, reopen_case
from corrigenda.desk.actions.owner import release_case, take_case
from corrigenda.desk.actions.rules import need_writer
from corrigenda.desk.actions.triage import assign_case, set_topic
from corrigenda.desk.models import BulkChange, Case, CaseState

MOST_AT_ONCE = 200
ACTIONS = ("take", "assign", "release", "not_checkable", "topic")
Snapshot = dict[str, str | int | None]
Step = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many cases were changed, and why others were not, each reason once."""

    change: BulkChange
    changed: int
    left: int
    reasons: tuple[str, ...] = ()


@transaction.atomic
def change_cases(action: str, cases: Sequence[str], *, member: Member, value: str = "") -> Outcome:
    """Do one of ACTIONS to the cases with these public ids; what cannot be changed is left, with the reason.

    `value` is the new owner's public id, the reason, or the topic. Raises Invalid, NotAllowed, NotFound.
    """
    need_writer(member)
    step = _step(action, value, member)
    # Locked in one order, whatever was ticked first: two people changing the same cases never wait for each other.
    known = Case.objects.select_for_update().filter(public_id__in=list(cases)[:MOST_AT_ONCE]).order_by("pk")
    before = {case.pk: _snapshot(case) for case in known}
    if not before:
        raise Invalid(_("Select at least one case."))
    reasons = dict.fromkeys(_tried(step, pk) for pk in before)
    changes = _differences(before)
    change = BulkChange.objects.create(member=member, action=action, changes=changes)
    told = tuple(reason for reason in reasons if reason)
    return Outcome(change, len(changes), len(before) - len(changes), told)


@transaction.atomic
def undo_change(public_id: str, *, member: Member) -> Outcome:
    """Bring back what was before a change of one's own; a case that somebody changed since stays as it is.

    Raises NotFound, NotAllowed, or StateConflict where it was undone already.
    """
    need_writer(member)
    change = BulkChange.objects.select_for_update().filter(public_id=public_id, member=member).first()
    if change is None:
        raise NotFound
    if change.undone_at is not None:
        raise StateConflict(_("This was undone already."))
    rows = {row["case"]: row for row in change.changes}
    cases = list(Case.objects.select_for_update().filter(pk__in=rows).order_by("pk"))
    undone = [case.pk for case in cases if _brought_back(case, rows[case.pk], member)]
    BulkChange.objects.filter(pk=change.pk).update(undone_at=now())
    left = len(rows) - len(undone)
    return Outcome(change, len(undone), left, (_("changed since"),) if left else ())


def _step(action: str, value: str, member: Member) -> Step:
    if action == "take":
        return lambda pk: take_case(pk, member=member)
    if action == "release":
        return lambda pk: release_case(pk, member=member)
    if action == "not_checkable":
        return lambda pk: mark_not_checkable(pk, value, member=member)
    if action == "topic":
        return lambda pk: set_topic(pk, value, member=member)
    if action != "assign":
        raise Invalid(_("There is no such action."))
    owner = Member.objects.filter(public_id=value, is_active=True).first()
    if owner is None:
        raise Invalid(_("Choose who should have these cases."))
    return lambda pk: assign_case(pk, owner, member=member)


def _tried(step: Step, case_id: int) -> str:
    """Do it to one case; the sentence that says why not, or ""."""
    try:
        with transaction.atomic():
            step(case_id)
    except Invalid:  # of the action itself, the same for every case
        raise
    except CorrigendaError as error:
        return error.sentence
    return ""


def _differences(before: dict[int, Snapshot]) -> list[dict[str, object]]:
    after = {case.pk: _snapshot(case) for case in Case.objects.filter(pk__in=before)}
    return [{"case": pk, "before": was, "after": after[pk]} for pk, was in before.items() if was != after[pk]]


def _snapshot(case: Case) -> Snapshot:
    return {
        "owner": case.owner_id,
        "topic": case.topic,
        "state": case.state,
        "not_checkable": case.not_checkable,
        "closed_at": case.closed_at.isoformat() if case.closed_at else None,
    }


def _brought_back(case: Case, row: dict[str, Snapshot], member: Member) -> bool:
    """Whether a case is as it was left, and so is now as it was before."""
    before = row["before"]
    if _snapshot(case) != row["after"]:
        return False
    if before["owner"] is not None and not Member.objects.filter(pk=before["owner"]).exists():
        return False
    if case.state == CaseState.NOT_CHECKABLE and before["state"] == CaseState.OPEN:
        reopen_case(case.pk, member=member)
    closed_at = datetime.fromisoformat(str(before["closed_at"])) if before["closed_at"] else None
    Case.objects.filter(pk=case.pk).update(owner=before["owner"], topic=before["topic"], closed_at=closed_at)
    audit.record("undo_bulk", case, member=member)
    return True
