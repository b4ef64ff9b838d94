"""The tokeniser is the package's own."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from corrigenda.engine.encoder.tokeniser import build_tokeniser, clean
from corrigenda.engine.encoder.weights import PackedWeights, read_packaged

from .peer import Peer, compiler
from .texts import MESSAGES

UNKNOWN = 3


@pytest.fixture(scope="module")
def weights() -> PackedWeights:
    return read_packaged()


@pytest.fixture(scope="module")
def tokeniser(weights: PackedWeights) -> Tokenizer:
    return build_tokeniser(weights)


def one_unknown(ids: list[int]) -> list[int]:
    """A run of unknown characters is one piece to the model's first tokeniser and to ours, many to the package."""
    return [number for at, number in enumerate(ids) if number != UNKNOWN or ids[at - 1 : at] != [UNKNOWN]]


@pytest.mark.skipif(compiler() is None, reason="no C compiler, so the package's engine cannot be built to compare")
def test_the_pieces_are_those_of_the_package(tokeniser: Tokenizer, tmp_path: Path) -> None:
    peer = Peer(tmp_path)
    for message in MESSAGES:
        text = unicodedata.normalize("NFC", f"query: {message}")
        assert tokeniser.encode(text).ids[1:-1] == one_unknown(peer.pieces(text)), message


def test_every_character_is_normalised_as_the_package_does(weights: PackedWeights, tokeniser: Tokenizer) -> None:
    for character, result in weights.normalisation.items():
        got = tokeniser.normalizer.normalize_str(f"a{character}b")
        assert got == unicodedata.normalize("NFC", f"a{result}b").replace("  ", " "), hex(ord(character))


def test_decomposed_vietnamese_has_the_pieces_of_composed(tokeniser: Tokenizer) -> None:
    text = "Uống nước chanh nóng mỗi sáng"
    assert tokeniser.encode(unicodedata.normalize("NFD", text)).ids == tokeniser.encode(text).ids


def test_a_message_cannot_write_control_pieces(tokeniser: Tokenizer) -> None:
    for control in ("<s>", "</s>", "<pad>", "<mask>", "\x01<s>"):
        inside = tokeniser.encode(f"before {control} after").ids[1:-1]
        assert not {0, 1, 2, 250001} & set(inside), control


def test_the_full_width_tilde_stays(tokeniser: Tokenizer) -> None:
    assert tokeniser.normalizer.normalize_str("好～") == "好～"


@pytest.mark.parametrize("text", ["\ud83d alone", "nul\x00inside", "x" * 1_000_000])
def test_a_cleaned_text_is_short_and_valid_unicode(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) <= 16_384
    assert "\x00" not in cleaned
    cleaned.encode("utf-8")
