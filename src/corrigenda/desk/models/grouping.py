"""What an editor said about which messages belong together."""

from django.db import models

from corrigenda.core.clock import now
from corrigenda.desk.models.cases import Case


class Parting(models.Model):
    """An editor's word that a message does not belong to a case: the engine never brings it there again."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="partings")
    message = models.ForeignKey("intake.Message", on_delete=models.CASCADE, related_name="partings")
    parted_by = models.ForeignKey("core.Member", on_delete=models.PROTECT, related_name="+")
    parted_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "message"], name="one_parting_a_message_and_case")]


class Merge(models.Model):
    """A case that was merged into another, with what was moved, so that it can be undone."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="merge")
    into = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="merged")
    merged_by = models.ForeignKey("core.Member", on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(default=now)
    messages = models.JSONField(default=list)  # ids
    notes = models.JSONField(default=list)  # ids
    partings = models.JSONField(default=list)  # pairs of ids, case and message, that stood between the two
