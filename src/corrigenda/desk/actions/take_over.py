"""The unsaved words of a member who left the desk go to somebody who stays."""

from django.db import transaction

from corrigenda.claims.models import Autosave, FactCheck
from corrigenda.claims.typed import keep_typed
from corrigenda.core import audit
from corrigenda.core.exceptions import NotFound
from corrigenda.core.models import Member
from corrigenda.desk.actions.rules import need_writer
from corrigenda.desk.models import Edit


@transaction.atomic
def take_over_words(fact_check: FactCheck, left_member: str, *, member: Member) -> Autosave:
    """Make the unsaved words of a member who left one's own. Raises NotAllowed, NotFound.

    Who wrote them counts among the writers from now on: should they come back, they cannot sign their own words.
    """
    need_writer(member)
    left = fact_check.autosaves.filter(member__public_id=left_member, member__is_active=False).first()
    if left is None:
        raise NotFound
    kept = keep_typed(fact_check, {**left.typed, "stamp": [left.stamp]}, member=member)
    Edit.objects.create(fact_check=fact_check, version=fact_check.version, member_id=left.member_id)
    audit.record("take_over_words", fact_check, member=member, of=left_member)
    left.delete()
    return kept
