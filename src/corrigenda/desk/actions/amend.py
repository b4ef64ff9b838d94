"""What is published is corrected, updated or withdrawn: a draft with a public reason, which a second person signs."""

from django.db.models import Model
from django.utils.translation import gettext as _

from corrigenda.claims.models import AmendmentKind, Evidence, FactCheck, State
from corrigenda.claims.refusals import refusals_as_sentences
from corrigenda.core import audit
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, StateConflict
from corrigenda.core.models import Member
from corrigenda.desk.actions.rules import locked_fact_check, need_writer
from corrigenda.desk.words import words_of

IN_WORK = (State.DRAFT, State.WAITING, State.SIGNED_OFF)
# What a draft does not take over from what it amends. Everything else is content, as in `second_person.sql`.
BOOKKEEPING = ("id", "public_id", "origin", "publisher", "state", "version", "edited_by", "created_at", "updated_at")
OWN = frozenset(
    (*BOOKKEEPING, "published_at", "retracted_at", "amends", "amends_version", "amendment_kind", "public_reason")
) | {"translation_of"}  # what it amends stays the one translation in its language


def start_amendment(fact_check_id: int, *, kind: str, reason: str, member: Member) -> FactCheck:
    """A draft of a correction, an update or a retraction, with the words that are published now.

    One at a time: raises StateConflict when another is in work, Invalid, NotAllowed, NotFound.
    """
    need_writer(member)
    kind, reason = _checked(kind, reason)
    with refusals_as_sentences():
        amended = locked_fact_check(fact_check_id, state=State.PUBLISHED)
        if amended.amendments.filter(state__in=IN_WORK).exists():
            raise StateConflict(_("Another correction, update or retraction of this fact-check is in work already."))
        amendment = FactCheck.objects.create(
            **_content(amended, without=OWN),
            amends=amended,
            amends_version=amended.version,
            amendment_kind=kind,
            public_reason=reason,
            edited_by=member,
        )
        for source in amended.evidence.all():
            copied = _content(source, without=frozenset({"id", "fact_check", "edited_by"}))
            Evidence.objects.create(**copied, fact_check=amendment, edited_by=member)
        audit.record("start_amendment", amended, member=member, kind=kind, amendment=amendment.public_id)
    amendment.refresh_from_db()
    return amendment


def change_reason(amendment_id: int, *, kind: str, reason: str, member: Member) -> None:
    """Say otherwise what it is and why. Raises Invalid, NotAllowed, NotFound, StateConflict."""
    need_writer(member)
    kind, reason = _checked(kind, reason)
    with refusals_as_sentences():
        amendment = _amendment(amendment_id)
        if (amendment.amendment_kind, amendment.public_reason) == (kind, reason):
            return
        FactCheck.objects.filter(pk=amendment.pk).update(
            amendment_kind=kind, public_reason=reason, edited_by=member, updated_at=now()
        )
        audit.record("change_reason", amendment, member=member, kind=kind)


def drop_amendment(amendment_id: int, *, member: Member) -> None:
    """Give a drafted amendment up. What is published stays as it is. Raises NotAllowed, NotFound, StateConflict."""
    need_writer(member)
    with refusals_as_sentences():
        amendment = _amendment(amendment_id)
        FactCheck.objects.filter(pk=amendment.pk).update(state=State.DROPPED, updated_at=now())
        audit.record("drop_amendment", amendment, member=member)


def need_whole_amendment(amendment: FactCheck) -> None:
    """Raises Invalid for an amendment without a reason, or one that is not what it calls itself."""
    amended = amendment.amends
    assert amended is not None
    if not amendment.public_reason.strip():
        raise Invalid(_("Write why, for readers."))
    if amendment.amendment_kind == AmendmentKind.UPDATE and amendment.rating_id != amended.rating_id:
        raise Invalid(_("An update leaves the rating as it is. Where the finding changes, it is a correction."))
    if amendment.amendment_kind != AmendmentKind.RETRACTION and words_of(amendment) == words_of(amended):
        raise Invalid(_("Nothing in it differs yet from what is published."))


def _amendment(amendment_id: int) -> FactCheck:
    amendment = locked_fact_check(amendment_id, state=State.DRAFT)
    if not amendment.is_amendment:
        raise StateConflict(_("This is no correction, update or retraction."))
    return amendment


def _checked(kind: str, reason: str) -> tuple[str, str]:
    if kind not in AmendmentKind.values:
        raise Invalid(_("Choose what it is: a correction, an update or a retraction."))
    if not reason.strip():
        raise Invalid(_("Write why, for readers."))
    return kind, reason.strip()


def _content(row: Model, *, without: frozenset[str]) -> dict[str, object]:
    return {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if field.name not in without}
