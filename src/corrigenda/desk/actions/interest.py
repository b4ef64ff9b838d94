"""A member states what they have to do with a matter. It is kept for the desk, and nobody can take it back."""

from django.utils.translation import gettext as _

from corrigenda.claims.models import FactCheck, Origin, State
from corrigenda.claims.refusals import refusals_as_sentences
from corrigenda.core import audit
from corrigenda.core.exceptions import Invalid, NotFound, StateConflict
from corrigenda.core.models import Member
from corrigenda.desk.actions.rules import need_writer
from corrigenda.desk.models import Interest, Reading


def state_interest(fact_check_id: int, words: str, *, member: Member) -> None:
    """Keep a member's interest in the matter. From now on they cannot sign it, nor an amendment of it.

    The same words again change nothing. Raises Invalid without words; NotAllowed, NotFound, StateConflict.
    """
    need_writer(member)
    words = words.strip()
    if not words:
        raise Invalid(_("Write what you have to do with the matter."))
    with refusals_as_sentences():
        fact_check = FactCheck.objects.select_for_update().filter(pk=fact_check_id, origin=Origin.DESK).first()
        if fact_check is None:
            raise NotFound
        if fact_check.state in {State.APPLIED, State.DROPPED}:
            raise StateConflict(_("This amendment is closed."))
        Reading.objects.filter(fact_check=fact_check, member=member).delete()
        if Interest.objects.filter(fact_check=fact_check, member=member, words=words).exists():
            return
        Interest.objects.create(fact_check=fact_check, member=member, words=words)
        audit.record("state_interest", fact_check, member=member)
