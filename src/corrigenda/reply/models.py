"""What we send back for one request. A reply holds no address: a receipt is enough."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from corrigenda.core.clock import now


class Kind(models.TextChoices):
    """What a reply says."""

    ANSWER = "answer", _("the published fact-check")
    NOT_CHECKABLE = "not_checkable", _("not checkable")


class DeliveryState(models.TextChoices):
    """How far a reply has come. On the web it is ready until its receipt is opened."""

    READY = "ready", _("ready")
    DELIVERED = "delivered", _("delivered")


class Reply(models.Model):
    """The answer to one request."""

    request = models.OneToOneField("intake.Request", on_delete=models.CASCADE, related_name="reply")
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.ANSWER)
    fact_check = models.ForeignKey("claims.FactCheck", null=True, on_delete=models.PROTECT, related_name="+")
    not_checkable = models.CharField(max_length=16, blank=True)
    automatic = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=DeliveryState.choices, default=DeliveryState.READY)
    created_at = models.DateTimeField(default=now, db_index=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="answer_repeats_a_fact_check",
                condition=models.Q(kind="answer", fact_check__isnull=False)
                | models.Q(kind="not_checkable", fact_check=None),
            )
        ]
