"""Everything at the desk with certain words: cases and fact-checks in any state, messages without a case."""

from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q

from corrigenda.claims.models import FactCheck
from corrigenda.desk.listing import CaseRow, case_rows
from corrigenda.desk.models import Case, CaseState
from corrigenda.desk.wording import fact_checks_with, messages_with
from corrigenda.intake.models import Message
from corrigenda.matching.models import Match, MatchState

SHOWN = 15
LOOKED_THROUGH = 500  # of the messages with the words, the newest: most of them stand in a case


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
    with_words = messages_with(words).values("message__case_message__case_id")
    cases = Case.objects.filter(pk__in=with_words).exclude(state=CaseState.MERGED)
    is_open = ExpressionWrapper(Q(state=CaseState.OPEN), output_field=BooleanField())
    shown = list(cases.annotate(is_open=is_open).order_by("-is_open", "-demand__requests", "pk")[: SHOWN + 1])
    checks = FactCheck.objects.filter(pk__in=fact_checks_with(words).values("fact_check_id"))
    checks = checks.select_related("claim", "rating", "publisher").defer("body")
    found = list(checks.order_by("origin", "-updated_at", "-pk")[: SHOWN + 1])
    return Found(
        cases=tuple(case_rows(shown[:SHOWN])),
        more_cases=len(shown) > SHOWN,
        fact_checks=tuple(found[:SHOWN]),
        more_fact_checks=len(found) > SHOWN,
        messages=tuple(_answered(words)),
    )


def _answered(words: str) -> list[AnsweredMessage]:
    newest = messages_with(words).order_by("-message_id").values_list("message_id", flat=True)[:LOOKED_THROUGH]
    messages = list(Message.objects.filter(pk__in=list(newest), case_message=None).order_by("-pk")[:SHOWN])
    answers = Match.objects.filter(message__in=messages, state=MatchState.CONFIRMED).select_related("fact_check__claim")
    by_message = {match.message_id: match.fact_check for match in answers}
    return [AnsweredMessage(message, by_message.get(message.pk)) for message in messages]
