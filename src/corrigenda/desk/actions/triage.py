"""One case is given to a person, or gets its topic."""

from django.db import transaction
from django.utils.translation import gettext as _

from corrigenda.claims.models import Topic
from corrigenda.core import audit
from corrigenda.core.exceptions import Invalid, NotAllowed
from corrigenda.core.models import Member, Role
from corrigenda.desk.actions.rules import locked_case, need_writer
from corrigenda.desk.models import Case

MAY_MOVE_OTHERS = frozenset({Role.EDITOR, Role.ADMINISTRATOR})


@transaction.atomic
def assign_case(case_id: int, owner: Member, *, member: Member) -> None:
    """Make somebody the owner of an open case. Another's case can be given away by an editor only.

    Raises Invalid for an owner who may not write; NotAllowed, NotFound, StateConflict.
    """
    need_writer(member)
    if not owner.may_write:
        raise Invalid(_("%(name)s cannot own a case.") % {"name": owner.name})
    case = locked_case(case_id)
    if case.owner_id == owner.pk:
        return
    if case.owner_id not in {None, member.pk} and member.role not in MAY_MOVE_OTHERS:
        raise NotAllowed(_("Only its owner or an editor can give this case to somebody else."))
    Case.objects.filter(pk=case.pk).update(owner=owner)
    audit.record("assign_case", case, member=member, owner=owner.public_id)


@transaction.atomic
def set_topic(case_id: int, topic: str, *, member: Member) -> None:
    """Say what a case is about; "" for nothing yet. Raises Invalid, NotAllowed, NotFound, StateConflict."""
    need_writer(member)
    if topic and not Topic.objects.filter(code=topic).exists():
        raise Invalid(_("There is no such topic."))
    case = locked_case(case_id)
    if case.topic != topic:
        Case.objects.filter(pk=case.pk).update(topic=topic)
        audit.record("set_topic", case, member=member, topic=topic)
