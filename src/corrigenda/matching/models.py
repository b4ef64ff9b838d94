"""Stored links between messages and fact-checks. Vectors and postings are derived: `store` keeps them apart."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corrigenda.core.clock import now


class MatchState(models.TextChoices):
    """Where a match stands."""

    SUGGESTED = "suggested", _("suggested")
    CONFIRMED = "confirmed", _("confirmed")
    REJECTED = "rejected", _("rejected")


class Match(models.Model):
    """This message carries the claim of this fact-check: suggested, confirmed or rejected; by whom, why."""

    message = models.ForeignKey("intake.Message", on_delete=models.CASCADE, related_name="matches")
    fact_check = models.ForeignKey("claims.FactCheck", on_delete=models.CASCADE, related_name="matches")
    state = models.CharField(max_length=10, choices=MatchState.choices, default=MatchState.SUGGESTED)
    probability = models.FloatField(null=True)  # same-claim probability, 0 to 1; null: a person made the link
    automatic = models.BooleanField(default=False)  # confirmed by the engine as safe, not by a person
    decided_by = models.ForeignKey("core.Member", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-probability", "id"]
        constraints = [
            models.UniqueConstraint(fields=["message", "fact_check"], name="one_match_a_pair"),
            models.UniqueConstraint(
                fields=["message"], condition=Q(state="confirmed"), name="one_confirmed_match_a_message"
            ),
        ]


class Indexed(models.Model):
    """Which fact-checks the index holds, and how they were when it took them in. Derived, like the index."""

    fact_check = models.OneToOneField("claims.FactCheck", on_delete=models.CASCADE, related_name="indexed")
    indexed_at = models.DateTimeField()
    model_id = models.CharField(max_length=120)
    is_news = models.BooleanField(default=True, db_index=True)  # those who wait have not been asked about it yet
