"""Messages that do not belong to a case are split off it, and that is remembered."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from corrigenda.core import audit
from corrigenda.core.exceptions import Invalid, NotFound, StateConflict
from corrigenda.core.models import Member
from corrigenda.desk.actions.merge_cases import bring_together
from corrigenda.desk.actions.rules import locked_case, need_writer
from corrigenda.desk.models import Case, CaseMessage, Parting


@transaction.atomic
def split_case(case_id: int, message_ids: Sequence[int], *, member: Member) -> Case:
    """Give some messages of an open case a case of their own; the engine never brings them back.

    Messages like them follow: what is more like them than like what was left goes to them.
    Raises Invalid when all or none are named; NotAllowed, NotFound, StateConflict.
    """
    need_writer(member)
    case = locked_case(case_id)
    moved = CaseMessage.objects.filter(case=case, message_id__in=list(message_ids))
    rows = list(moved.select_related("message").order_by("pk"))
    if not rows:
        raise Invalid(_("Choose the messages that say something else."))
    if len(rows) < len(set(message_ids)):
        raise NotFound
    if len(rows) == case.case_messages.count():
        raise Invalid(_("At least one message stays in the case."))
    own = Case.objects.create(opened_at=min(row.message.received_at for row in rows))
    moved.update(case=own)
    Parting.objects.bulk_create(
        [Parting(case=case, message=row.message, parted_by=member) for row in rows], ignore_conflicts=True
    )
    audit.record("split_case", case, member=member, into=own.public_id, messages=len(rows))
    return own


@transaction.atomic
def undo_split(case_id: int, *, member: Member) -> Case:
    """Bring what was split off back into the case it came from, with what joined it since; the case it came from.

    Raises StateConflict where nothing was split off, or one of the cases is closed; NotAllowed, NotFound.
    """
    need_writer(member)
    case = locked_case(case_id)
    parting = Parting.objects.filter(message__case_message__case=case).order_by("-parted_at", "-pk").first()
    if parting is None or parting.case_id == case.pk:
        raise StateConflict(_("Nothing was split off into this case."))
    into = bring_together(parting.case_id, case.pk, member=member)
    audit.record("undo_split", into, member=member, other=case.public_id)
    return into
