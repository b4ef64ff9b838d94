"""What a desk configures: its rating scale and its topics. Codes never change; words and order may."""

from django.db import models
from django.utils.translation import get_language


class Rating(models.Model):
    """One step of the rating scale: label, order, meaning; the Method page and the JSON-LD use this same data."""

    code = models.SlugField(max_length=32, unique=True)
    order = models.PositiveSmallIntegerField(unique=True)  # where it stands in lists
    value = models.PositiveSmallIntegerField(null=True)  # 1 worst ... 5 best; null: stands outside the scale
    labels = models.JSONField(default=dict)  # {language: label}
    meanings = models.JSONField(default=dict)  # {language: one sentence}
    offered = models.BooleanField(default=True)  # whether writers may choose it for something new

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.label_in(get_language() or "en")

    def label_in(self, lang: str) -> str:
        """The label in a language, in English where that is missing."""
        return str(self.labels.get(lang) or self.labels.get("en") or self.code)

    def meaning_in(self, lang: str) -> str:
        """The meaning in a language, in English where that is missing."""
        return str(self.meanings.get(lang) or self.meanings.get("en") or "")


class Topic(models.Model):
    """What a piece is about; readers and the desk filter by it."""

    code = models.SlugField(max_length=32, unique=True)
    order = models.PositiveSmallIntegerField(unique=True)  # where it stands in lists
    labels = models.JSONField(default=dict)  # {language: label}
    review_days = models.PositiveSmallIntegerField(null=True)  # after how many days to check again; null: not said
    offered = models.BooleanField(default=True)  # whether writers may choose it for something new

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.label_in(get_language() or "en")

    def label_in(self, lang: str) -> str:
        """The label in a language, in English where that is missing."""
        return str(self.labels.get(lang) or self.labels.get("en") or self.code)
