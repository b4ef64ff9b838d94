"""Claims that were cut out of longer messages."""

from django.db import models

from corrigenda.core.clock import now


class Part(models.Model):
    """Words of a message that make a claim of their own: kept as a message without a request, with its own case."""

    message = models.ForeignKey("intake.Message", on_delete=models.CASCADE, related_name="parts")
    words = models.ForeignKey("intake.Message", on_delete=models.CASCADE, related_name="cut_from")
    cut_by = models.ForeignKey("core.Member", on_delete=models.PROTECT, related_name="+")
    cut_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "words"], name="words_are_cut_once_a_message")]
