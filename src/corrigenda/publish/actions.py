"""Step 4 of 6. A fact-check becomes public."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from corrigenda.claims.models import FactCheck, Origin, State
from corrigenda.core import audit, events
from corrigenda.core.clock import now
from corrigenda.core.exceptions import NotAllowed, NotFound, StateConflict
from corrigenda.core.models import Member
from corrigenda.publish.formats.article import structured
from corrigenda.publish.models import Publication
from corrigenda.publish.queries import public_form


class SignOffMissing(StateConflict):
    """A second person has not signed this version yet."""

    code = "sign_off_missing"


@transaction.atomic
def publish_fact_check(fact_check_id: int, *, member: Member) -> None:
    """Make a signed-off fact-check public and let the other steps know.

    Publishing twice is harmless: the first date stands, and nobody is told again. Raises NotAllowed, NotFound
    or SignOffMissing.
    """
    if not member.may_sign:
        raise NotAllowed(_("Only a fact-checker, an editor or an administrator can publish."))
    at = now()
    # One UPDATE with the condition in it, so that two editors pressing the button at the same moment cannot
    # both win and answer every reader twice. The database looks for the second person's signature itself.
    won = FactCheck.objects.filter(pk=fact_check_id, origin=Origin.DESK, state=State.SIGNED_OFF).update(
        state=State.PUBLISHED, published_at=at, updated_at=at
    )
    fact_check = FactCheck.objects.select_related("claim", "rating").filter(pk=fact_check_id).first()
    if fact_check is None:
        raise NotFound(_("This fact-check does not exist."))
    if not won:
        if fact_check.state == State.PUBLISHED:
            return
        raise SignOffMissing(_("A second person has not signed this version yet."))
    Publication.objects.create(
        fact_check=fact_check,
        version=fact_check.version,
        content={**structured(public_form(fact_check)), "text": fact_check.body},
        published_at=at,
    )
    audit.record("publish_fact_check", fact_check, member=member, version=fact_check.version)
    events.fact_check_published.send(FactCheck, fact_check_id=fact_check.pk)
