"""Messages and fact-checks with certain words: exact words, without regard to accents and capitals (`triage.sql`)."""

from django.db.models import BooleanField, F, Func, QuerySet, Value

from corrigenda.desk.models import FactCheckWords, MessageWords


class _Has(Func):
    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()


def messages_with(words: str) -> QuerySet[MessageWords]:
    """Those that have every word; the last may be only begun. None for a text without words."""
    return MessageWords.objects.filter(_has(words))


def fact_checks_with(words: str) -> QuerySet[FactCheckWords]:
    """The same among fact-checks and their claims, in whatever state."""
    return FactCheckWords.objects.filter(_has(words))


def _has(words: str) -> _Has:
    return _Has(F("words"), Func(Value(words), function="corrigenda_asked"))
