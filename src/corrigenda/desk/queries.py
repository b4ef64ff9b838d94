"""Reads of the desk: what is open, what waits for a second person, one case, one fact-check."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from corrigenda.claims.models import FactCheck, Kind, Origin, State
from corrigenda.core.exceptions import NotFound
from corrigenda.core.models import Member
from corrigenda.desk.models import Case, Edit
from corrigenda.intake.models import Attachment, Message

MESSAGES_SHOWN = 30


@dataclass(frozen=True, slots=True)
class CaseMessageRow:
    """A message of a case, with how many people asked."""

    message: Message
    requests: int
    first_at: datetime | None
    newest_at: datetime | None
    pictures: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class FactCheckPage:
    """A fact-check of ours as the desk sees it: who wrote, who may sign."""

    fact_check: FactCheck
    case: Case | None
    writers: tuple[Member, ...]
    waiting_since: datetime | None


def waiting_fact_checks() -> QuerySet[FactCheck]:
    """Fact-checks that wait for a second person (or, rarely, only for their publication), oldest first."""
    waiting = FactCheck.objects.filter(origin=Origin.DESK, state__in=[State.WAITING, State.SIGNED_OFF])
    return waiting.select_related("claim", "rating", "edited_by").order_by("updated_at", "pk")


def drafts(*, lang: str = "") -> QuerySet[FactCheck]:
    """Drafts, of one language if it is named, last changed first."""
    mine = FactCheck.objects.filter(origin=Origin.DESK, state=State.DRAFT, **({"lang": lang} if lang else {}))
    return mine.select_related("claim", "edited_by").order_by("-updated_at", "-pk")


def case_by(public_id: str) -> Case:
    """One case. Raises NotFound."""
    case = Case.objects.select_related("owner", "fact_check__claim").filter(public_id=public_id).first()
    if case is None:
        raise NotFound
    return case


def messages_of(case: Case) -> list[CaseMessageRow]:
    """The messages of a case, most asked first; of very many, those asked most."""
    messages = (
        Message.objects.filter(case_message__case=case)
        .annotate(request_count=Count("requests"), newest_at=Max("requests__received_at"))
        .prefetch_related("attachments")
        .order_by("-request_count", "received_at", "pk")
    )[:MESSAGES_SHOWN]
    return [
        CaseMessageRow(
            message=message,
            requests=message.request_count,
            first_at=message.received_at,
            newest_at=message.newest_at,
            pictures=tuple(message.attachments.all()),
        )
        for message in messages
    ]


def fact_check_by(public_id: str, *, ours: bool = True) -> FactCheck:
    """One fact-check. Raises NotFound."""
    found = FactCheck.objects.select_related("claim", "rating", "publisher", "edited_by")
    if ours:
        found = found.filter(origin=Origin.DESK)
    fact_check = found.filter(public_id=public_id).first()
    if fact_check is None:
        raise NotFound
    return fact_check


def fact_check_page(public_id: str) -> FactCheckPage:
    """A fact-check of ours with its case and its writers. Raises NotFound."""
    fact_check = fact_check_by(public_id)
    writer_ids = Edit.objects.filter(fact_check=fact_check).values("member_id")
    return FactCheckPage(
        fact_check=fact_check,
        case=fact_check.cases.order_by("pk").first(),
        writers=tuple(Member.objects.filter(pk__in=writer_ids).order_by("name", "pk")),
        waiting_since=fact_check.updated_at if fact_check.state == State.WAITING else None,
    )


def published_with_words(text: str, *, limit: int = 10) -> list[FactCheck]:
    """Published fact-checks whose title or claim has every word of `text`, the newest first."""
    found = FactCheck.objects.filter(state=State.PUBLISHED, kind=Kind.FACT_CHECK)
    found = found.select_related("claim", "rating", "publisher")
    for word in text.split()[:12]:
        found = found.filter(Q(title__icontains=word) | Q(claim__text__icontains=word))
    return list(found.order_by("-published_at", "-pk")[:limit])


def picture_by(digest: str) -> Attachment:
    """A picture that came with a message. Raises NotFound."""
    picture = Attachment.objects.filter(digest=digest).first()
    if picture is None:
        raise NotFound
    return picture
