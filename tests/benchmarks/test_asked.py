"""Claims as people ask about them: which messages are made, and what is counted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from benchmarks import asked
from benchmarks.memory import MemoryIndex
from corrigenda.engine.dense import passage
from corrigenda.engine.search import Searcher
from corrigenda.engine.text import fold
from corrigenda.engine.types import KnownClaim
from tests.engine.fakes import WordEncoder

CLAIMS = asked.registers()["demo"]


def test_the_same_messages_are_made_each_time_and_every_claim_is_asked_about() -> None:
    first = list(asked.cases("demo", CLAIMS, fold=0))
    assert first == list(asked.cases("demo", CLAIMS, fold=0))
    assert {case.group for case in first} == {"demo, en", "demo, th", "demo, vi", "demo, vi without accents"}
    whole = {case.claim: case.text for case in first if not case.made and "without" not in case.group}
    texts = {claim.id: claim.text for claim in CLAIMS}
    for claim, text in whole.items():  # a frame may begin a sentence with it, in small letters
        assert fold(texts[claim]).rstrip(".!?") in fold(text)


def test_what_is_sent_without_accents_has_none() -> None:
    bare = [case.text for case in asked.cases("demo", CLAIMS, fold=0) if case.group.endswith("without accents")]
    assert bare
    marked = re.compile("[đĐ\u0300-\u0323]")
    assert not [text for text in bare if marked.search(unicodedata.normalize("NFD", text))]


def test_answers_to_near_misses_and_with_other_claims_are_counted() -> None:
    claims = [KnownClaim("a", "hot lemon water kills cancer cells"), KnownClaim("b", "a shark swam on the motorway")]
    encoder = WordEncoder()
    vectors = encoder.encode([passage(claim) for claim in claims], kind="passage")
    searcher = Searcher(MemoryIndex(claims, vectors, model_id=encoder.model_id), encoder)
    near = asked.Nearest(claims, vectors, encoder)
    right = asked.Case("some", claims[0].text, "a", made=False)
    wrong = replace(right, claim="b")
    miss = replace(right, made=True)
    found = asked.measured(searcher, [right, right, wrong, miss], near=near)["some"]
    assert (found["asked"], found["near misses"]) == (3, 1)
    assert (found["answered rightly"], found["answered with another"]) == (0.667, 0.333)
    assert found["of them answered"] == 1.0
    assert found["fixed cosine"] == {"answered rightly": 0.667, "near misses": 1.0}


def test_what_was_written_is_asked_about_with_and_without_accents() -> None:
    found = list(asked.written_cases("report"))
    assert found == list(asked.written_cases("report"))
    known = {claim.id for claim in asked.registers()["written"]}
    assert {case.claim for case in found} < known
    vietnamese = [case for case in found if case.group == "written, vi"]
    assert [case.made for case in vietnamese].count(True) * 3 == [case.made for case in vietnamese].count(False) * 4
    assert len([case for case in found if case.group == "written, vi without accents"]) == len(vietnamese)


def test_the_peer_answers_from_its_cosine_on_only() -> None:
    claims = [KnownClaim("a", "hot lemon water kills cancer cells")]
    encoder = WordEncoder()
    near = asked.Nearest(claims, encoder.encode([passage(claims[0])], kind="passage"), encoder)
    assert near.answer("hot lemon water kills cancer cells") == "a"
    assert near.answer("a shark swam on the motorway") == ""
