"""What `0010_triage_sql` reads now."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("desk", "0006_triage"), ("claims", "0004_topics"), ("intake", "0001_initial")]
    operations = []
