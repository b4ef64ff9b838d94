"""One action on several cases, with what was before, so that it can be undone; and saved searches."""

from django.db import models

from corrigenda.core.clock import now
from corrigenda.core.ids import new_public_id


class BulkChange(models.Model):
    """What a member did to several cases at once. `changes`: case id, what was before, what was after, for each."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    member = models.ForeignKey("core.Member", on_delete=models.CASCADE, related_name="+")
    action = models.CharField(max_length=32)
    changes = models.JSONField(default=list)
    made_at = models.DateTimeField(default=now)
    undone_at = models.DateTimeField(null=True)


class SavedSearch(models.Model):
    """A member's own name for what they look at often. `address` is the query of the list's address."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    member = models.ForeignKey("core.Member", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=600)
    saved_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["member", "name"], name="one_saved_search_a_name")]
