"""The rules of the second person as they were first. The latest migration of this name has them as they are now."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "second_person_0002.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_initial"),
        ("claims", "0002_rating_scale"),
        ("publish", "0001_initial"),
        ("core", "0001_initial"),
    ]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
