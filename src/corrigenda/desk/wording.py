"""Messages and fact-checks with certain words: exact words, without regard to accents and capitals (`triage.sql`)."""

from collections.abc import Collection, Sequence

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, F, Func, QuerySet, Value

from corrigenda.desk.models import CaseMessage, FactCheckWords, MessageWords


class _Has(Func):
    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()


def messages_with(words: str) -> QuerySet[MessageWords]:
    """Those that have every word; the last may be only begun. None for a text without words."""
    return MessageWords.objects.filter(_has(words))


def newest_messages_with(words: str, *, most: int) -> list[int]:
    """Ids of the newest of those messages."""
    return list(messages_with(words).order_by("-message_id").values_list("message_id", flat=True)[:most])


def cases_with(words: str, *, states: Collection[str]) -> list[int]:
    """Ids of the cases in these states that have such a message. Looked up once, for a list and for how long it is."""
    found = CaseMessage.objects.filter(case__state__in=states, message__in=messages_with(words).values("message_id"))
    return list(found.order_by().values_list("case_id", flat=True).distinct())


def one_of(ids: Sequence[int], *, key: str = "pk") -> Func:
    """Whether the row's key is one of these: sent as one array, however many they are."""
    keys = Value(list(ids), output_field=ArrayField(BigIntegerField()))
    return Func(F(key), keys, template="%(expressions)s)", arg_joiner=" = ANY (", output_field=BooleanField())


def fact_checks_with(words: str) -> QuerySet[FactCheckWords]:
    """The same among fact-checks and their claims, in whatever state."""
    return FactCheckWords.objects.filter(_has(words))


def _has(words: str) -> _Has:
    return _Has(F("words"), Func(Value(words), function="corrigenda_asked"))
