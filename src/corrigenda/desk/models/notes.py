"""Private notes, and who is mentioned in them."""

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


class Mention(models.Model):
    """A member who is named in a note, and whether that member has seen it."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="mentions")
    member = models.ForeignKey("core.Member", on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "member"], name="one_mention_a_note_and_member")]
        indexes = [models.Index(fields=["member"], condition=models.Q(seen_at=None), name="mentions_not_seen")]
