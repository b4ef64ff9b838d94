"""A private note on a case; whoever is named in it with an @ is told on the desk."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from corrigenda.core import audit
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid
from corrigenda.core.models import Member
from corrigenda.desk.actions.rules import locked_case, need_active
from corrigenda.desk.mentions import members_named
from corrigenda.desk.models import Mention, Note

LONGEST = 5000
SAME_PRESS = timedelta(minutes=1)


@transaction.atomic
def add_note(case_id: int, text: str, *, member: Member) -> Note:
    """Add a note; every member may. The same words pressed twice are one note. Raises Invalid, NotFound."""
    need_active(member)
    text = text.strip()
    if not text:
        raise Invalid(_("A note needs words."))
    if len(text) > LONGEST:
        raise Invalid(_("A note has at most %(count)d characters.") % {"count": LONGEST})
    case = locked_case(case_id, state=None)
    again = case.notes.filter(text=text, written_by=member, written_at__gte=now() - SAME_PRESS).first()
    if again is not None:
        return again
    note = Note.objects.create(case=case, text=text, written_by=member)
    named = members_named(text)
    Mention.objects.bulk_create([Mention(note=note, member=each) for each in named if each != member])
    audit.record("add_note", case, member=member)
    return note
