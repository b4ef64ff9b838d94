"""Who may do what at the desk, and in which state."""

from django.utils.translation import gettext as _

from corrigenda.claims.models import FactCheck, Origin, State
from corrigenda.core.exceptions import NotAllowed, NotFound, StateConflict
from corrigenda.core.models import Member
from corrigenda.desk.models import Case, CaseState


def need_writer(member: Member) -> None:
    """Raises NotAllowed for volunteers and for members who left."""
    if not member.may_write:
        raise NotAllowed(_("Volunteers read and add notes. A fact-checker can do this."))


def need_signer(member: Member) -> None:
    """Raises NotAllowed for who can never be the second person."""
    if not member.may_sign:
        raise NotAllowed(_("Only a fact-checker, editor or administrator can sign or return a fact-check."))


def need_active(member: Member) -> None:
    """Raises NotAllowed for members who left."""
    if not member.is_active:
        raise NotAllowed


def locked_case(case_id: int, *, state: CaseState | None = CaseState.OPEN) -> Case:
    """The case, locked until the transaction ends. Raises NotFound, or StateConflict in another state."""
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        raise NotFound
    if state is not None and case.state != state:
        raise StateConflict(
            _("This case is not %(wanted)s: it is %(state)s.")
            % {"wanted": state.label, "state": CaseState(case.state).label}
        )
    return case


def locked_fact_check(fact_check_id: int, *, state: State) -> FactCheck:
    """A fact-check of ours, locked. Raises NotFound, or StateConflict in another state."""
    fact_check = FactCheck.objects.select_for_update().filter(pk=fact_check_id, origin=Origin.DESK).first()
    if fact_check is None:
        raise NotFound
    if fact_check.state != state:
        raise StateConflict(
            _("This fact-check is not %(wanted)s: it is %(state)s.")
            % {"wanted": state.label, "state": State(fact_check.state).label}
        )
    return fact_check
