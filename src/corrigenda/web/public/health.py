"""Two addresses for whoever runs the machine: is the process up, and can it do its work?"""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from corrigenda.engine.types import EngineError


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process is up. Says nothing of the database."""
    return JsonResponse({"status": "up"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether messages can be taken and answered: 200, or 503 with a sentence for each thing that is missing."""
    problems = {name: said for name, check in CHECKS.items() if (said := check())}
    body = {"status": "not ready" if problems else "ready", "problems": problems}
    return JsonResponse(body, status=503 if problems else 200)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "The database does not answer."
    return ""


def _migrations() -> str:
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "Whether the database is up to date cannot be seen: it does not answer."
    return f"{len(missing)} migrations are not applied." if missing else ""


def _encoder() -> str:
    from corrigenda.matching.engine_room import encoder  # heavy: only where it is asked for

    try:
        encoder()
    except EngineError as error:
        return str(error)
    except OSError as error:
        return f"The encoder cannot be opened ({error.strerror})."
    return ""


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database,
    "migrations": _migrations,
    "encoder": _encoder,
}
