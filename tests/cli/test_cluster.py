"""`corrigenda cluster` as a person runs it, on good and on broken files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from corrigenda.cli.cluster import cluster, command
from corrigenda.engine.kept_vectors import KeptVectors
from tests.engine.fakes import WordEncoder

MESSAGES: list[object] = [
    {"id": "a", "text": "Uống nước chanh nóng mỗi sáng chữa khỏi bệnh ung thư"},
    {"id": 2, "text": "กินทุเรียนกับน้ำอัดลมแล้วตายทันที"},
    {"id": "c", "text": ""},
    {"id": "d", "text": "UỐNG nước chanh nóng mỗi sáng chữa khỏi bệnh ung thư!!! 🙏"},
    {"id": "e"},
    {"id": "f", "text": "กินทุเรียนกับน้ำอัดลมแล้วตายทันที…", "lang": "xx"},
]
app = typer.Typer()
app.command()(cluster)


@app.callback()
def _several() -> None:
    """So that the command is called by its name."""


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> WordEncoder:
    made = WordEncoder()
    monkeypatch.setattr(command, "_encoder", lambda: KeptVectors(made, folder=tmp_path / "vectors"))
    return made


def write(path: Path, rows: list[object]) -> Path:
    path.write_bytes(b"".join(row if isinstance(row, bytes) else json.dumps(row).encode() + b"\n" for row in rows))
    return path


def run(tmp_path: Path, messages: Path, *, expect: int = 0) -> list[dict[str, str]]:
    out = tmp_path / "CLUSTERS.jsonl"
    done = CliRunner().invoke(app, ["cluster", "--messages", str(messages), "--out", str(out), "-q"])
    assert done.exit_code == expect, done.output
    return [json.loads(line) for line in out.read_text().splitlines()]


def test_one_line_a_message_in_order_as_the_contract_says(tmp_path: Path) -> None:
    found = run(tmp_path, write(tmp_path / "m.jsonl", MESSAGES))
    assert [line["id"] for line in found] == ["a", "2", "c", "d", "e", "f"]
    assert [line["cluster"] for line in found] == ["c1", "c2", "c3", "c1", "c4", "c2"]
    assert {frozenset(line) for line in found} == {frozenset({"id", "cluster"})}
    assert not (tmp_path / "CLUSTERS.refused.jsonl").exists()


def test_vectors_are_worked_out_once_so_a_stopped_run_goes_on(tmp_path: Path, encoder: WordEncoder) -> None:
    messages = write(tmp_path / "m.jsonl", MESSAGES)
    first = run(tmp_path, messages)
    asked = encoder.asked
    (tmp_path / "CLUSTERS.jsonl").unlink()
    assert run(tmp_path, messages) == first
    assert encoder.asked == asked


def test_a_broken_line_is_named_and_stops_nothing(tmp_path: Path) -> None:
    broken = [*MESSAGES[:1], b"{not json\n", {"id": "x", "text": 5}, {"text": "no id"}, b"\xff\n", *MESSAGES[1:]]
    assert len(run(tmp_path, write(tmp_path / "m.jsonl", broken))) == len(MESSAGES)
    refused = map(json.loads, (tmp_path / "CLUSTERS.refused.jsonl").read_text().splitlines())
    reasons = [(2, "not_json"), (3, "text_is_not_text"), (4, "no_id"), (5, "not_utf8")]
    assert [(line["line"], line["reason"]) for line in refused] == reasons


def test_a_cut_gzip_is_used_as_far_as_it_goes_and_said(tmp_path: Path) -> None:
    path = tmp_path / "m.jsonl.gz"
    many = [{"id": str(n), "text": f"số {n * 7919} là con số may mắn"} for n in range(3_000)]
    packed = gzip.compress(write(path, many).read_bytes())
    path.write_bytes(packed[: len(packed) // 8])
    assert 0 < len(run(tmp_path, path, expect=command.CUT_SHORT)) < 3_000


def test_a_file_of_nothing_gives_a_file_of_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, write(tmp_path / "m.jsonl", [])) == []


def test_messages_with_one_id_are_told_apart(tmp_path: Path) -> None:
    rows: list[object] = [{"id": "a", "text": "Durian kills at once"}, {"id": "a", "text": "Lemon water heals"}]
    assert [line["cluster"] for line in run(tmp_path, write(tmp_path / "m.jsonl", rows))] == ["c1", "c2"]
