"""The lists of cases: what may be asked of them, in which order, and one line for each case."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.db import connection
from django.db.models import (
    Count,
    F,
    Func,
    IntegerField,
    JSONField,
    Q,
    QuerySet,
    TextField,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import Cast, Coalesce

from corrigenda.claims.models import State
from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.desk.models import Case, CaseState
from corrigenda.desk.wording import cases_with, one_of

PAGE = 25
GROWTH = timedelta(hours=6)  # long enough to see a wave rise, short enough to still be early
OPEN_SORTS = ("asked", "growing", "waiting", "newest")
SETTLED_SORTS = ("closed", "asked")
STAGES = ("nobody_writes", "draft", "waiting", "overdue")
LANGUAGES = """
SELECT DISTINCT jsonb_array_elements_text(langs)
FROM (SELECT DISTINCT d.langs FROM desk_demand d JOIN desk_case c ON c.id = d.case_id WHERE c.state = 'open') once
"""
LANGUAGES_EVER = "SELECT DISTINCT jsonb_array_elements_text(langs) FROM (SELECT DISTINCT langs FROM desk_demand) once"
# As in `triage.sql`: also those who sent the message that the words of a case were cut out of.
LATELY = """
SELECT c.id, count(DISTINCT asked.id)
FROM (
    SELECT r.id, r.message_id FROM intake_request r WHERE r.received_at >= %(since)s
    UNION ALL
    SELECT r.id, p.words_id FROM intake_request r JOIN desk_part p ON p.message_id = r.message_id
    WHERE r.received_at >= %(since)s
) asked
JOIN desk_casemessage cm ON cm.message_id = asked.message_id
JOIN desk_case c ON c.id = cm.case_id
WHERE CASE WHEN %(cases)s::bigint[] IS NULL THEN c.state = 'open' ELSE c.id = ANY (%(cases)s::bigint[]) END
GROUP BY c.id
"""
CLOSED = (CaseState.ANSWERED, CaseState.NOT_CHECKABLE)
IN_SIGN_OFF = (State.WAITING, State.SIGNED_OFF)


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What of the cases to show. Everything "" is every open case, the most asked first."""

    q: str = ""  # words of its messages
    owner: str = ""  # "mine", "nobody", or a member's public id
    lang: str = ""
    topic: str = ""
    stage: str = ""  # of an open case: one of STAGES; of a closed one: "answered" or "not_checkable"
    sort: str = ""
    settled: bool = False  # closed cases instead of open ones

    @property
    def sorts(self) -> tuple[str, ...]:
        """The orders there are; the first is the usual one."""
        return SETTLED_SORTS if self.settled else OPEN_SORTS

    @property
    def order(self) -> str:
        """The order in use."""
        return self.sort if self.sort in self.sorts else self.sorts[0]

    @property
    def narrows(self) -> bool:
        """Whether anything is left out."""
        return bool(self.q or self.owner or self.lang or self.topic or self.stage)

    @property
    def address(self) -> str:
        """The query of the list's address, without what is as usual."""
        named = {"q": self.q, "owner": self.owner, "in": self.lang, "topic": self.topic, "stage": self.stage}
        named["sort"] = "" if self.order == self.sorts[0] else self.order
        return urlencode({name: value for name, value in named.items() if value})


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of a list of cases."""

    case: Case
    text: str  # of its first message with words
    lang: str  # as a machine sees it; "" where it cannot tell
    pictures: int
    messages: int
    requests: int
    newest_at: datetime | None
    growth: int = 0  # requests within GROWTH
    growth_hours: int = int(GROWTH.total_seconds() // 3600)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many open cases there are on each tab."""

    everybody: int
    nobody: int
    mine: int
    overdue: int


def listed_cases(shown: CaseFilter, *, member: Member) -> QuerySet[Case]:
    """The cases of a filter, in its order."""
    cases = Case.objects.filter(_standing(shown), _owned(shown.owner, member))
    if shown.lang:
        cases = cases.filter(demand__langs__contains=[shown.lang])
    if shown.topic:
        cases = cases.filter(topic=shown.topic)
    if shown.q:
        cases = cases.filter(one_of(cases_with(shown.q, states=CLOSED if shown.settled else (CaseState.OPEN,))))
    return _ordered(cases, shown.order)


