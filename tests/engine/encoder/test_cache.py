"""A converted model is whole or made again, and made once."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from corrigenda.engine.encoder.cache import MANIFEST, clear_away, ensure, is_whole
from corrigenda.engine.types import EngineError


def make(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(b"weights" * 1_000)
    (folder / "tokenizer.json").write_text('{"tiếng": "Việt"}', "utf-8")


def refuse(folder: Path) -> None:
    raise AssertionError("made again without need")


def make_slowly(folder: Path) -> None:
    with (folder.parent / "made").open("a") as file:
        file.write("once\n")
    time.sleep(0.5)
    make(folder)


def ensure_slowly(folder: Path) -> None:
    ensure(folder, make=make_slowly)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return ensure(tmp_path / "cache" / "model", make=make)


def test_a_whole_model_is_not_made_again(kept: Path) -> None:
    assert ensure(kept, make=refuse) == kept


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "model.onnx").write_bytes(b"weights" * 999),
        lambda folder: (folder / "model.onnx").write_bytes(b"WEIGHTS" * 1_000),
        lambda folder: (folder / "model.onnx").unlink(),
        lambda folder: (folder / "tokenizer.json").write_text(""),
        lambda folder: (folder / MANIFEST).unlink(),
        lambda folder: (folder / MANIFEST).write_text("[]"),
        lambda folder: (folder / MANIFEST).write_text('[{"name": 5}]'),
        lambda folder: (folder / MANIFEST).write_bytes(b"\xff\x00"),
    ],
    ids=["cut", "changed", "no model", "empty", "no manifest", "empty manifest", "odd manifest", "no text"],
)
def test_a_damaged_model_is_made_again(kept: Path, damage: object) -> None:
    damage(kept)  # type: ignore[operator]
    assert not is_whole(kept)
    ensure(kept, make=make)
    assert is_whole(kept)


def test_two_processes_convert_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=ensure_slowly, args=(tmp_path / "model",)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    assert [process.exitcode for process in both] == [0, 0]
    assert (tmp_path / "made").read_text() == "once\n"
    assert is_whole(tmp_path / "model")


def test_a_failed_conversion_leaves_nothing_behind(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        make(folder)
        raise EngineError("no", code="weights_damaged")

    with pytest.raises(EngineError):
        ensure(tmp_path / "model", make=fail)
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_what_a_killed_conversion_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / ".model.part-left").mkdir()
    ensure(tmp_path / "model", make=make)
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["model"]


def test_a_place_that_cannot_be_written_gives_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(EngineError, match="cannot be kept") as caught:
        ensure(tmp_path / "file" / "model", make=make)
    assert caught.value.code == "cache_unwritable"
    assert not caught.value.permanent


def test_a_full_disk_gives_one_sentence_and_leaves_nothing_behind(tmp_path: Path) -> None:
    # A limit on the size of files stands in for the full disk: the same call fails in the same place.
    program = """
import resource, sys
from pathlib import Path
from corrigenda.engine.encoder import load_encoder
from corrigenda.engine.types import EngineError
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
try:
    load_encoder(cache=Path(sys.argv[1]))
except EngineError as error:
    print(error.code, error.permanent, error)
"""
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, timeout=120)
    assert done.stdout.startswith("cache_unwritable False The encoder cannot be kept in"), done.stderr
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]


def test_of_earlier_models_the_newest_stays(tmp_path: Path) -> None:
    for age, name in enumerate(("e5-now", "e5-before", "e5-old", "e5-older", "minilm-old")):
        ensure(tmp_path / name, make=make)
        os.utime(tmp_path / name / MANIFEST, (2_000_000_000 - age,) * 2)
    (tmp_path / "e5-notes").mkdir()  # not ours
    clear_away(tmp_path / "e5-now", family="e5")
    left = {folder.name for folder in tmp_path.iterdir() if folder.is_dir()}
    assert left == {"e5-now", "e5-before", "minilm-old", "e5-notes"}


def test_there_may_be_nothing_to_clear_away(tmp_path: Path) -> None:
    clear_away(tmp_path / "cache" / "e5-now", family="e5")
    assert not list(tmp_path.iterdir())
