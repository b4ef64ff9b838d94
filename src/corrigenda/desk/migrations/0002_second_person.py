"""What later rules are made with. The rules themselves come with the latest migration of this name, once all the tables
they speak of are there."""

from django.db import migrations

SQL = """
CREATE OR REPLACE FUNCTION corrigenda_refuse(sentence text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = sentence;
END $$;

CREATE OR REPLACE FUNCTION corrigenda_only_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM corrigenda_refuse(format('Rows of %s are only ever added.', TG_TABLE_NAME));
    RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_initial"),
        ("claims", "0002_rating_scale"),
        ("publish", "0001_initial"),
        ("core", "0001_initial"),
    ]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