def open_cases(shown: CaseFilter, *, member: Member) -> QuerySet[Case]:
    """Open cases, most asked first."""
    return listed_cases(replace(shown, settled=False), member=member)


def case_rows(cases: Sequence[Case]) -> list[CaseRow]:
    """The lines for one page of cases, in the same order."""
    # Fetched for one page, not joined: the database then sorts narrow rows, twenty thousand of them at times.
    prefetch_related_objects(cases, "owner", "fact_check", "demand__message")
    growth = recently_asked([case.pk for case in cases if case.state == CaseState.OPEN])
    return [_row(case, growth.get(case.pk, 0)) for case in cases]


def recently_asked(case_ids: Iterable[int] | None = None) -> dict[int, int]:
    """How many people asked about each case within GROWTH; about open ones, where none are named."""
    which = None if case_ids is None else list(case_ids)
    with connection.cursor() as cursor:
        cursor.execute(LATELY, {"since": now() - GROWTH, "cases": which})
        return dict(cursor.fetchall())


def tab_counts(member: Member) -> Counts:
    """How many open cases there are, nobody's, this member's, and past their time."""
    found = Case.objects.filter(state=CaseState.OPEN).aggregate(
        everybody=Count("pk"),
        nobody=Count("pk", filter=Q(owner=None)),
        mine=Count("pk", filter=Q(owner=member)),
        overdue=Count("pk", filter=Q(due_at__lt=now())),
    )
    return Counts(**found)


def languages_in_use(*, settled: bool = False) -> list[str]:
    """Codes of the languages that the cases of a list are in, sorted; for closed ones, those any case is in."""
    with connection.cursor() as cursor:
        cursor.execute(LANGUAGES_EVER if settled else LANGUAGES)
        return sorted(row[0] for row in cursor.fetchall())


def _standing(shown: CaseFilter) -> Q:
    if shown.settled:
        closed = Q(state__in=CLOSED, closed_at__isnull=False)
        return closed & Q(state=shown.stage) if shown.stage else closed
    stages = {
        "nobody_writes": Q(fact_check=None),
        "draft": Q(fact_check__state=State.DRAFT),
        "waiting": Q(fact_check__state__in=IN_SIGN_OFF),
        "overdue": Q(due_at__lt=now()),
    }
    return Q(state=CaseState.OPEN) & stages.get(shown.stage, Q())


def _owned(owner: str, member: Member) -> Q:
    if owner == "mine":
        return Q(owner=member)
    if owner == "nobody":
        return Q(owner=None)
    return Q(owner__public_id=owner) if owner else Q()


def _ordered(cases: QuerySet[Case], order: str) -> QuerySet[Case]:
    if order == "growing":
        return cases.annotate(growth=_growth()).order_by("-growth", "-demand__requests", "opened_at", "pk")
    if order == "waiting":
        return cases.order_by("opened_at", "pk")
    if order == "newest":
        return cases.order_by("-opened_at", "-pk")
    if order == "closed":
        return cases.order_by("-closed_at", "-pk")
    return cases.order_by("-demand__requests", "opened_at", "pk")


def _growth() -> Coalesce:
    """Looks each case up in what was counted just now: far fewer rows than there are requests."""
    counted = Value(recently_asked(), output_field=JSONField(encoder=json.JSONEncoder))
    found = Func(
        counted, Cast(F("pk"), TextField()), template="(%(expressions)s)", arg_joiner=" ->> ", output_field=TextField()
    )
    return Coalesce(Cast(found, IntegerField()), 0)


def _row(case: Case, growth: int) -> CaseRow:
    demand = case.demand
    return CaseRow(
        case=case,
        text=demand.message.text if demand.message else "",
        lang=next(iter(demand.langs), ""),
        pictures=demand.pictures,
        messages=demand.messages,
        requests=demand.requests,
        newest_at=demand.last_asked_at,
        growth=growth,
    )
