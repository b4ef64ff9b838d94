"""What a command does before it can use the desk: database, settings, migrations."""

import os

from corrigenda import settings as wanted
from corrigenda.core.database import DatabaseProblem, ensure_running
from corrigenda.core.database.start import prepare_home


def boot() -> str:
    """Bring up the database and Django, with the tables as this version wants them.

    Returns the database's URL. Raises DatabaseProblem.
    """
    prepare_home(wanted.CORRIGENDA_HOME)
    url = ensure_running(wanted.CORRIGENDA_HOME)
    set_up_django(url)
    migrate()
    return url


def set_up_django(url: str) -> None:
    """Configure Django for the database at `url`."""
    import django

    wanted.DATABASES["default"] = wanted.database_from_url(url)
    wanted.SECRET_KEY = wanted.secret_key()
    os.environ["DJANGO_SETTINGS_MODULE"] = "corrigenda.settings"
    django.setup()


def migrate() -> None:
    """Apply what is pending; refuse a database that a newer corrigenda has migrated. Raises DatabaseProblem."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    unknown = [
        f"{app}.{name}"
        for app, name in executor.loader.applied_migrations
        if app in executor.loader.migrated_apps and (app, name) not in executor.loader.disk_migrations
    ]
    if unknown:
        raise DatabaseProblem(
            f"This database was made by a newer corrigenda (it has {unknown[0]}). "
            "Install that version or a later one; nothing was changed.",
            code="database_is_newer",
        )
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext('corrigenda.migrate'))")
        call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext('corrigenda.migrate'))")
