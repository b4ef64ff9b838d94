"""One converted encoder, and its judge, for all tests of the engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from corrigenda.engine.encoder import Encoder, Judge, load_encoder, load_judge


@pytest.fixture(scope="session")
def encoder_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("encoder")


@pytest.fixture(scope="session")
def encoder(encoder_cache: Path) -> Encoder:
    return load_encoder(cache=encoder_cache)


@pytest.fixture(scope="session")
def judge(encoder: Encoder, encoder_cache: Path) -> Judge:
    return load_judge(cache=encoder_cache)
