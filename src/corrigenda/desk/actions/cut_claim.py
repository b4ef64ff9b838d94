"""A message may make several claims: some of its words become a case of their own."""

from django.db import transaction
from django.utils.translation import gettext as _

from corrigenda.core import audit
from corrigenda.core.exceptions import Invalid, NotFound, StateConflict
from corrigenda.core.models import Member
from corrigenda.desk.actions.open_case import open_case_for
from corrigenda.desk.actions.rules import locked_case, need_writer
from corrigenda.desk.models import Case, CaseMessage, Part, Parting
from corrigenda.intake.actions import keep_words
from corrigenda.matching.models import Match, MatchState


@transaction.atomic
def cut_claim(case_id: int, message_id: int, *, words: str, member: Member) -> Case:
    """The case of a claim that is made with some words of a message; the message stays where it is.

    Cutting the same words again leads to the same case. Raises Invalid where the message does not have the words;
    NotAllowed, NotFound, StateConflict.
    """
    need_writer(member)
    case = locked_case(case_id)
    row = CaseMessage.objects.select_related("message").filter(case=case, message_id=message_id).first()
    if row is None:
        raise NotFound
    kept = keep_words(row.message, words)
    if kept == row.message:
        raise Invalid(_("That is the whole message. Choose the words of one claim."))
    if CaseMessage.objects.filter(case=case, message=kept).exists():
        raise StateConflict(_("A message with just these words is in this case already. Split it off instead."))
    # Whoever cuts a claim out says that it is not the claim of the rest: the engine never brings it back there.
    Parting.objects.get_or_create(case=case, message=kept, defaults={"parted_by": member})
    Part.objects.get_or_create(message=row.message, words=kept, defaults={"cut_by": member})
    own = _case_of(kept.pk)
    audit.record("cut_claim", case, member=member, into=own.public_id)
    return own


@transaction.atomic
def undo_cut(case_id: int, *, member: Member) -> Case:
    """Let go of a claim that was cut out and that nobody has worked on; the case its words came from.

    Raises StateConflict where it is no such claim, or somebody asked or worked on it; NotAllowed, NotFound.
    """
    need_writer(member)
    case = locked_case(case_id)
    words = [row.message for row in case.case_messages.select_related("message")[:2]]
    parts = list(Part.objects.select_related("message", "words").filter(words__in=words)[:2])
    if len(parts) != 1 or len(words) != 1 or words[0].requests.exists():
        raise StateConflict(_("This case is not only a part of one message any more."))
    part = parts[0]
    if case.fact_check_id or case.notes.exists() or part.words.matches.exclude(state=MatchState.SUGGESTED).exists():
        raise StateConflict(_("Somebody has worked on this claim. Close it as not checkable, or merge it."))
    origin = Case.objects.filter(case_messages__message=part.message).first()
    if origin is None:
        raise NotFound
    case.delete()
    part.words.delete()
    audit.record("undo_cut", origin, member=member)
    return origin


def _case_of(message_id: int) -> Case:
    """Its case, also where the claim is answered already: whoever cut it out wants to see with what."""
    opened = open_case_for(message_id)
    if opened is not None:
        return opened
    match = Match.objects.filter(message_id=message_id, state=MatchState.CONFIRMED).first()
    assert match is not None
    answered = Case.objects.create(
        state="answered", fact_check_id=match.fact_check_id, opened_at=match.created_at, closed_at=match.decided_at
    )
    CaseMessage.objects.create(case=answered, message_id=message_id)
    return answered
