"""Everything at the desk with certain words: cases and fact-checks in any state, messages without a case."""

from dataclasses import dataclass

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from corrigenda.claims.models import FactCheck
from corrigenda.desk.listing import CaseRow, case_rows
from corrigenda.desk.models import Case, CaseMessage, CaseState
from corrigenda.desk.wording import fact_checks_with, newest_messages_with, one_of
from corrigenda.intake.models import Message
from corrigenda.matching.models import Match, MatchState

SHOWN = 15
LOOKED_THROUGH = 4_000  # of the messages with the words, the newest; the lists look through all of them


@dataclass(frozen=True, slots=True)
class AnsweredMessage:
    """A message that never became a case: the register answered it by itself, or nobody has looked yet."""

    message: Message
    answer: FactCheck | None


@dataclass(frozen=True, slots=True)
class Found:
    """What has the words; of each kind at most SHOWN, and whether there is more."""

    cases: tuple[CaseRow, ...]
    more_cases: bool
    fact_checks: tuple[FactCheck, ...]
    more_fact_checks: bool
    messages: tuple[AnsweredMessage, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing has the words."""
        return not (self.cases or self.fact_checks or self.messages)


def found_with(words: str) -> Found:
    """Open cases first, then the most asked; the fact-checks of the desk first, then the last changed."""
    newest = newest_messages_with(words, most=LOOKED_THROUGH)
    cases = Case.objects.filter(pk__in=CaseMessage.objects.filter(one_of(newest, key="message")).values("case"))
    cases = cases.exclude(state=CaseState.MERGED)
    is_open = ExpressionWrapper(Q(state=CaseState.OPEN), output_field=BooleanField())
    shown = list(cases.annotate(is_open=is_open).order_by("-is_open", "-demand__requests", "pk")[: SHOWN + 1])
    found = _fact_checks(words)
    return Found(
        cases=tuple(case_rows(shown[:SHOWN])),
        more_cases=len(shown) > SHOWN or len(newest) == LOOKED_THROUGH,
        fact_checks=tuple(found[:SHOWN]),
        more_fact_checks=len(found) > SHOWN,
        messages=tuple(_answered(newest)),
    )


def _fact_checks(words: str) -> list[FactCheck]:
    checks = FactCheck.objects.filter(pk__in=fact_checks_with(words).values("fact_check_id"))
    checks = checks.order_by("origin", "-updated_at", "-pk")
    ids = list(checks.values_list("pk", flat=True)[: SHOWN + 1])  # thousands of narrow rows sorted, a few read whole
    rows = FactCheck.objects.select_related("claim", "rating", "publisher").defer("body").in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows]


def _answered(newest: list[int]) -> list[AnsweredMessage]:
    in_a_case = CaseMessage.objects.filter(message=OuterRef("pk"))
    messages = list(Message.objects.filter(one_of(newest), ~Exists(in_a_case)).order_by("-pk")[:SHOWN])
    answers = Match.objects.filter(message__in=messages, state=MatchState.CONFIRMED).select_related("fact_check__claim")
    by_message = {match.message_id: match.fact_check for match in answers}
    return [AnsweredMessage(message, by_message.get(message.pk)) for message in messages]
