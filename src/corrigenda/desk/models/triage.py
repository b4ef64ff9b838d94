"""What the inbox sorts and finds by. Derived: `triage.sql` keeps it true, and it can be counted again at any time."""

from typing import Any

from django.db import models

from corrigenda.desk.models.cases import Case


class Demand(models.Model):
    """How much a case is asked, and in which words. One row a case, written by triggers and by `count_news`."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="demand")
    requests = models.PositiveIntegerField(default=0)
    messages = models.PositiveIntegerField(default=0)
    pictures = models.PositiveIntegerField(default=0)
    first_asked_at = models.DateTimeField(null=True)
    last_asked_at = models.DateTimeField(null=True)
    message = models.ForeignKey("intake.Message", null=True, on_delete=models.SET_NULL, related_name="+")
    langs = models.JSONField(default=list)  # of its messages, that of the first message first


class News(models.Model):
    """A message that was asked about since its case was counted. No case in it: that is looked up when counting.

    Only ever added to by those who ask, so that hundreds who ask the same at once never wait for one another.
    """

    message_id = models.BigIntegerField()


class TsVector(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's own form of a text to be searched. Written by triggers only."""

    def db_type(self, connection: Any) -> str:
        """The type of the column."""
        return "tsvector"


class MessageWords(models.Model):
    """The words of a message, for searching."""

    message = models.OneToOneField("intake.Message", on_delete=models.CASCADE, primary_key=True, related_name="+")
    words = TsVector()


class FactCheckWords(models.Model):
    """The words of a fact-check and its claim, for searching."""

    fact_check = models.OneToOneField("claims.FactCheck", on_delete=models.CASCADE, primary_key=True, related_name="+")
    words = TsVector()
