"""What people really send, and what a register really holds: a clear error or a correct outcome, never a wrong answer.

The real encoder, judge and ranker, over the demo's register and some claims that are there to mislead.
"""

from __future__ import annotations

import random
import time

import pytest

from benchmarks.memory import MemoryIndex
from corrigenda.demo.load import read_lines
from corrigenda.engine.dense import passage
from corrigenda.engine.encoder import Encoder, Judge
from corrigenda.engine.register import fit_to_index
from corrigenda.engine.search import Searcher
from corrigenda.engine.types import Decision, KnownClaim, Query

SHARK = "A shark was filmed swimming on a flooded motorway in Houston"
LEMON_VI = "Uống nước chanh nóng mỗi sáng chữa khỏi ung thư"
OCTOPUS = "Octopuses have three hearts"


@pytest.fixture(scope="module")
def searcher(encoder: Encoder, judge: Judge) -> Searcher:
    register = [
        KnownClaim(row["id"], row["claim"], row["title"], (row["summary"],), row["lang"])
        for row in read_lines("register.jsonl")
    ]
    register += [
        KnownClaim("shark", SHARK, lang="en"),
        KnownClaim("shark-again", SHARK, lang="en"),
        KnownClaim("lemon-vi", LEMON_VI, lang="vi"),
        KnownClaim("octopus", OCTOPUS, lang="en"),
        KnownClaim("empty", "", ""),
        KnownClaim("spaces", " \u200b ", "\n"),
        *(KnownClaim(f"boiler-{n}", "Send us your message and we will check it", f"Check {n}") for n in range(20)),
        KnownClaim("unknown-language", "Ndzi vula leswaku mati ya lamula ya horisa", lang="ts"),
    ]
    claims = fit_to_index(register).claims
    vectors = encoder.encode([passage(claim) for claim in claims], kind="passage")
    return Searcher(MemoryIndex(claims, vectors, model_id=encoder.model_id), encoder, judge=judge)


def ids(decision: Decision) -> list[str]:
    return [hit.claim.id for hit in decision.hits]


@pytest.mark.parametrize("word", ["shark", "ung", "มะเร็ง", "COVID", "5", "?", "🙃", "癌"])
def test_one_word_is_never_answered(searcher: Searcher, word: str) -> None:
    assert searcher.decide(Query(word)).outcome != "answer"


def test_a_claim_in_the_last_line_of_five_thousand_letters_is_found(searcher: Searcher) -> None:
    rng = random.Random(1)
    filler = " ".join(
        rng.choice(["hôm nay", "trời đẹp", "cả nhà", "đi chợ", "mua rau", "nấu cơm"]) for _ in range(1_000)
    )
    message = f"{filler[: 4_990 - len(LEMON_VI)]}\n{LEMON_VI} đó"
    assert len(message) <= 5_000
    assert "lemon-vi" in ids(searcher.decide(Query(message)))[:3]


def test_of_several_claims_at_once_each_is_among_the_hits(searcher: Searcher) -> None:
    found = ids(searcher.decide(Query(f"{SHARK}. Mà {LEMON_VI} nữa. {OCTOPUS}!")))
    assert {"lemon-vi", "octopus"} < set(found)
    assert {"shark", "shark-again"} & set(found)


@pytest.mark.parametrize(
    "message",
    [
        "moi nguoi oi uong nuoc chanh nong moi sang chua khoi ung thu that khong",
        "Uong nuoc CHANH nóng every morning chữa khỏi ung thư, drink it daily",
        LEMON_VI.upper(),
        " ".join(f"{word}😱" for word in LEMON_VI.split()),
    ],
    ids=["without accents", "mixed languages", "all capitals", "emoji between words"],
)
def test_however_it_is_typed_it_is_found_first(searcher: Searcher, message: str) -> None:
    assert ids(searcher.decide(Query(message)))[0] == "lemon-vi"


def test_a_text_with_emoji_between_all_letters_gets_no_wrong_answer(searcher: Searcher) -> None:
    decision = searcher.decide(Query("🍋".join(LEMON_VI)))
    assert decision.outcome != "answer" or ids(decision)[0] == "lemon-vi"


@pytest.mark.parametrize(
    "message",
    [
        "Octopuses have nine hearts",
        "Octopuses do not have three hearts",
        "Uống nước chanh nóng mỗi sáng không chữa khỏi ung thư",
        "A shark was filmed swimming on a flooded motorway in Miami",
        "The garden show was moved to Saturday because of rain, bring an umbrella",
        "วันนี้ฝนตกหนักมากเลย ใครจะไปตลาดบ้าง",
        "Hôm nay trời đẹp quá, cả nhà mình đi chơi công viên nhé",
    ],
)
def test_another_statement_is_not_answered(searcher: Searcher, message: str) -> None:
    assert searcher.decide(Query(message)).outcome != "answer"


def test_two_checks_of_one_claim_are_both_hits(searcher: Searcher) -> None:
    decision = searcher.decide(Query(SHARK))
    assert decision.outcome == "answer"
    assert {"shark", "shark-again"} <= set(ids(decision))


def test_empty_claims_and_boilerplate_are_never_hits(searcher: Searcher) -> None:
    for text in ("", " ", "Send us your message and we will check it", "Check 7"):
        found = ids(searcher.decide(Query(text)))
        assert not {"empty", "spaces"} & set(found)
        assert searcher.decide(Query(text)).outcome != "answer" or found[0].startswith("boiler") is False


def test_a_language_nobody_knows_is_matched_by_its_words(searcher: Searcher) -> None:
    assert ids(searcher.decide(Query("mati ya lamula ya horisa hakunene", lang="ts")))[0] == "unknown-language"


@pytest.mark.parametrize(
    "text", ["\x00\ud800 shark", "a" * 5_000, "ก" * 5_000, "\u202e" + SHARK, "<script>alert(1)</script>"]
)
def test_hostile_texts_are_decided_within_a_second(searcher: Searcher, text: str) -> None:
    started = time.monotonic()
    assert searcher.decide(Query(text)).outcome in {"answer", "suggest", "none"}
    assert time.monotonic() - started < 2
