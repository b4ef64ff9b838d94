"""Figures and their intervals, on runs small enough to work out by hand."""

import pytest

from benchmarks.measures import statistics
from benchmarks.measures.asked import OURS, Asked
from benchmarks.measures.figures import automatic, figure, macro_figure, map5, s1
from benchmarks.measures.perturbed import answered, loss
from benchmarks.measures.plan import Edited
from corrigenda.engine.evaluate import Judged
from corrigenda.engine.types import Outcome, Query


def found(query_id: str, *claims: str, sure: float = 0.9, outcome: Outcome = "suggest") -> Judged:
    return Judged(query_id, outcome, claims, tuple(sure - 0.1 * place for place in range(len(claims))))


RIGHT = {"có dấu": {"a"}, "ทุเรียน": {"b"}, "lemon": {"c"}, "gone": {"d"}}
RUN = {
    "có dấu": found("có dấu", "a", outcome="answer", sure=0.99),
    "ทุเรียน": found("ทุเรียน", "x", "b", outcome="answer", sure=0.98),
    "lemon": found("lemon", "c", sure=0.6),
    "gone": found("gone", "d", outcome="answer", sure=0.97),
}
ASKED = Asked({OURS: RUN, "bm25": {key: found(key, "c", sure=7.0) for key in RUN}}, cosines=("bm25",))


def test_a_figure_is_the_mean_over_everybody_asked() -> None:
    result = figure("S@1", ASKED, right=RIGHT, measure=s1)
    assert (result.queries, result.by[OURS].value, result.by["bm25"].value) == (4, 0.75, 0.25)
    assert result.by[OURS].low < 0.75 < result.by[OURS].high


def test_a_macro_counts_every_language_alike_however_many_messages_it_has() -> None:
    groups = {"vi": {"có dấu": {"a"}, "lemon": {"c"}, "gone": {"d"}}, "th": {"ทุเรียน": {"b"}}}
    assert macro_figure("S@1", ASKED, groups=groups, measure=s1).by[OURS].value == 0.5
    assert macro_figure("MAP", ASKED, groups=groups, measure=map5).by[OURS].value == pytest.approx(0.75)


def test_an_answer_to_a_message_whose_claims_were_taken_out_is_wrong() -> None:
    answers = automatic("", ASKED, right=RIGHT, absent={"gone"}, read={("ทุเรียน", "x")})
    assert (answers.answered, answers.right, answers.answerable, answers.unread) == (3, 1, 3, 1)
    assert answers.precision.value == pytest.approx(1 / 3)
    assert answers.coverage.value == pytest.approx(1 / 3)
    assert answers.precision_at_our_coverage == {"bm25": pytest.approx(1 / 4)}


def test_a_desk_that_answers_nothing_is_never_wrong_and_covers_nothing() -> None:
    silent = Asked({OURS: {key: found(key, "c") for key in RUN}})
    answers = automatic("", silent, right=RIGHT)
    assert (answers.precision.value, answers.coverage.value) == (1.0, 0.0)


def test_a_fixed_cosine_answers_whatever_lies_above_it() -> None:
    rules = automatic("", ASKED, right=RIGHT).fixed_cosine
    assert [rule.answered for rule in rules] == [4, 4, 4, 4]
    assert {rule.precision for rule in rules} == {0.25}


def test_the_coverage_of_a_threshold_takes_equal_scores_together() -> None:
    assert statistics.coverage_at([0.9, 0.8, 0.7], [True, True, False], answerable=4, precision=0.98) == 0.5
    assert statistics.coverage_at([0.9, 0.9, 0.7], [True, False, True], answerable=4, precision=0.98) == 0.0
    assert statistics.coverage_at([], [], answerable=0, precision=0.98) == 0.0


def test_the_precision_at_a_coverage_is_unknown_where_it_is_never_reached() -> None:
    scores, right = [0.9, 0.8, 0.7], [True, False, True]
    assert statistics.precision_at(scores, right, answerable=2, coverage=1.0) == pytest.approx(2 / 3)
    assert statistics.precision_at(scores, right, answerable=4, coverage=0.9) is None


def test_what_an_edit_loses_is_counted_pair_by_pair() -> None:
    pairs = tuple((Query(before, id=name), Query(after, id=name)) for before, after, name in EDITS)
    run = {
        "Lemon water cures": found("", "c", outcome="answer"),
        "lemmon watr cures": found("", "x", "c"),
        "Durian kills": found("", "b"),
        "durian kilz": found("", "b", outcome="answer"),
    }
    edits = [Edited("typos", "baseline", pairs)]
    lost = loss("typos", Asked({OURS: run}), edits=edits, right={"1": {"c"}, "2": {"b"}})
    assert lost.by[OURS].value == pytest.approx(0.25)
    edited, original = answered("typos", Asked({OURS: run}, ()), edits=edits)
    assert (edited.by[OURS].value, original.by[OURS].value) == (0.5, 0.5)


EDITS = [("Lemon water cures", "lemmon watr cures", "1"), ("Durian kills", "durian kilz", "2")]


def test_intervals_hold_the_value_and_are_the_same_every_time() -> None:
    values = [0.0, 1.0] * 50
    first = statistics.mean(values)
    assert first == statistics.mean(values)
    assert 0.35 < first.low < first.value == 0.5 < first.high < 0.65


def test_a_paired_loss_of_nothing_has_no_width() -> None:
    none = statistics.loss([0.3, 1.0, 0.5], [0.3, 1.0, 0.5])
    assert (none.value, none.low, none.high) == (0.0, 0.0, 0.0)


def test_a_share_of_shares_is_drawn_together() -> None:
    kept = statistics.ratio([1, 1, 0, 1], [1, 1, 1, 1])
    assert kept.value == 0.75
    assert statistics.ratio([1, 1, 1], [1, 1, 1]).low == 1.0


def test_ten_right_answers_do_not_promise_that_all_will_be() -> None:
    found = statistics.precision([True] * 10, [True] * 10)
    assert (found.value, found.low, found.high) == (1.0, pytest.approx(0.7), 1.0)
    assert statistics.precision([True, False], [True, True]).value == 0.5


def test_probabilities_that_are_exactly_true_still_show_an_error_on_few_messages() -> None:
    few, many = (statistics.calibration_by_chance([0.1, 0.35, 0.65, 0.9] * times) for times in (10, 1_000))
    assert 0.05 < few < 0.2
    assert many < few / 5
    assert statistics.calibration_by_chance([1.0, 0.0] * 50) == 0
    assert statistics.calibration_by_chance([]) == 0
