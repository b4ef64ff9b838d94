"""What the benchmark asks of which register, on a set small enough to work out by hand."""

import pytest

from benchmarks.measures import plan, protocol
from benchmarks.sets import Judgement
from corrigenda.engine.types import KnownClaim, Query

CLAIMS = [
    KnownClaim("lemon-en", "Hot lemon water kills cancer cells."),
    KnownClaim("lemon-again", "hot LEMON water kills cancer cells"),  # another check, word for word
    KnownClaim("lemon-vi", "Nước chanh nóng tiêu diệt tế bào ung thư"),  # read as the same claim
    KnownClaim("lemon-doctors", "Doctors warn that lemon water does not cure cancer"),  # a near miss
    KnownClaim("durian-th", "กินทุเรียนกับน้ำอัดลมแล้วตายทันที"),
    KnownClaim("picture-1", "", "📷"),
    KnownClaim("picture-2", "", "📷 📷"),
]
LABELLED = {"ask-lemon": {"lemon-en"}, "ask-durian": {"durian-th"}}
JUDGED = [
    Judgement("ask-lemon", "lemon-vi", protocol.SAME),
    Judgement("ask-lemon", "lemon-doctors", protocol.NEAR),
    Judgement("ask-other", "durian-th", protocol.SAME),
]
LEMON = {"lemon-en", "lemon-again", "lemon-vi"}


def test_labels_are_completed_by_reading_and_by_equal_texts_and_by_nothing_else() -> None:
    complete = protocol.completed(LABELLED, claims=CLAIMS, judged=JUDGED)
    assert complete == {"ask-lemon": LEMON, "ask-durian": {"durian-th"}}


def test_a_right_claim_that_is_not_in_the_register_stays_right() -> None:
    assert protocol.completed({"q": {"gone"}}, claims=CLAIMS) == {"q": {"gone"}}


@pytest.mark.parametrize("lost", ["ask-lemon", "ask-durian"])
def test_a_message_of_the_half_loses_every_check_of_its_claim(monkeypatch: pytest.MonkeyPatch, lost: str) -> None:
    monkeypatch.setattr(protocol, "of_the_half", lambda right: right == LABELLED[lost])
    complete = protocol.completed(LABELLED, claims=CLAIMS, judged=JUDGED)
    half = protocol.halved(complete, labelled=LABELLED)
    assert half.gone == complete[lost]
    assert half.absent == {lost}


def test_a_message_of_the_other_half_is_absent_when_all_its_claims_went_with_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    labelled = {"one": {"a"}, "two": {"b"}, "three": {"b", "c"}}
    complete = {"one": {"a", "b"}, "two": {"b"}, "three": {"b", "c"}}
    monkeypatch.setattr(protocol, "of_the_half", lambda right: right == {"a"})
    half = protocol.halved(complete, labelled=labelled)
    assert half.gone == {"a", "b"}
    assert half.absent == {"one", "two"}


def test_halves_and_folds_are_about_even_and_depend_on_the_claim_alone() -> None:
    names = [f"claim-{number}" for number in range(2_000)]
    assert 900 < sum(protocol.of_the_half({name}) for name in names) < 1_100
    folds = [protocol.fold({name}) for name in names]
    assert all(350 < folds.count(fold) < 450 for fold in range(protocol.FOLDS))
    assert protocol.fold({"claim-7", "claim-8"}) == protocol.fold({"claim-7", "claim-9"})


def test_the_held_out_fold_is_the_one_training_leaves_out() -> None:
    # `printf claim-1 | sha256sum` begins with 44844437: written down, so that nobody moves the fold unseen.
    assert protocol.digest("claim-1") == 0x44844437
    right = {f"q{number}": {f"claim-{number}"} for number in range(50)}
    kept = protocol.held_out(right)
    assert kept
    assert all(protocol.digest(min(claims)) // 2 % 5 == 0 for claims in kept.values())


def test_training_messages_that_repeat_a_reported_one_or_share_a_right_text_are_counted() -> None:
    queries = [Query("Is it true that lemon water kills cancer?", id="ask-lemon"), Query("unasked", id="not-reported")]
    apart = protocol.reported(queries, right={"ask-lemon": {"lemon-en"}}, claims=CLAIMS)
    training = [
        Query("IS IT TRUE, that lemon water kills cancer??", id="repeats"),
        Query("ทุเรียน", id="shares a text"),
        Query("unasked", id="neither"),
        Query("Is it true that lemon water kills cancer?", id="without a label"),
    ]
    claims = [KnownClaim("elsewhere", "Hot lemon water kills cancer cells!"), KnownClaim("own", "Something else")]
    right = {"repeats": {"own"}, "shares a text": {"elsewhere"}, "neither": {"own"}}
    assert protocol.overlaps(apart, queries=training, right=right, claims=claims) == 2


def test_a_sample_is_always_the_same_and_never_too_big() -> None:
    names = [f"m{number}" for number in range(100)]
    assert protocol.sample(names, most=10) == protocol.sample(reversed(names), most=10)
    assert len(protocol.sample(names, most=10)) == 10
    assert protocol.sample(names, most=1_000) == set(names)


def test_every_planned_language_has_one_place() -> None:
    assert len({*plan.ASIAN, *plan.OTHERS}) == len(plan.ASIAN) + len(plan.OTHERS) == 20
