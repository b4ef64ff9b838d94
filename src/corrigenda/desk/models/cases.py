"""Cases: one piece of desk work each, with an owner and a state."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from corrigenda.core.clock import now
from corrigenda.core.ids import new_public_id


class CaseState(models.TextChoices):
    """Where a case stands."""

    OPEN = "open", _("open")
    ANSWERED = "answered", _("answered")
    NOT_CHECKABLE = "not_checkable", _("not checkable")
    MERGED = "merged", _("merged with another")


class NotCheckable(models.TextChoices):
    """Why there is nothing to check. A closed list of kinds of text; none of them judges an opinion."""

    OPINION = "opinion", _("an opinion")
    SATIRE = "satire", _("satire or a joke")
    PREDICTION = "prediction", _("a prediction")
    PRIVATE = "private", _("a private matter")
    NO_CLAIM = "no_claim", _("no claim in it")


class Case(models.Model):
    """One piece of desk work; has an owner and a state."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    state = models.CharField(max_length=16, choices=CaseState.choices, default=CaseState.OPEN)
    not_checkable = models.CharField(max_length=16, choices=NotCheckable.choices, blank=True)
    owner = models.ForeignKey("core.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    fact_check = models.ForeignKey(
        "claims.FactCheck", null=True, blank=True, on_delete=models.PROTECT, related_name="cases"
    )
    topic = models.CharField(max_length=32, blank=True)  # a code of claims.Topic
    opened_at = models.DateTimeField(default=now, db_index=True)
    closed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # until when the desk wants to be done with it

    class Meta:
        indexes = [
            models.Index(fields=["state", "owner"], name="case_by_state"),
            models.Index(fields=["-closed_at", "-id"], name="case_by_closing", condition=Q(closed_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="not_checkable_states_its_reason",
                condition=Q(state="not_checkable") ^ Q(not_checkable=""),
            )
        ]

    @property
    def is_overdue(self) -> bool:
        """Whether it is still open after the time it was due."""
        return self.state == CaseState.OPEN and self.due_at is not None and self.due_at < now()


class CaseMessage(models.Model):
    """A message that belongs to a case. A message belongs to one case at most."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="case_messages")
    message = models.OneToOneField("intake.Message", on_delete=models.CASCADE, related_name="case_message")
