"""Comments on words of a fact-check: written, answered, settled, opened again. They outlive the version."""

from django.db import transaction
from django.utils.translation import gettext as _

from corrigenda.claims.models import FactCheck, Origin, State
from corrigenda.core import audit
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, NotAllowed, NotFound, StateConflict
from corrigenda.core.models import Member
from corrigenda.desk.actions.rules import need_active
from corrigenda.desk.models import Comment, TextPart

LONGEST_QUOTE = 1_000
IN_WORK = frozenset({State.DRAFT, State.WAITING, State.SIGNED_OFF})


@transaction.atomic
def comment(fact_check_id: int, text: str, *, part: str, quote: str = "", member: Member) -> Comment:
    """Say something about words of a fact-check in work. Raises Invalid, NotAllowed, NotFound, StateConflict."""
    need_active(member)
    fact_check = FactCheck.objects.filter(pk=fact_check_id, origin=Origin.DESK).first()
    if fact_check is None:
        raise NotFound
    if fact_check.state not in IN_WORK:
        raise StateConflict(_("Comments are for what is in work. What is published can be corrected or updated."))
    if part not in TextPart.values:
        raise Invalid(_("Choose the part that your comment is about."))
    made = Comment.objects.create(
        fact_check=fact_check,
        version=fact_check.version,
        part=part,
        quote=" ".join(quote.split())[:LONGEST_QUOTE],
        text=_something(text),
        written_by=member,
    )
    audit.record("comment", fact_check, member=member, comment=made.pk)
    return made


@transaction.atomic
def reply_to_comment(comment_id: int, text: str, *, fact_check_id: int, member: Member) -> Comment:
    """Answer a comment. Raises Invalid, NotAllowed, NotFound."""
    need_active(member)
    about = _comment(comment_id, fact_check_id)
    made = Comment.objects.create(
        fact_check=about.fact_check,
        about=about,
        version=about.fact_check.version,
        text=_something(text),
        written_by=member,
    )
    audit.record("reply_to_comment", about.fact_check, member=member, comment=about.pk)
    return made


@transaction.atomic
def settle_comment(comment_id: int, *, settled: bool, fact_check_id: int, member: Member) -> None:
    """Settle a comment, or open it again; twice is harmless. Raises NotAllowed for a volunteer about another's comment,
    NotFound."""
    need_active(member)
    about = _comment(comment_id, fact_check_id)
    if not member.may_write and about.written_by_id != member.pk:
        raise NotAllowed(_("Volunteers settle their own comments. A fact-checker can settle this one."))
    changed = Comment.objects.filter(pk=about.pk, settled_at__isnull=settled).update(
        settled_by=member if settled else None, settled_at=now() if settled else None
    )
    if changed:
        audit.record(
            "settle_comment" if settled else "reopen_comment", about.fact_check, member=member, comment=about.pk
        )


def _comment(comment_id: int, fact_check_id: int) -> Comment:
    found = Comment.objects.select_related("fact_check").filter(pk=comment_id, fact_check=fact_check_id, about=None)
    about = found.first()
    if about is None:
        raise NotFound
    return about


def _something(text: str) -> str:
    text = text.strip()
    if not text:
        raise Invalid(_("Write your comment first."))
    return text
