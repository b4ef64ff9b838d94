"""Sign-off and what follows a publication, in the desk's templates."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import template
from django.template.context import RequestContext

from corrigenda.claims.models import AmendmentKind, FactCheck, Rating, Topic
from corrigenda.core.clock import now
from corrigenda.core.differences import Piece
from corrigenda.core.models import Member
from corrigenda.core.roles import Permission
from corrigenda.desk import sign_off_queries as second
from corrigenda.desk.actions.comment import IN_WORK
from corrigenda.desk.models import TextPart

register = template.Library()
USUAL_REVIEW = timedelta(days=180)


@register.inclusion_tag("desk/_from_second_person.html", takes_context=True)
def from_second_person(context: RequestContext, fact_check: FactCheck) -> dict[str, Any]:
    """For the editor: what is amended and why, and the comments."""
    return {
        "request": context["request"],
        "csrf_token": context.get("csrf_token"),
        "fact_check": fact_check,
        "amended": fact_check.amends,
        "threads": second.threads_of(fact_check),
    }


@register.filter
def takes_comments(fact_check: FactCheck) -> bool:
    """Whether it is in work, so that a comment can change something."""
    return fact_check.state in IN_WORK


@register.filter
def open_threads(threads: Sequence[second.Thread]) -> int:
    """How many comments nobody has settled."""
    return sum(thread.is_open for thread in threads)


@register.filter
def is_past_review(fact_check: FactCheck) -> bool:
    """Whether the day by which it was to be looked at again is over."""
    return fact_check.review_by is not None and fact_check.review_by < now().date()


@register.filter
def may_confirm(member: Member) -> bool:
    """Whether this member may say that a fact-check still stands."""
    return member.may(Permission.CONFIRM)


@register.filter
def may_release(member: Member) -> bool:
    """Whether this member may release what another has taken to read."""
    return member.may(Permission.LEAD)


@register.filter
def rating_pieces(part: second.ChangedPart) -> list[Piece]:
    """Two ratings by their labels, one after the other."""
    labels = {rating.code: str(rating) for rating in Rating.objects.all()}
    was = "".join(piece.text for piece in part.pieces if piece.kind != "new")
    became = "".join(piece.text for piece in part.pieces if piece.kind != "gone")
    return [Piece("gone", labels.get(was, "–")), Piece("new", labels.get(became, "–"))]


@register.filter
def amendment_kinds(fact_check: FactCheck) -> list[tuple[str, str]]:
    """Every kind of amendment with its name."""
    return [(kind.value, str(kind.label)) for kind in AmendmentKind]


@register.simple_tag
def comment_parts() -> list[tuple[str, str]]:
    """The parts that a comment can be about, with their names."""
    return [(part.value, str(part.label)) for part in TextPart]


@register.simple_tag
def next_review() -> str:
    """A usual day to look at something again."""
    return (now().date() + USUAL_REVIEW).isoformat()


@register.simple_tag
def topic_labels() -> dict[str, str]:
    """Every topic's name by its code, in the language of the page."""
    return {topic.code: str(topic) for topic in Topic.objects.all()}


@register.filter
def in_words(codes: Sequence[str], labels: dict[str, str]) -> str:
    """Topics by their names."""
    return ", ".join(labels.get(code, code) for code in codes)
