"""Who edited what, who signed, and what was sent back. The rules are in `second_person.sql`."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

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
    no_interest = models.BooleanField(default=False)  # said so when signing; the database refuses anything else

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


class Interest(models.Model):
    """What a member has to do with the matter of a fact-check. For the desk only; who has stated one cannot sign."""

    fact_check = models.ForeignKey("claims.FactCheck", on_delete=models.CASCADE, related_name="interests")
    member = models.ForeignKey("core.Member", on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    stated_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["stated_at"]


class Reading(models.Model):
    """Who has taken a waiting fact-check to read it as the second person. It goes when the fact-check moves on."""

    fact_check = models.OneToOneField("claims.FactCheck", on_delete=models.CASCADE, related_name="reading")
    member = models.ForeignKey("core.Member", on_delete=models.CASCADE, related_name="+")
    taken_at = models.DateTimeField(default=now)


class TextPart(models.TextChoices):
    """The part of a fact-check that a comment is about."""

    CLAIM = "claim", _("the claim")
    TITLE = "title", _("the title")
    RATING = "rating", _("the rating")
    SUMMARY = "summary", _("the summary")
    BODY = "body", _("the text")
    EVIDENCE = "evidence", _("the evidence")


class Comment(models.Model):
    """What somebody at the desk says about some words of a fact-check. Replies hang below the first one."""

    fact_check = models.ForeignKey("claims.FactCheck", on_delete=models.CASCADE, related_name="comments")
    about = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    version = models.PositiveIntegerField()  # that was read
    part = models.CharField(max_length=12, choices=TextPart.choices, blank=True)
    quote = models.TextField(blank=True)  # the words it is about, as they stood
    text = models.TextField()
    written_by = models.ForeignKey("core.Member", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=now)
    settled_by = models.ForeignKey("core.Member", null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="comment_names_its_part",
                condition=Q(about=None) & ~Q(part="") | Q(about__isnull=False, part="", quote="", settled_at=None),
            ),
            models.CheckConstraint(
                name="settled_comment_says_by_whom",
                condition=Q(settled_by=None, settled_at=None) | Q(settled_by__isnull=False, settled_at__isnull=False),
            ),
        ]


class Review(models.Model):
    """An editor looked at a published fact-check again and found that it still stands, until a new date."""

    fact_check = models.ForeignKey("claims.FactCheck", on_delete=models.CASCADE, related_name="reviews")
    version = models.PositiveIntegerField()
    until = models.DateField()
    note = models.TextField(blank=True)
    reviewed_by = models.ForeignKey("core.Member", on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["-reviewed_at", "-pk"]
