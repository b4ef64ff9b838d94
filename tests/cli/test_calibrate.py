"""`corrigenda calibrate` and what the doctor says of it, on the tests' own PostgreSQL."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from corrigenda.cli.doctor import _calibration
from corrigenda.cli.main import app
from corrigenda.core.models import Member
from corrigenda.matching.actions.calibrate import NothingToUndo
from corrigenda.matching.models import CalibrationVersion
from tests.matching.decisions import between, decided, shipped_cut

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _database_of_this_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command would open the desk's database; the test has one open that is rolled back."""
    monkeypatch.setattr("corrigenda.cli.calibrate.boot", lambda: "")


def run(*options: str) -> Result:
    return CliRunner().invoke(app, ["calibrate", *options], env={"COLUMNS": "160"})


@pytest.fixture
def good_work(bo: Member) -> None:
    at = shipped_cut()
    decided(between(at - 0.4, at - 0.02, count=200), member=bo, right=True)
    decided(between(at - 8, at - 5, count=100), member=bo, right=False)


def test_a_desk_without_decisions_is_told_so() -> None:
    said = run()
    assert said.exit_code == 0
    assert "Nobody has confirmed or rejected" in said.stdout
    assert json.loads(run("--json").stdout) == {"groups": [], "of_other_rankers": 0, "changed": False, "stored": False}


def test_the_table_and_the_json_say_the_same(good_work: None) -> None:
    table, said = run("--dry-run").stdout, json.loads(run("--dry-run", "--json").stdout)
    (row,) = said["groups"]
    assert (row["group"], row["decided"], row["right"], said["stored"]) == ("vi", 300, 200, False)
    assert f"{row['old_threshold']:.3f} → {row['new_threshold']:.3f}" in table
    assert "100.0%" in table
    assert "Nothing was stored" in table
    assert not CalibrationVersion.objects.exists()


def test_it_can_be_taken_back(good_work: None) -> None:
    assert "--undo" in run().stdout
    assert "vi" in _calibration().says
    assert "shipped thresholds are used again" in run("--undo").stdout
    assert _calibration().says == "thresholds as shipped"
    assert isinstance(run("--undo").exception, NothingToUndo)


def test_the_doctor_warns_of_thresholds_that_belong_to_another_ranker(good_work: None) -> None:
    run()
    assert _calibration().healthy
    CalibrationVersion.objects.update(ranker_version="another")
    finding = _calibration()
    assert not finding.healthy
    assert "another ranker" in finding.says
    assert finding.mend == "Run: corrigenda calibrate"
    run()
    assert _calibration().healthy
