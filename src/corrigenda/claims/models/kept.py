"""What is kept so that no word is lost: every version, and what was typed but not saved."""

from django.db import models

from corrigenda.claims.models.register import FactCheck
from corrigenda.core.clock import now


class Version(models.Model):
    """The words of one version of a fact-check of ours. A trigger writes it; nobody can change or remove it."""

    fact_check = models.ForeignKey(FactCheck, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    content = models.JSONField()  # the fields of `Draft`
    member = models.ForeignKey("core.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["fact_check", "version"], name="one_content_a_version")]


class Autosave(models.Model):
    """What a member typed into a fact-check and has not saved yet. Theirs alone, and gone when they save."""

    fact_check = models.ForeignKey(FactCheck, on_delete=models.CASCADE, related_name="autosaves")
    member = models.ForeignKey("core.Member", on_delete=models.CASCADE, related_name="+")
    typed = models.JSONField()  # the form as it stood, field by field, valid or not
    stamp = models.CharField(max_length=64, blank=True)  # of the words the writer began from
    version = models.PositiveIntegerField()  # the version they belong to
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact_check", "member"], name="one_autosave_a_member")]
