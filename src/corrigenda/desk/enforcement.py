"""Whether the rules of `second_person.sql` stand in the database, all of them, switched on."""

import re
from pathlib import Path

from django.db import connection

SQL = Path(__file__).parent / "second_person.sql"
TRIGGER = re.compile(r"^CREATE TRIGGER (\w+) .* ON (\w+)$", re.MULTILINE)


def wanted_rules() -> frozenset[str]:
    """The triggers the file creates, as "table.trigger"."""
    return frozenset(f"{table}.{trigger}" for trigger, table in TRIGGER.findall(SQL.read_text()))


def missing_rules() -> list[str]:
    """Triggers that are gone or switched off, as "table.trigger"; empty when all is well."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname || '.' || tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND relnamespace = current_schema()::regnamespace"
        )
        standing = {row[0] for row in cursor}
    return sorted(wanted_rules() - standing)
