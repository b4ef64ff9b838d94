"""Private notes."""

from django.db import models

from corrigenda.core.clock import now
from corrigenda.desk.models.cases import Case


class Note(models.Model):
    """A private note on a case, for the desk only."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    written_by = models.ForeignKey("core.Member", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["written_at"]
