"""Reads of the desk: what is open, what waits for a second person, one case, one fact-check."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from corrigenda.claims.models import FactCheck, Origin, State
from corrigenda.core.exceptions import NotFound
from corrigenda.core.models import Member
from corrigenda.desk.models import Case, CaseMessage, CaseState, Edit
from corrigenda.intake.models import Attachment, Message, Request
from corrigenda.matching.models import Match, MatchState

PAGE = 25
MESSAGES_SHOWN = 30


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What of the open cases to show."""

    lang: str = ""
    owner: str = ""  # "mine", "nobody" or "" for all


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list of cases."""

    case: Case
    text: str  # of its first message
    lang: str
    pictures: int
    messages: int
    requests: int
    newest_at: datetime | None


@dataclass(frozen=True, slots=True)
class CaseMessageRow:
    """A message of a case, with how many people asked."""

    message: Message
    requests: int
    first_at: datetime | None
    newest_at: datetime | None
    pictures: tuple[Attachment, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A published fact-check that the messages of a case may be about."""

    fact_check: FactCheck
    probability: float | None  # the best of the case's messages


@dataclass(frozen=True, slots=True)
class FactCheckPage:
    """A fact-check of ours as the desk sees it: who wrote, who may sign."""

    fact_check: FactCheck
    case: Case | None
    writers: tuple[Member, ...]
    waiting_since: datetime | None


def open_cases(shown: CaseFilter, *, member: Member) -> QuerySet[Case]:
    """Open cases, most asked first."""
    cases = Case.objects.filter(state=CaseState.OPEN)
    if shown.lang:
        cases = cases.filter(pk__in=Case.objects.filter(case_messages__message__lang=shown.lang).values("pk"))
    if shown.owner == "mine":
        cases = cases.filter(owner=member)
    elif shown.owner == "nobody":
        cases = cases.filter(owner=None)
    # Owner and fact-check are fetched beside, not joined, so that the database counts over narrow rows.
    counted = cases.prefetch_related("owner", "fact_check").annotate(
        request_count=Count("case_messages__message__requests")
    )
    ordered: QuerySet[Case] = counted.order_by("-request_count", "opened_at", "pk")
    return ordered


def settled_cases() -> QuerySet[Case]:
    """Closed cases, the latest first."""
    closed = Case.objects.exclude(state__in=[CaseState.OPEN, CaseState.MERGED])
    return closed.select_related("owner", "fact_check").order_by("-closed_at", "-pk")


def case_rows(cases: Sequence[Case]) -> list[CaseRow]:
    """The lines for one page of cases, in the same order."""
    messages: dict[int, list[Message]] = {case.pk: [] for case in cases}
    rows = CaseMessage.objects.filter(case__in=cases).select_related("message").order_by("pk")
    for row in rows.prefetch_related("message__attachments"):
        messages[row.case_id].append(row.message)
    asked = (
        Request.objects.filter(message__case_message__case__in=cases)
        .values_list("message__case_message__case_id")
        .annotate(requests=Count("pk"), newest_at=Max("received_at"))
    )
    demand = {case_id: (requests, newest_at) for case_id, requests, newest_at in asked}
    return [_row(case, messages[case.pk], demand.get(case.pk, (0, None))) for case in cases]


def languages_of_open_cases() -> list[str]:
    """Codes of the languages that open cases are in, sorted."""
    langs = Message.objects.filter(case_message__case__state=CaseState.OPEN).values_list("lang", flat=True)
    return sorted({lang for lang in langs.distinct() if lang})


def waiting_fact_checks() -> QuerySet[FactCheck]:
    """Fact-checks that wait for a second person (or, rarely, only for their publication), oldest first."""
    waiting = FactCheck.objects.filter(origin=Origin.DESK, state__in=[State.WAITING, State.SIGNED_OFF])
    return waiting.select_related("claim", "rating", "edited_by").order_by("updated_at", "pk")


def drafts() -> QuerySet[FactCheck]:
    """Drafts, last changed first."""
    mine = FactCheck.objects.filter(origin=Origin.DESK, state=State.DRAFT)
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


def suggestions_for(case: Case) -> list[Suggestion]:
    """Published fact-checks suggested for the messages of a case, the likeliest first, each once."""
    matches = (
        Match.objects.filter(
            message__case_message__case=case,
            state=MatchState.SUGGESTED,
            fact_check__state=State.PUBLISHED,
        )
        .select_related("fact_check__claim", "fact_check__rating", "fact_check__publisher")
        .order_by("-probability", "pk")
    )
    best: dict[int, Suggestion] = {}
    for match in matches:
        best.setdefault(match.fact_check_id, Suggestion(match.fact_check, match.probability))
    return list(best.values())


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
    found = FactCheck.objects.filter(state=State.PUBLISHED).select_related("claim", "rating", "publisher")
    for word in text.split()[:12]:
        found = found.filter(Q(title__icontains=word) | Q(claim__text__icontains=word))
    return list(found.order_by("-published_at", "-pk")[:limit])


def picture_by(digest: str) -> Attachment:
    """A picture that came with a message. Raises NotFound."""
    picture = Attachment.objects.filter(digest=digest).first()
    if picture is None:
        raise NotFound
    return picture


def _row(case: Case, messages: Sequence[Message], demand: tuple[int, datetime | None]) -> CaseRow:
    return CaseRow(
        case=case,
        text=next((message.text for message in messages if message.text.strip()), ""),
        lang=next((message.lang for message in messages if message.lang), ""),
        pictures=sum(len(message.attachments.all()) for message in messages),
        messages=len(messages),
        requests=demand[0],
        newest_at=demand[1],
    )
