"""The rules of `kept_words.sql`. Those of `second_person.sql` come with the last migration of that name."""

from pathlib import Path

from django.db import migrations

HERE = Path(__file__).parent.parent
KEPT = (HERE / "kept_words.sql").read_text()
# What was written before versions were kept begins its history with the words it has now.
FIRST = """
INSERT INTO claims_version (fact_check_id, version, content, member_id, at)
SELECT fc.id, fc.version, corrigenda_words(fc), fc.edited_by_id, now() FROM claims_factcheck fc
WHERE fc.origin = 'desk' ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0003_grouping"),
        ("claims", "0004_topics"),
        ("matching", "0003_calibration"),
    ]
    operations = [
        migrations.RunSQL(KEPT, migrations.RunSQL.noop),
        migrations.RunSQL(FIRST, migrations.RunSQL.noop),
    ]
