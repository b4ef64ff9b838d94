"""What the inbox sorts and finds by: the triggers of `triage.sql`, and what was there before them."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent.parent / "triage.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [("desk", "0006_triage"), ("claims", "0004_topics"), ("intake", "0001_initial")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
