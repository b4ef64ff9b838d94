"""Answers given without a person can be looked at: what was questioned, and what was drawn by chance."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("matching", "0004_doubted")]

    operations = [
        migrations.AddField("match", "questioned_at", models.DateTimeField(null=True)),
        migrations.AddField("match", "drawn", models.BooleanField(default=False)),
        migrations.AddIndex(
            "match",
            models.Index(
                fields=["created_at"],
                condition=Q(automatic=True, state="confirmed", decided_by=None),
                name="answers_to_check",
            ),
        ),
    ]
