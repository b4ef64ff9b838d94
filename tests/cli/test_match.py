"""`corrigenda match` and `corrigenda evaluate` as a person runs them, on good and on broken files."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import psycopg
import pytest
import typer
from typer.testing import CliRunner

from corrigenda.cli.evaluate import evaluate
from corrigenda.cli.match import command, lines, match
from corrigenda.cli.match.scratch import PREFIX, scratch_schema
from corrigenda.core.database import ensure_running
from corrigenda.core.exceptions import CorrigendaError
from corrigenda.engine.kept_vectors import KeptVectors
from tests.conftest import HOME
from tests.engine.fakes import WordEncoder

CLAIMS = [
    {"id": "en", "text": "Hot lemon water kills cancer cells", "title": "Lemon water", "lang": "en"},
    {"id": "vi", "text": "Uống nước chanh nóng chữa khỏi bệnh ung thư", "lang": "vi", "date": 2020},
    {"id": "th", "text": "กินทุเรียนกับน้ำอัดลมแล้วตายทันที", "lang": "xx-unknown"},
]
QUERIES = [
    {"id": "q1", "text": "HOT lemon water kills cancer cells!!!"},
    {"id": "q2", "text": ""},
    {"id": "q3", "text": "กินทุเรียนกับน้ำอัดลมแล้วตายทันที 😱", "lang": "th"},
    {"id": "q4", "text": "https://example.org"},
    {"id": 5, "text": "uong nuoc chanh nong chua khoi benh ung thu"},
]
app = typer.Typer()
app.command()(match)
app.command()(evaluate)


@pytest.fixture(autouse=True)
def encoder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> WordEncoder:
    made = WordEncoder()
    monkeypatch.setattr(command, "_encoder", lambda: KeptVectors(made, folder=tmp_path / "vectors"))
    return made


def write(path: Path, rows: list[object]) -> Path:
    path.write_bytes(b"".join(row if isinstance(row, bytes) else json.dumps(row).encode() + b"\n" for row in rows))
    return path


def run(tmp_path: Path, register: Path, queries: Path, *, expect: int = 0) -> list[dict[str, object]]:
    out = tmp_path / "RUN.jsonl"
    done = CliRunner().invoke(
        app, ["match", "--register", str(register), "--queries", str(queries), "--out", str(out), "-q"]
    )
    assert done.exit_code == expect, done.output
    return [json.loads(line) for line in out.read_text().splitlines()] if out.exists() else []


def refused(tmp_path: Path) -> list[tuple[int, str]]:
    path = tmp_path / "RUN.refused.jsonl"
    return [(row["line"], row["reason"]) for row in map(json.loads, path.read_text().splitlines())]


def both(tmp_path: Path) -> tuple[Path, Path]:
    return write(tmp_path / "c.jsonl", list(CLAIMS)), write(tmp_path / "q.jsonl", list(QUERIES))


def schemas() -> list[str]:
    with psycopg.connect(ensure_running(HOME)) as connection:
        found = connection.execute("SELECT nspname FROM pg_namespace WHERE starts_with(nspname, %s)", [PREFIX])
        return [row[0] for row in found]


def test_one_line_a_query_in_order_as_the_contract_says(tmp_path: Path) -> None:
    result = run(tmp_path, *both(tmp_path))
    assert [line["query_id"] for line in result] == ["q1", "q2", "q3", "q4", "5"]
    assert [line["decision"] for line in result][:4] == ["answer", "none", "answer", "none"]
    assert set(result[0]) == {"query_id", "decision", "hits"}
    assert set(result[0]["hits"][0]) == {"claim_id", "score", "probability"}  # type: ignore[index]
    assert result[4]["hits"][0]["claim_id"] == "vi"  # type: ignore[index]


def test_nothing_is_left_in_the_database(tmp_path: Path) -> None:
    run(tmp_path, *both(tmp_path))
    assert schemas() == []


def test_what_a_killed_run_left_is_swept_away_and_a_living_one_is_not(tmp_path: Path) -> None:
    url = ensure_running(HOME)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {PREFIX}dead")
    with scratch_schema(url) as (living, name):
        living.execute(f'CREATE SCHEMA "{name}"')  # type: ignore[call-overload]
        run(tmp_path, *both(tmp_path))
        assert schemas() == [name]


def test_a_run_that_was_killed_goes_on_where_it_was(tmp_path: Path, encoder: WordEncoder) -> None:
    files = both(tmp_path)
    whole = run(tmp_path, *files)
    out = tmp_path / "RUN.jsonl"
    kept = out.read_text().splitlines(keepends=True)
    marked = kept[0].replace('"answer"', '"suggest"')
    out.write_text(marked + kept[1] + kept[2][:20])
    again = run(tmp_path, *files)
    assert again[0]["decision"] == "suggest"
    assert again[1:] == whole[1:]


def test_other_inputs_begin_a_new_run(tmp_path: Path) -> None:
    register, queries = both(tmp_path)
    run(tmp_path, register, queries)
    write(queries, [{"id": "new", "text": "lemon"}])
    assert [line["query_id"] for line in run(tmp_path, register, queries)] == ["new"]


def test_vectors_are_worked_out_once(tmp_path: Path, encoder: WordEncoder) -> None:
    files = both(tmp_path)
    run(tmp_path, *files)
    asked = encoder.asked
    (tmp_path / "RUN.jsonl").unlink()
    run(tmp_path, *files)
    assert encoder.asked == asked


def test_gzip_is_read_whatever_its_name(tmp_path: Path) -> None:
    register, queries = both(tmp_path)
    register.write_bytes(gzip.compress(register.read_bytes()[:100]) + gzip.compress(register.read_bytes()[100:]))
    assert len(run(tmp_path, register, queries)) == 5


def test_a_cut_gzip_is_used_as_far_as_it_goes_and_said(tmp_path: Path) -> None:
    register, queries = both(tmp_path)
    many = write(
        tmp_path / "m.jsonl", [*CLAIMS, *({"id": f"n{n}", "text": f"statement {n * 7919}"} for n in range(5000))]
    )
    packed = gzip.compress(many.read_bytes())
    register.write_bytes(packed[: len(packed) // 2])
    assert len(run(tmp_path, register, queries, expect=command.CUT_SHORT)) == 5
    assert refused(tmp_path)[-1][1] == "cut_off"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{not json\n", "not_json"),
        (b"[1, 2]\n", "not_an_object"),
        (b"\xff\xfe{}\n", "not_utf8"),
        (b"[" * 100_000 + b"\n", "not_json"),
        ({"text": "no id"}, "no_id"),
        ({"id": None, "text": "x"}, "no_id"),
        ({"id": True, "text": "x"}, "no_id"),
        ({"id": ["a"], "text": "x"}, "no_id"),
        ({"id": "\ud800", "text": "x"}, "no_id"),
        ({"id": "a", "text": 5}, "text_is_not_text"),
        ({"id": "a", "text": {"b": 1}}, "text_is_not_text"),
        ({"id": "a", "text": ["b"]}, "text_is_not_text"),
        ({"id": "a", "text": "😀", "title": 7, "lang": [], "url": {}, "date": 5}, "empty"),
        ({"id": "a"}, "empty"),
        ({"id": "en", "text": "another with this id"}, "duplicate_id"),
    ],
)
def test_a_line_that_cannot_be_used_is_kept_with_its_reason(tmp_path: Path, line: object, reason: str) -> None:
    register = write(tmp_path / "c.jsonl", [*CLAIMS, line])
    queries = write(tmp_path / "q.jsonl", list(QUERIES))
    assert len(run(tmp_path, register, queries)) == 5
    assert refused(tmp_path) == [(4, reason)]


def test_fields_of_the_wrong_type_do_not_spoil_a_claim(tmp_path: Path) -> None:
    odd = {"id": 7, "text": "นี่คือข้อความที่ยาวพอ <script>", "title": 1, "lang": {}, "url": [1], "date": None, "subtitle": 3}
    register = write(tmp_path / "c.jsonl", [odd])
    result = run(tmp_path, register, write(tmp_path / "q.jsonl", [{"id": "q", "text": odd["text"], "lang": 9}]))
    assert result[0]["hits"][0]["claim_id"] == "7"  # type: ignore[index]


def test_a_line_over_the_limit_is_passed_over_without_being_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 100_000)
    register = tmp_path / "c.jsonl"
    with gzip.open(register, "wb", compresslevel=1) as file:
        file.write(json.dumps(CLAIMS[0]).encode() + b"\n" + b'{"id": "huge", "text": "')
        for _ in range(200):
            file.write(b"a" * 1_000_000)
        file.write(b'"}\n' + json.dumps(CLAIMS[1]).encode() + b"\n")
    import tracemalloc

    tracemalloc.start()
    read = list(lines.rows(register))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [getattr(row, "reason", "used") for row in read] == ["used", "line_too_long", "used"]
    assert peak < 10_000_000


def test_a_register_of_nothing_is_said_in_one_sentence(tmp_path: Path) -> None:
    register = write(tmp_path / "c.jsonl", [{"id": "a", "text": " "}])
    out = ["--out", str(tmp_path / "RUN.jsonl")]
    files = ["--register", str(register), "--queries", str(write(tmp_path / "q.jsonl", list(QUERIES)))]
    failed = CliRunner().invoke(app, ["match", *files, *out])
    assert isinstance(failed.exception, CorrigendaError)
    assert "RUN.refused.jsonl" in str(failed.exception)


def test_a_run_is_measured_with_and_without_a_header_in_the_qrels(tmp_path: Path) -> None:
    run(tmp_path, *both(tmp_path))
    for header in ("", "query_id\tclaim_id\n"):
        (tmp_path / "qrels.tsv").write_text(f"{header}q1\ten\nq3\tvi\n5\tvi\n")
        out = tmp_path / "RUN.jsonl"
        done = CliRunner().invoke(app, ["evaluate", str(out), "--qrels", str(tmp_path / "qrels.tsv"), "--json"])
        figures = json.loads(done.output)
        assert figures["queries"] == 3
        assert figures["success_at_1"]["value"] == pytest.approx(2 / 3)
        assert figures["answers_right"] < 1
    table = CliRunner().invoke(app, ["evaluate", str(out), "--qrels", str(tmp_path / "qrels.tsv")])
    assert "MAP@5" in table.output
