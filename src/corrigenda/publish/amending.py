"""A signed correction, update or retraction comes into force: what is public changes in public, with its reason."""

from __future__ import annotations

from django.utils.translation import gettext as _

from corrigenda.claims.models import FactCheck, State
from corrigenda.claims.refusals import refusals_as_sentences
from corrigenda.core import audit, events
from corrigenda.core.clock import now
from corrigenda.core.exceptions import NotAllowed, NotFound
from corrigenda.core.models import Member
from corrigenda.publish.actions import SignOffMissing
from corrigenda.publish.formats import PublicChange
from corrigenda.publish.formats.article import structured
from corrigenda.publish.models import Publication
from corrigenda.publish.queries import public_form


def publish_amendment(amendment_id: int, *, member: Member) -> None:
    """Put a signed amendment in force: the fact-check says what it says, with a publication of its own.

    Twice is harmless: nobody is told again. The database checks the signature and moves the words itself.
    Raises NotAllowed, NotFound, SignOffMissing, StateConflict.
    """
    if not member.may_sign:
        raise NotAllowed(_("Only a fact-checker, an editor or an administrator can publish."))
    with refusals_as_sentences():
        # One UPDATE with the condition in it, so that two who press at the same moment cannot both win.
        signed = FactCheck.objects.filter(pk=amendment_id, state=State.SIGNED_OFF, amends__isnull=False)
        won = signed.update(state=State.APPLIED, updated_at=now())
        amendment = FactCheck.objects.select_related("amends").filter(pk=amendment_id, amends__isnull=False).first()
        if amendment is None or amendment.amends_id is None:
            raise NotFound(_("This fact-check does not exist."))
        if not won:
            if amendment.state == State.APPLIED:
                return
            raise SignOffMissing(_("A second person has not signed this version yet."))
        amended = FactCheck.objects.select_related("claim", "rating").get(pk=amendment.amends_id)
        _write_down(amended, amendment)
        audit.record(
            "publish_amendment",
            amended,
            member=member,
            kind=amendment.amendment_kind,
            version=amended.version,
            amendment=amendment.public_id,
        )
        events.fact_check_amended.send(FactCheck, fact_check_id=amended.pk, kind=amendment.amendment_kind)


def _write_down(amended: FactCheck, amendment: FactCheck) -> None:
    change = PublicChange(amendment.amendment_kind, amendment.public_reason, now())
    form = public_form(amended, newest=change)
    Publication.objects.create(
        fact_check=amended,
        version=amended.version,
        kind=change.kind,
        reason=change.reason,
        content={**structured(form), "text": amended.body},
        published_at=change.at,
    )
