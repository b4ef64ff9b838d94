"""The extension the index rests on. `corrigenda doctor` explains when it cannot be created."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("matching", "0001_initial")]
    operations = [migrations.RunSQL("CREATE EXTENSION IF NOT EXISTS vector", migrations.RunSQL.noop)]
