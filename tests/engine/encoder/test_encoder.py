"""Texts become vectors, whatever the texts are."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from tokenizers import Tokenizer

from corrigenda.engine.encoder import Encoder, load_encoder, load_judge
from corrigenda.engine.encoder.cache import TOKENISER
from corrigenda.engine.encoder.graph import build_graph
from corrigenda.engine.encoder.load import MANNER, judge_id, model_id
from corrigenda.engine.encoder.tokeniser import build_tokeniser
from corrigenda.engine.encoder.update import read_update
from corrigenda.engine.encoder.weights import read_packaged

from .peer import Peer, compiler
from .texts import MESSAGES


@pytest.mark.skipif(compiler() is None, reason="no C compiler, so the package's engine cannot be built to compare")
def test_before_it_is_taught_its_vectors_are_the_package_s(tmp_path: Path) -> None:
    peer = Peer(tmp_path)
    weights = read_packaged()
    tokeniser = build_tokeniser(weights)
    network = onnxruntime.InferenceSession(build_graph(weights).SerializeToString(), providers=["CPUExecutionProvider"])
    cosines = []
    for text in MESSAGES[:-1]:  # the package makes other pieces of the last one, see test_tokeniser
        ids = np.array([tokeniser.encode("query: " + text).ids], np.int64)
        (vector,) = network.run(["sentence_embedding"], {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        cosines.append(float(vector[0] @ peer.query(text)))
    assert np.mean(cosines) >= 0.995
    assert min(cosines) >= 0.99


def test_what_was_taught_changes_vectors_but_not_their_sense(encoder: Encoder) -> None:
    update = read_update("update")
    assert update.layers == 12
    assert max(float(np.abs(update.of(f"l{layer}.q")).max()) for layer in range(12)) > 1e-3
    lemon, forward, other = encoder.encode(
        ["Lemon water cures cancer", "nước chanh chữa khỏi ung thư nha mọi người", "The moon landing was filmed"],
        kind="query",
    )
    assert lemon @ forward > lemon @ other + 0.1


def test_a_vector_does_not_depend_on_its_neighbours(encoder: Encoder) -> None:
    together = encoder.encode(MESSAGES, kind="query")
    alone = np.concatenate([encoder.encode([text], kind="query") for text in MESSAGES])
    crowded = encoder.encode([*MESSAGES, *("word " * length for length in range(1, 90))], kind="query")
    assert (together * alone).sum(axis=1).min() >= 0.9999
    assert (together * crowded[: len(MESSAGES)]).sum(axis=1).min() >= 0.9999


def test_translations_are_nearer_than_other_claims(encoder: Encoder) -> None:
    garlic = encoder.encode([MESSAGES[0]], kind="query")[0]
    vietnamese, thai, other = encoder.encode([MESSAGES[3], MESSAGES[6], MESSAGES[1]], kind="passage")
    assert min(garlic @ vietnamese, garlic @ thai) > garlic @ other


def test_the_order_of_the_texts_is_kept(encoder: Encoder) -> None:
    forwards = encoder.encode(MESSAGES, kind="passage")
    backwards = encoder.encode(MESSAGES[::-1], kind="passage")
    assert np.allclose(forwards, backwards[::-1], atol=1e-4)


def test_every_vector_has_length_one_and_the_promised_shape(encoder: Encoder) -> None:
    vectors = encoder.encode(MESSAGES, kind="passage")
    assert vectors.shape == (len(MESSAGES), 384) == (len(MESSAGES), encoder.dimensions)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts_are_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([], kind="query").shape == (0, 384)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00", "\ud800", "a\udfffb", "\u202e\u200b\u200d", "🙃", "\U0010ffff\uffff", "ก\u0e33" * 50_000],
)
def test_a_strange_text_has_a_vector(encoder: Encoder, text: str) -> None:
    (vector,) = encoder.encode([text], kind="query")
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_of_a_long_text_the_beginning_is_looked_at(encoder: Encoder) -> None:
    long, longer = "một hai ba " * 1_000, "một hai ba " * 100_000
    started = time.monotonic()
    a, b = encoder.encode([long, longer], kind="query")
    assert a @ b > 0.9999
    assert time.monotonic() - started < 10


def test_encoder_and_judge_share_one_tokeniser(encoder: Encoder, encoder_cache: Path) -> None:
    judge = load_judge(cache=encoder_cache)
    assert judge._tokeniser is load_encoder(cache=encoder_cache)._tokeniser


def test_a_long_text_is_cut_as_its_tokeniser_would_cut_it(encoder: Encoder, encoder_cache: Path) -> None:
    text = "Nước chanh chữa khỏi ung thư. " * 60
    own = Tokenizer.from_file(str(encoder_cache / f"{model_id()}-{judge_id()}" / TOKENISER))
    own.enable_truncation(MANNER.longest)
    assert encoder._pieces(text, "query") == own.encode("query: " + text).ids


def test_queries_and_passages_are_told_apart(encoder: Encoder) -> None:
    query, passage = (encoder.encode(["ทดสอบ"], kind=kind)[0] for kind in ("query", "passage"))
    assert query @ passage < 0.9999


def test_progress_tells_every_text(encoder: Encoder) -> None:
    told: list[int] = []
    encoder.encode(MESSAGES, kind="query", progress=told.append)
    assert sum(told) == len(MESSAGES)
    assert len(told) > 1


def test_threads_share_one_encoder(encoder: Encoder) -> None:
    wanted = encoder.encode(MESSAGES, kind="query")
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: encoder.encode([text], kind="query")[0], MESSAGES * 2))
    assert (wanted * found[: len(MESSAGES)]).sum(axis=1).min() > 0.9999
    assert (wanted * found[len(MESSAGES) :]).sum(axis=1).min() > 0.9999


def test_a_second_start_converts_nothing(encoder: Encoder, encoder_cache: Path) -> None:
    told: list[str] = []
    again = load_encoder(cache=encoder_cache, progress=told.append)
    assert told == []
    assert again.model_id == encoder.model_id
