"""Whether the rules of this folder's SQL files stand in the database, all of them, switched on."""

import re
from pathlib import Path

from django.db import connection

TRIGGER = re.compile(r"^CREATE (?:OR REPLACE |CONSTRAINT )?TRIGGER (\w+) .* ON (\w+)$", re.MULTILINE)


def wanted_rules() -> frozenset[str]:
    """The triggers the files create, as "table.trigger"."""
    written = "\n".join(file.read_text() for file in sorted(Path(__file__).parent.glob("*.sql")))
    return frozenset(f"{table}.{trigger}" for trigger, table in TRIGGER.findall(written))


def missing_rules() -> list[str]:
    """Triggers that are gone or switched off, as "table.trigger"; empty when all is well."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname || '.' || tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND relnamespace = current_schema()::regnamespace"
        )
        standing = {row[0] for row in cursor}
    return sorted(wanted_rules() - standing)
