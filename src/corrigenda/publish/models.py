"""The public form of a fact-check at a date."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from corrigenda.core.clock import now


class PublicationKind(models.TextChoices):
    """What a publication is to the one before it."""

    FIRST = "first", _("first publication")
    CORRECTION = "correction", _("correction")
    UPDATE = "update", _("update")
    RETRACTION = "retraction", _("retraction")


class Publication(models.Model):
    """What was published, word for word, when. Rows are only ever added; a trigger refuses the rest."""

    fact_check = models.ForeignKey("claims.FactCheck", on_delete=models.PROTECT, related_name="publications")
    version = models.PositiveIntegerField()
    content = models.JSONField()  # the ClaimReview as published, with the text in detail
    kind = models.CharField(max_length=12, choices=PublicationKind.choices, default=PublicationKind.FIRST)
    reason = models.TextField(blank=True)  # why it was corrected, updated or retracted, for readers
    published_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact_check", "version"], name="one_publication_a_version")]
