"""An editor looks at what is published once more: it still stands, until a new date."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from corrigenda.claims.models import FactCheck, State
from corrigenda.claims.refusals import refusals_as_sentences
from corrigenda.core import audit, events
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, NotAllowed, StateConflict
from corrigenda.core.models import Member
from corrigenda.desk.actions.rules import locked_fact_check
from corrigenda.desk.models import Review

LONGEST = timedelta(days=3 * 366)


def confirm_still_right(fact_check_id: int, *, until: date, version_seen: int, note: str = "", member: Member) -> None:
    """Move the date by which a published fact-check is looked at again. Not a word of it changes.

    Raises Invalid for a date that is past or far away, NotAllowed for who is no editor, NotFound, StateConflict.
    """
    if not member.may_lead:
        raise NotAllowed(_("An editor or an administrator can confirm that it still stands."))
    today = now().date()
    if not today < until <= today + LONGEST:
        raise Invalid(_("Choose a day after today, within three years."))
    with refusals_as_sentences():
        fact_check = locked_fact_check(fact_check_id, state=State.PUBLISHED)
        if version_seen != fact_check.version:
            raise StateConflict(_("It was changed since you read it. Read it again before you confirm it."))
        Review.objects.create(
            fact_check=fact_check, version=fact_check.version, until=until, note=note.strip(), reviewed_by=member
        )
        FactCheck.objects.filter(pk=fact_check.pk).update(review_by=until, updated_at=now())
        audit.record("confirm_still_right", fact_check, member=member, until=until.isoformat())
        events.fact_check_confirmed.send(FactCheck, fact_check_id=fact_check.pk)
