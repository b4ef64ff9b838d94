"""`corrigenda import` as a person meets it: in a process of its own, stopped, killed and begun again."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from corrigenda.claims.importing.run import BATCH
from tests.conftest import HOME, URL

RECORDS = 6_000


def heed_interrupts() -> None:
    """A suite that was started in the background ignores them, and so would the command."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def command(*arguments: str, **variables: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "CORRIGENDA_HOME": str(HOME), **variables}
    return subprocess.Popen(
        [sys.executable, "-m", "corrigenda", "import", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_interrupts,
    )


def said(*arguments: str) -> tuple[int, str, str]:
    process = command(*arguments)
    out, err = process.communicate(timeout=180)
    return process.returncode, out, err


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A file that takes a few seconds to import."""
    path = tmp_path / f"tin-{time.monotonic_ns()}.jsonl"
    rows = ({"id": str(n), "text": f"Tin đồn số {n} về nước chanh, ข่าวลือ {n}", "lang": "vi"} for n in range(RECORDS))
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    return path


def wait_for_first_batch(source: Path) -> None:
    give_up = time.monotonic() + 60
    with psycopg.connect(URL, autocommit=True) as connection:
        while time.monotonic() < give_up:
            try:
                row = connection.execute(
                    "SELECT 1 FROM claims_importrecord WHERE source = %s", [str(source)]
                ).fetchone()
            except psycopg.errors.UndefinedTable:
                row = None  # the command is still making its tables
            if row:
                return
            time.sleep(0.02)
    pytest.fail("nothing was imported")


def figures(out: str) -> dict[str, int]:
    outcome = json.loads(out)
    return {name: outcome[name] for name in ("new", "changed", "unchanged", "refused")}


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_an_import_that_was_stopped_is_finished_by_the_next(many: Path, how: signal.Signals) -> None:
    process = command("--no-index", str(many))
    wait_for_first_batch(many)
    process.send_signal(how)
    _, err = process.communicate(timeout=60)
    assert process.returncode == (130 if how == signal.SIGINT else -9)
    assert "Traceback" not in err
    code, out, _ = said("--no-index", "--json", str(many))
    assert code == 0
    outcome = figures(out)
    assert outcome["new"] + outcome["unchanged"] == RECORDS
    assert 0 < outcome["unchanged"] < RECORDS
    assert outcome["unchanged"] % BATCH == 0
    code, out, _ = said("--no-index", "--json", str(many))
    assert figures(out) == {"new": 0, "changed": 0, "unchanged": RECORDS, "refused": 0}


def test_a_database_that_stops_is_said_in_one_sentence_and_the_next_import_goes_on(many: Path) -> None:
    process = command("--no-index", str(many))
    wait_for_first_batch(many)
    with psycopg.connect(URL, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "run the same command again" in " ".join(err.split())
    assert "Traceback" not in err
    outcome = figures(said("--no-index", "--json", str(many))[1])
    assert outcome["new"] + outcome["unchanged"] == RECORDS
    assert 0 < outcome["unchanged"] < RECORDS


def test_the_outcome_is_said_in_words_with_the_refused_file(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_text('{"id": "1", "text": "ข่าวลือ"}\n{oops\n')
    code, out, err = said("--no-index", "--publisher", "Bàn kiểm tin", str(path))
    assert code == 0
    assert "1 new, 0 changed, 0 unchanged, 1 refused" in out
    assert "The JSON is broken" in out
    kept = Path(out.rsplit(": ", 1)[1].strip().replace("\n", ""))
    assert kept.parent == HOME / "refused"
    assert json.loads(kept.read_text())["record"] == "{oops"
    assert "Traceback" not in err


def test_nothing_read_and_a_wrong_call_have_their_own_exit_codes(tmp_path: Path) -> None:
    broken = tmp_path / "a.json"
    broken.write_text("oops")
    for arguments, code in (
        ((str(broken),), 1),
        ((str(tmp_path / "gone.json"),), 1),
        (("http://127.0.0.1/feed.json",), 1),
        (("--encoding", "no-such", str(broken)), 2),
        ((), 2),
        (("--nonsense", str(broken)), 2),
    ):
        found, _, err = said("--no-index", *arguments)
        assert found == code, arguments
        assert "Traceback" not in err
