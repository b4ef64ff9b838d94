"""What the inbox sorts and finds by: `triage.sql` as it is now, which can be read again over what an older one made.

Only the latest migration of this kind reads that file: whoever changes it adds another one like this and makes this
one `operations = []`.
"""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent.parent / "triage.sql").read_text()


class Migration(migrations.Migration):
    dependencies = [("desk", "0009_second_person")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
