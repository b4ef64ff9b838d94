"""With what a case was answered, and what it takes to undo that."""

from django.db import models

from corrigenda.core.clock import now
from corrigenda.desk.models.cases import Case


class Answering(models.Model):
    """A case was answered with a fact-check that existed already. Goes when the answer is taken back."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="answering")
    fact_check = models.ForeignKey("claims.FactCheck", on_delete=models.PROTECT, related_name="+")
    draft = models.ForeignKey("claims.FactCheck", null=True, on_delete=models.PROTECT, related_name="+")  # in work then
    answered_by = models.ForeignKey("core.Member", null=True, on_delete=models.PROTECT, related_name="+")  # null: found
    answered_at = models.DateTimeField(default=now)
