"""Who is looking at a case just now. Kept for a minute and nowhere else."""

from datetime import timedelta

from django.db import models

from corrigenda.core.clock import now
from corrigenda.desk.models.cases import Case

LASTS = timedelta(minutes=1)


class Presence(models.Model):
    """A member has a case on the screen. Older than `LASTS` it says nothing, and is removed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="presences")
    member = models.ForeignKey("core.Member", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "member"], name="one_presence_a_case_and_member")]
