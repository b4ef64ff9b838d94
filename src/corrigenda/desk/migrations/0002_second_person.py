"""The rules of `second_person.sql`, in the database itself."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent.parent / "second_person.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_initial"),
        ("claims", "0002_rating_scale"),
        ("publish", "0001_initial"),
        ("core", "0001_initial"),
    ]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
