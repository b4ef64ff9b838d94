"""The commands as a person meets them: in a process of their own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import HOME


def run(*arguments: str, home: Path = HOME, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CORRIGENDA_HOME": str(home), **variables}
    command = [sys.executable, "-m", "corrigenda", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


COMMANDS = ["demo", "serve", "match", "import", "evaluate", "reindex", "doctor", "createuser"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    said = run(command, "--help")
    assert said.returncode == 0
    assert len(said.stdout.split()) > 20


def test_a_port_in_use_is_said_in_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = run("serve", PORT=str(taken.getsockname()[1]))
    assert said.returncode == 1
    assert "cannot be used" in said.stderr
    assert "PORT=" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_database_that_is_not_there_is_said_in_one_sentence() -> None:
    said = run("reindex", CORRIGENDA_DATABASE_URL="postgresql://nobody@127.0.0.1:1/x")
    assert said.returncode == 1
    assert "No PostgreSQL answers" in said.stderr
    assert "Traceback" not in said.stderr


def test_doctor_finds_a_healthy_desk_healthy(tmp_path: Path) -> None:
    said = run("doctor", "--json", home=tmp_path, CORRIGENDA_DATABASE_URL="")
    findings = {finding["check"]: finding for finding in json.loads(said.stdout)}
    assert said.returncode == 0, said.stdout
    assert findings["second person"]["healthy"]
    assert "embedded" in findings["database"]["says"]


def test_doctor_names_what_is_wrong_and_how_to_mend_it() -> None:
    said = run("doctor", CORRIGENDA_DATABASE_URL="postgresql://nobody@127.0.0.1:1/x")
    assert said.returncode == 1
    assert "✗ database" in said.stdout
    assert "→" in said.stdout


def test_a_wrong_option_is_no_traceback() -> None:
    said = run("match", "--nonsense")
    assert said.returncode == 2
    assert "Traceback" not in said.stderr
