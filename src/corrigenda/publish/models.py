"""The public form of a fact-check at a date."""

from django.db import models

from corrigenda.core.clock import now


class Publication(models.Model):
    """What was published, word for word, when. Rows are only ever added; a trigger refuses the rest."""

    fact_check = models.ForeignKey("claims.FactCheck", on_delete=models.PROTECT, related_name="publications")
    version = models.PositiveIntegerField()
    content = models.JSONField()  # the ClaimReview as published
    published_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact_check", "version"], name="one_publication_a_version")]
