"""Whether a server can be used, and if not, one clear sentence about why and what to do."""

from dataclasses import dataclass
from pathlib import Path

import psycopg

from corrigenda.core.exceptions import CorrigendaError

OLDEST_SERVER = 15
OLDEST_PGVECTOR = (0, 7)  # halfvec


class DatabaseProblem(CorrigendaError):
    """The database cannot be used."""

    code = "database"

    def __init__(self, sentence: str, *, code: str, permanent: bool = True) -> None:
        super().__init__(sentence)
        self.code = code
        self.permanent = permanent


@dataclass(frozen=True, slots=True)
class ServerFacts:
    """What a server that can be used says of itself."""

    version: str
    pgvector: str
    database: str


def check_server(url: str) -> ServerFacts:
    """Connect, see to pgvector, and say what is there. Raises DatabaseProblem."""
    with open_connection(url) as connection:
        if connection.info.server_version < OLDEST_SERVER * 10_000:
            found = connection.info.server_version // 10_000
            raise DatabaseProblem(
                f"This PostgreSQL is version {found}; corrigenda needs {OLDEST_SERVER} or newer.",
                code="server_too_old",
            )
        return ServerFacts(
            version=connection.info.parameter_status("server_version") or "",
            pgvector=_pgvector(connection),
            database=connection.info.dbname,
        )


def open_connection(url: str) -> psycopg.Connection[tuple[object, ...]]:
    """An autocommit connection. Raises DatabaseProblem with the cause in plain words; never shows a password."""
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError as error:
        raise _in_plain_words(error) from None
    except psycopg.ProgrammingError:
        raise DatabaseProblem(
            "CORRIGENDA_DATABASE_URL is not a PostgreSQL address. "
            "It should look like postgresql://user:password@host:5432/name.",
            code="bad_address",
        ) from None


# What libpq's sentence contains, what it means, and whether trying again may help.
CAUSES = (
    (
        "password authentication failed",
        "wrong_password",
        "The database refused the user or the password. Check CORRIGENDA_DATABASE_URL.",
    ),
    (
        "no password supplied",
        "wrong_password",
        "The database wants a password. Put it into CORRIGENDA_DATABASE_URL.",
    ),
    (
        "does not exist",
        "no_database",
        "The user or the database named in CORRIGENDA_DATABASE_URL does not exist. Create it, or correct the name.",
    ),
    (
        "no pg_hba.conf entry",
        "not_let_in",
        "The database server does not let this machine in. Its pg_hba.conf must allow it.",
    ),
    (
        "No space left",
        "disk_full",
        "The disk of the database is full. Free some space, then start again; nothing acknowledged is lost.",
    ),
    ("starting up", "starting", "The database is still starting. Try again in a few seconds."),
    ("too many clients", "too_many", "The database has no free connections. Raise its max_connections, or wait."),
)
TEMPORARY = {"starting", "too_many", "disk_full"}


def _in_plain_words(error: psycopg.Error) -> DatabaseProblem:
    said = str(error)
    for part, code, sentence in CAUSES:
        if part in said:
            return DatabaseProblem(sentence, code=code, permanent=code not in TEMPORARY)
    return DatabaseProblem(
        "No PostgreSQL answers at the configured address. Is it running? `corrigenda doctor` tells more.",
        code="no_server",
        permanent=False,
    )


def _pgvector(connection: psycopg.Connection[tuple[object, ...]]) -> str:
    try:
        connection.execute("CREATE EXTENSION IF NOT EXISTS vector")
    except psycopg.errors.InsufficientPrivilege:
        raise DatabaseProblem(
            "This database user may not create the extension pgvector. "
            "Ask a superuser to run once in this database: CREATE EXTENSION vector;",
            code="no_right_to_create_pgvector",
        ) from None
    except (psycopg.errors.FeatureNotSupported, psycopg.errors.UndefinedFile):
        raise DatabaseProblem(
            "This PostgreSQL server has no pgvector. Install it there (Debian: postgresql-NN-pgvector), "
            "or unset CORRIGENDA_DATABASE_URL to use the embedded server.",
            code="no_pgvector",
        ) from None
    except psycopg.Error as error:
        raise _in_plain_words(error) from None
    row = connection.execute("SELECT extversion FROM pg_extension WHERE extname = 'vector'").fetchone()
    version = str(row[0]) if row else ""
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_PGVECTOR:
        raise DatabaseProblem(
            f"The pgvector in this database is {version}; corrigenda needs 0.7 or newer. "
            "Update it, then run: ALTER EXTENSION vector UPDATE;",
            code="pgvector_too_old",
        )
    return version


def folder_problem(folder: Path, *, error: OSError) -> DatabaseProblem:
    """The sentence for a data folder that cannot be used."""
    return DatabaseProblem(
        f"The folder {folder} cannot be used ({error.strerror}). Choose another with CORRIGENDA_HOME.",
        code="folder",
    )
