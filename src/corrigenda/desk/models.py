"""Cases, notes, sign-offs, and who edited what. The rules are in `second_person.sql`."""

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
    opened_at = models.DateTimeField(default=now, db_index=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="not_checkable_states_its_reason",
                condition=Q(state="not_checkable") ^ Q(not_checkable=""),
            )
        ]


class CaseMessage(models.Model):
    """A message that belongs to a case. A message belongs to one case at most."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="case_messages")
    message = models.OneToOneField("intake.Message", on_delete=models.CASCADE, related_name="case_message")


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


class Note(models.Model):
    """A private note on a case, for the desk only."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    written_by = models.ForeignKey("core.Member", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["written_at"]


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
