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
    was_automatic = models.BooleanField(default=False)  # answered without a person, whatever was decided later
    score = models.FloatField(null=True)  # the ranker's own; null: an exact or near repeat, or a person's link
    ranker_version = models.CharField(max_length=200, blank=True)  # scores of two versions do not compare
    groups = models.JSONField(default=list, blank=True)  # of the message, most special first; see text.groups_of
    held_back = models.BooleanField(default=False)  # something else than its probability kept it from being an answer
    doubted = models.BooleanField(default=False)  # the judge, who read both texts together, held it back
    questioned_at = models.DateTimeField(null=True)  # somebody who asked said that it answers something else
    drawn = models.BooleanField(default=False)  # decided about after it was drawn by chance: a fair sample
    decided_by = models.ForeignKey("core.Member", null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-probability", "id"]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(automatic=True, state="confirmed", decided_by=None),
                name="answers_to_check",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["message", "fact_check"], name="one_match_a_pair"),
            models.UniqueConstraint(
                fields=["message"], condition=Q(state="confirmed"), name="one_confirmed_match_a_message"
            ),
        ]


class CalibrationVersion(models.Model):
    """What the desk's own decisions made of the thresholds, at a date. The newest that is not undone is used."""

    made_at = models.DateTimeField(default=now)
    made_by = models.ForeignKey("core.Member", null=True, on_delete=models.PROTECT, related_name="+")  # null: a command
    ranker_version = models.CharField(max_length=200)  # it is used with this ranker and encoder only
    groups = models.JSONField(default=dict)  # as engine.calibrate.as_json; empty: what was shipped stands
    evidence = models.JSONField(default=list)  # the table `corrigenda calibrate` showed
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-id"]


class Indexed(models.Model):
    """Which fact-checks the index holds, and how they were when it took them in. Derived, like the index."""

    fact_check = models.OneToOneField("claims.FactCheck", on_delete=models.CASCADE, related_name="indexed")
    indexed_at = models.DateTimeField()
    model_id = models.CharField(max_length=120)
    is_news = models.BooleanField(default=True, db_index=True)  # those who wait have not been asked about it yet
