"""The judge reads two texts together, whatever they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from corrigenda.engine.encoder import Encoder, Judge
from corrigenda.engine.encoder import update as taught
from corrigenda.engine.encoder.cache import TOKENISER
from corrigenda.engine.encoder.load import judge_id, model_id
from corrigenda.engine.encoder.pairs import BEGIN, CLAIM, END, MESSAGE, pair_pieces
from corrigenda.engine.types import EngineError

CLAIM_TEXT = "Drinking hot lemon water cures cancer"
FORWARDS = (
    "URGENT!! Doctors hide this: hot lemon water cures cancer, share with your family",
    "uống nước chanh nóng chữa khỏi bệnh ung thư, chia sẻ cho mọi người nhé",
    "น้ำมะนาวร้อนรักษามะเร็งได้ ส่งต่อด้วยนะคะ",
)


@pytest.fixture(scope="module")
def tokeniser(encoder: Encoder, encoder_cache: Path) -> Tokenizer:
    return Tokenizer.from_file(str(encoder_cache / f"{model_id()}-{judge_id()}" / TOKENISER))


@pytest.mark.parametrize("forward", FORWARDS)
def test_a_forward_is_nearer_its_claim_than_another_about_the_same(judge: Judge, forward: str) -> None:
    others = ["Garlic cures cancer", "Lemon trees grow in Spain", "The city will close its swimming pool"]
    odds = judge.odds(forward, [CLAIM_TEXT, *others])
    assert odds.argmax() == 0


def test_a_denial_is_less_likely_the_same(judge: Judge) -> None:
    said, denied = (
        judge.odds(text, [CLAIM_TEXT])[0]
        for text in ("Hot lemon water cures cancer", "Hot lemon water does not cure cancer, doctors warn")
    )
    assert said > denied


def test_odds_do_not_depend_on_what_is_read_beside(judge: Judge) -> None:
    alone = judge.odds(FORWARDS[0], [CLAIM_TEXT])
    beside = judge.odds(FORWARDS[0], [CLAIM_TEXT, *(f"Statement {n} " * n for n in range(1, 20))])
    assert np.allclose(alone[0], beside[0], atol=0.15)


@pytest.mark.parametrize("text", ["", "\x00", "\ud800", "🙃" * 50, "a" * 100_000, "<s></s><pad>", "ก\u0e33" * 20_000])
def test_any_text_is_read(judge: Judge, text: str) -> None:
    assert np.isfinite(judge.odds(text, [CLAIM_TEXT, text])).all()


def test_nothing_to_read_is_no_odds(judge: Judge) -> None:
    assert judge.odds("something", []).shape == (0,)


def test_of_a_long_message_the_part_about_the_claim_is_read(tokeniser: Tokenizer) -> None:
    long = "We walked to the market and bought bread. " * 90 + "Hot lemon water cures cancer, they say."
    pieces = pair_pieces(tokeniser, long, CLAIM_TEXT)
    assert "lemon" in tokeniser.decode(pieces[: MESSAGE + 1])


def test_pieces_stay_within_their_room(tokeniser: Tokenizer) -> None:
    pieces = pair_pieces(tokeniser, "word " * 5_000, "claim " * 5_000)
    assert len(pieces) == MESSAGE + CLAIM + 4
    assert pieces[0] == BEGIN
    assert pieces[-1] == END


def test_a_damaged_update_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taught, "packed_update", lambda _which: b"PK\x03\x04 not whole")
    with pytest.raises(EngineError) as raised:
        taught.read_update("judge")
    assert raised.value.code == "update_unreadable"
