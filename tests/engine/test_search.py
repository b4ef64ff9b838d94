"""From a message to a decision, over an index in memory."""

import time

import pytest

from benchmarks.memory import MemoryIndex
from corrigenda.engine.dense import passage, windows
from corrigenda.engine.features import NAMES
from corrigenda.engine.search import Searcher
from corrigenda.engine.types import Decision, EngineError, KnownClaim, Query
from tests.engine.fakes import WordEncoder

CLAIMS = [
    KnownClaim(
        "lemon-en", "Drinking hot lemon water every morning kills cancer cells", "Does lemon water cure cancer?"
    ),
    KnownClaim("lemon-vi", "Uống nước chanh nóng mỗi sáng tiêu diệt tế bào ung thư", lang="vi"),
    KnownClaim("durian-th", "กินทุเรียนกับน้ำอัดลมแล้วตายทันที", lang="th"),
    KnownClaim("bank-vi", "Ngân hàng yêu cầu khách hàng gửi mã OTP để cập nhật tài khoản", lang="vi"),
    KnownClaim("shark", "A shark swam on a flooded motorway in 2017", "Shark on the motorway"),
    *(
        KnownClaim(f"other-{n}", f"Statement number {n} about the village of Oak{n} and its {n} bridges")
        for n in range(60)
    ),
]


@pytest.fixture(scope="module")
def encoder() -> WordEncoder:
    return WordEncoder()


@pytest.fixture(scope="module")
def searcher(encoder: WordEncoder) -> Searcher:
    vectors = encoder.encode([passage(claim) for claim in CLAIMS], kind="passage")
    index = MemoryIndex(CLAIMS, vectors, model_id=encoder.model_id)
    return Searcher(index, encoder)


def decide(searcher: Searcher, text: str) -> Decision:
    return searcher.decide(Query(text))


def first(decision: Decision) -> str:
    return decision.hits[0].claim.id


@pytest.mark.parametrize(
    "text", ["", " \u200b", "😀", "https://example.org/a?utm_source=x", "\x00\ud800", "?!…", "\u202e\u2066"]
)
def test_a_message_with_no_words_finds_nothing(searcher: Searcher, text: str) -> None:
    assert decide(searcher, text) == Decision("none", reason="nothing_to_match")


@pytest.mark.parametrize("claim", CLAIMS[:5], ids=lambda claim: claim.id)
def test_an_exact_repeat_is_answered_without_the_encoder(
    searcher: Searcher, encoder: WordEncoder, claim: KnownClaim
) -> None:
    before = encoder.asked
    decision = decide(searcher, f"  {claim.text.upper()}!!! 😱\u200b")
    assert (decision.outcome, first(decision), decision.reason) == ("answer", claim.id, "exact_repeat")
    assert encoder.asked == before


def test_a_near_repeat_is_answered_and_one_with_another_number_is_not(searcher: Searcher) -> None:
    near = decide(searcher, "A shark swam on a flooded motorway in 2017 wow")
    assert (near.outcome, near.reason, first(near)) == ("answer", "near_repeat", "shark")
    other = decide(searcher, "A shark swam on a flooded motorway in 2011 wow")
    assert other.outcome != "answer"
    assert first(other) == "shark"
    assert other.hits[0].differences


def test_a_denial_of_the_claim_is_never_answered(searcher: Searcher) -> None:
    decision = decide(searcher, "Drinking hot lemon water every morning does not kill cancer cells")
    assert decision.outcome != "answer"


def test_vietnamese_without_accents_finds_its_claim(searcher: Searcher) -> None:
    assert (
        first(decide(searcher, "uong nuoc chanh nong moi sang tieu diet te bao ung thu co dung khong moi nguoi"))
        == "lemon-vi"
    )


def test_thai_without_spaces_finds_its_claim(searcher: Searcher) -> None:
    assert first(decide(searcher, "เขาบอกว่าถ้ากินทุเรียนกับน้ำอัดลมจะตายจริงหรือ")) == "durian-th"


def test_ten_hits_at_most_best_first_with_probabilities(searcher: Searcher) -> None:
    hits = decide(searcher, "Statement about the village and its bridges in Oak7 and Oak8, what is true of it").hits
    assert len(hits) == 10
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= hit.probability <= 1 for hit in hits)


def test_a_megabyte_is_decided_in_a_second_by_its_beginning(searcher: Searcher) -> None:
    text = "Họ nói rằng nước chanh rất tốt. " * 32_000 + CLAIMS[3].text
    started = time.monotonic()
    hits = decide(searcher, text).hits
    assert time.monotonic() - started < 1
    assert hits[0].claim.id == "lemon-vi"


def test_a_claim_at_the_end_of_a_long_message_is_encoded_too() -> None:
    parts = windows("Chào cả nhà. " * 100 + CLAIMS[3].text)
    assert len(parts) == 3
    assert "OTP" in parts[-1]


def test_three_words_are_never_answered(searcher: Searcher) -> None:
    assert decide(searcher, "Shark on motorway").outcome != "answer"


def test_hidden_tricks_do_not_change_the_hit(searcher: Searcher) -> None:
    tricked = "Dri\u200bnking h\u2060ot \u202elemon\u202c wat\u00ader every morn\ufeffing kills ca\u200dncer cells"
    assert first(decide(searcher, tricked)) == "lemon-en"


def test_an_empty_register_knows_nothing(encoder: WordEncoder) -> None:
    index = MemoryIndex([], encoder.encode([], kind="passage"), model_id=encoder.model_id)
    assert decide(Searcher(index, encoder), "Does lemon water cure cancer?").reason == "nothing_known"


def test_vectors_of_another_encoder_are_refused(encoder: WordEncoder) -> None:
    vectors = encoder.encode([passage(claim) for claim in CLAIMS], kind="passage")
    with pytest.raises(EngineError, match="reindex"):
        decide(Searcher(MemoryIndex(CLAIMS, vectors, model_id="other"), encoder), "lemon water")


def test_ranking_sees_a_row_for_every_candidate(searcher: Searcher) -> None:
    looked = searcher.look(Query("hot lemon water kills cancer"))
    assert looked.table.shape == (looked.near.docs.size, len(NAMES))
    assert not (looked.table != looked.table).any()


def test_a_repeat_comes_first_and_the_rest_follows_where_vectors_are_there(searcher: Searcher) -> None:
    claim = next(iter(CLAIMS))
    (vectors,) = searcher.encode([Query(claim.text)])
    alone, whole = searcher.decide(Query(claim.text)), searcher.decide(Query(claim.text), vectors=vectors)
    assert whole.hits[: len(alone.hits)] == alone.hits
    assert len(whole.hits) > len(alone.hits)
    assert len({hit.claim.id for hit in whole.hits}) == len(whole.hits)
    scores = [hit.score for hit in whole.hits]
    assert scores == sorted(scores, reverse=True)
