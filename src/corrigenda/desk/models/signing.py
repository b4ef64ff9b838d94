"""Who edited what, who signed, and what was sent back. The rules are in `second_person.sql`."""

from django.db import models

from corrigenda.core.clock import now


class Edit(models.Model):
    """Who changed which version of a fact-check. Written by a trigger; nobody can change or remove it."""

    fact_check = models.ForeignKey("claims.FactCheck", on_delete=models.CASCADE, related_name="edits")
    version = models.PositiveIntegerField()
    member = models.ForeignKey("core.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)


class SignOff(models.Model):
    """A second person's approval of one version. The database refuses the writers' own."""

    fact_check = models.ForeignKey("claims.FactCheck", on_delete=models.CASCADE, related_name="sign_offs")
    version = models.PositiveIntegerField()
    signed_by = models.ForeignKey("core.Member", on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact_check", "version"], name="one_sign_off_a_version")]


class Return(models.Model):
    """A fact-check sent back by the second person, with reasons. The work stays as it was."""

    fact_check = models.ForeignKey("claims.FactCheck", on_delete=models.CASCADE, related_name="returns")
    version = models.PositiveIntegerField()
    reasons = models.TextField()
    returned_by = models.ForeignKey("core.Member", on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-returned_at"]
