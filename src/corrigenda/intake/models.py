"""Messages and requests. There is no field here for who asked, and a test sees to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from corrigenda.core.clock import now
from corrigenda.core.ids import new_public_id


class Message(models.Model):
    """The content that circulates, masked; stored once however often it comes."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    text = models.TextField(blank=True)
    text_key = models.CharField(max_length=64, unique=True)  # digest of the normalised text and pictures
    near_key = models.BigIntegerField(null=True, db_index=True)
    lang = models.CharField(max_length=16, blank=True)
    received_at = models.DateTimeField(default=now, db_index=True)

    def __str__(self) -> str:
        return self.text[:80]


class Attachment(models.Model):
    """A picture that belongs to a message: re-encoded without its metadata, named by its SHA-256."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    digest = models.CharField(max_length=64)
    media_type = models.CharField(max_length=32)
    size_bytes = models.PositiveIntegerField()
    width_px = models.PositiveIntegerField()
    height_px = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "digest"], name="attachment_once_a_message")]


class Tipline(models.TextChoices):
    """Where a request came in."""

    WEB = "web", _("web form")
    API = "api", _("API")


class Request(models.Model):
    """One person asking about one message, once. Only the digest of the receipt is kept."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="requests")
    receipt_digest = models.CharField(max_length=64, unique=True)
    tipline = models.CharField(max_length=8, choices=Tipline.choices)
    lang = models.CharField(max_length=8)  # of the page they asked on, for the reply
    received_at = models.DateTimeField(default=now, db_index=True)
