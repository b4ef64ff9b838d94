"""Grouping: repeats and rewordings come together in any order; a figure or a denial keeps apart."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

from corrigenda.engine.cluster import Background, Clusters, Fitted, Said, load_fitted, say
from corrigenda.engine.cluster.fitted import SHIPPED, Curve
from corrigenda.engine.cluster.linkage import average_link
from corrigenda.engine.cluster.pairs import MEANING, NAMES, PERHAPS, same_claim
from corrigenda.engine.cluster.tongue import may_share_words, tongue
from corrigenda.engine.dense import windows
from corrigenda.engine.types import EngineError
from tests.engine.fakes import WordEncoder

LEMON = "Uống nước chanh nóng mỗi sáng chữa khỏi bệnh ung thư"
MESSAGES = [
    LEMON,
    "uống nước chanh nóng mỗi sáng sẽ chữa khỏi bệnh ung thư, chia sẻ ngay",
    "กินทุเรียนกับน้ำอัดลมแล้วตายทันที",
    "ด่วน! กินทุเรียนกับน้ำอัดลมแล้วตายทันที ส่งต่อด้วย",
    "Charging a phone overnight under the pillow makes it explode",
    "Chiều nay mấy giờ họp phụ huynh lớp 3A vậy mọi người",
]


def said(*texts: str) -> list[Said]:
    return [say(text, WordEncoder().encode(windows(text), kind="query")) for text in texts]


def by_words() -> Fitted:
    """Same claim from half of the words on: what is tested here is not how the curves were fitted."""
    weights = np.zeros(1 + len(NAMES), dtype=np.float32)
    weights[0], weights[1 + NAMES.index("words_within")] = -5.0, 10.0
    meaning = np.zeros(1 + len(MEANING), dtype=np.float32)
    meaning[0], meaning[1] = -9.0, 10.0
    words, alone = Curve(((),) * len(NAMES), weights), Curve(((),) * len(MEANING), meaning)
    return Fitted(words, alone, 0.0, 0.0, usual=0.3, compare_from=-0.3, encoder="words-1", evidence={}, version="test")


def grouped(texts: list[str], fitted: Fitted | None = None, *, one_by_one: bool = False) -> set[frozenset[str]]:
    messages = said(*texts)
    clusters = Clusters(Background.of(messages, usual=0.3), fitted or by_words())
    for part in [[each] for each in messages] if one_by_one else [messages]:
        clusters.add(part)
    named = clusters.named()
    return {frozenset(t for t, name in zip(texts, named, strict=True) if name == each) for each in set(named)}


def test_rewordings_come_together_and_nothing_else() -> None:
    assert grouped(MESSAGES) == {
        frozenset(MESSAGES[:2]),
        frozenset(MESSAGES[2:4]),
        frozenset(MESSAGES[4:5]),
        frozenset(MESSAGES[5:]),
    }


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_the_order_of_arrival_makes_no_difference(order: tuple[int, ...]) -> None:
    texts = [MESSAGES[number] for number in order]
    assert grouped(texts, one_by_one=True) == grouped(MESSAGES[:4])


def test_the_same_text_is_one_cluster_however_it_is_written() -> None:
    clusters = Clusters(Background.of([], usual=0.3), by_words())
    clusters.add(said(LEMON, LEMON.upper() + "!!! 🙏", "Durian kills"))
    clusters.add(said(LEMON + "…"))
    assert clusters.named() == [0, 0, 2, 0]


def test_texts_with_nothing_in_them_stay_apart() -> None:
    clusters = Clusters(Background.of([], usual=0.3), by_words())
    clusters.add(said("", "", " \u200b"))
    assert clusters.named() == [0, 1, 2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The new tax on rice is 5 percent from Monday", "The new tax on rice is 15 percent from Monday"),
        ("Hot lemon water cures cancer in a week", "Hot lemon water does not cure cancer in a week"),
        ("กินทุเรียน 3 ลูกกับน้ำอัดลมแล้วตายทันที", "กินทุเรียน 9 ลูกกับน้ำอัดลมแล้วตายทันที"),
    ],
)
def test_a_figure_or_a_denial_keeps_near_repeats_apart(one: str, other: str) -> None:
    assert len(grouped([one, other])) == 2


def test_a_newcomer_bridges_two_clusters() -> None:
    odds = {0: {1: 2.0}, 1: {0: 2.0}, 2: {3: 2.0}, 3: {2: 2.0}}
    assert average_link(range(4), odds, join_from=0.0) == [[0, 1], [2, 3]]
    for number in range(4):
        odds[number][4] = 3.0
        odds.setdefault(4, {})[number] = 3.0
    for one, other in ((0, 2), (0, 3), (1, 2)):
        odds[one][other] = odds[other][one] = 0.5
    assert average_link(range(5), odds, join_from=0.0) == [[0, 1, 2, 3, 4]]


def test_one_likely_pair_does_not_chain_two_clusters() -> None:
    odds = {0: {1: 3.0}, 1: {0: 3.0, 2: 1.0}, 2: {1: 1.0, 3: 3.0}, 3: {2: 3.0}}
    assert average_link(range(4), odds, join_from=0.0) == [[0, 1], [2, 3]]


def test_words_are_not_asked_of_texts_in_two_languages() -> None:
    assert [tongue(text) for text in MESSAGES] == ["vi", "vi", "th", "th", "en", "vi"]
    assert tongue("The water is not safe to drink and it was closed") == "en"
    assert not may_share_words("th", "en")
    assert not may_share_words("vi", "en")
    assert may_share_words("", "en")
    assert not may_share_words("", "th")


def test_the_shipped_curves_know_a_rewording_and_an_unrelated_message() -> None:
    fitted = load_fitted()
    assert fitted.sure_from >= fitted.join_from
    found = grouped(MESSAGES, fitted)
    assert frozenset(MESSAGES[5:]) in found
    assert not any(MESSAGES[0] in cluster and MESSAGES[2] in cluster for cluster in found)


@pytest.mark.parametrize("change", [{"format": 9}, {"words": {}}, {"words": {"knots": [[1]], "weights": [1]}}])
def test_a_file_that_does_not_fit_is_said_in_one_sentence(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "fitted.json"
    path.write_text(json.dumps({**json.loads(SHIPPED.read_text()), **change}))
    with pytest.raises(EngineError, match=r"fitted\.json"):
        load_fitted(path)


def test_a_text_inside_a_much_longer_one_is_at_most_as_likely_as_not() -> None:
    claim = "Hot lemon water kills cancer cells within three days"
    among_others = (
        f"Send this on. {claim}. " + "A spoon of vinegar cures dengue fever. Garlic wards off the virus. " * 3
    )
    with_a_greeting = f"My aunt sent me this, please: {claim}!"
    one, longer, greeted = messages = said(claim, among_others, with_a_greeting)
    background, crowding = Background.of(messages, usual=0.3), np.full(3, 0.3, dtype=np.float32)
    odds = same_claim(one, [longer, greeted], background=background, crowding=crowding, fitted=by_words())
    assert odds[0] <= PERHAPS < odds[1]
