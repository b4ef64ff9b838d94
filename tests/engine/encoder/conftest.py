"""One converted encoder for all tests of this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrigenda.engine.encoder import Encoder, load_encoder


@pytest.fixture(scope="session")
def encoder_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("encoder")


@pytest.fixture(scope="session")
def encoder(encoder_cache: Path) -> Encoder:
    return load_encoder(cache=encoder_cache)
