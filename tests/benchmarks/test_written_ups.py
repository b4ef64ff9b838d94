"""What the ranker sees of the messages we wrote."""

from __future__ import annotations

import pytest

from benchmarks.teach.written import WRITTEN, Use, Written, written
from benchmarks.train import written_ups
from benchmarks.train.written_ups import HEARD, written_look_ups
from corrigenda.engine.features import NAMES
from tests.engine.fakes import WordEncoder


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> list[Written]:
    some = [*written("teach")[:3], *written("choose")[:2], *written("report")[:2]]

    def only(*uses: Use) -> list[Written]:
        return [one for one in some if not uses or one.use in uses]

    monkeypatch.setattr(written_ups, "written", only)
    return some


def test_each_message_is_looked_up_and_what_is_reported_is_not(few: list[Written]) -> None:
    found = written_look_ups(WordEncoder())  # type: ignore[arg-type]
    assert len(found) == 5 * (3 + 4)
    reported = {text for one in few if one.use == "report" for text in (*one.same, *one.other)}
    assert not reported & {up.query.text for up in found}
    assert [up.state for up in found].count("made") == 5 * 4
    assert {up.table.shape[1] for up in found} == {len(NAMES)}


def test_what_the_judge_was_taught_goes_by_another_name(few: list[Written]) -> None:
    names = {up.query.text: up.set for up in written_look_ups(WordEncoder())}  # type: ignore[arg-type]
    assert {names[text] for one in few if one.use == "teach" for text in one.same} == {HEARD}
    assert {names[text] for one in few if one.use == "choose" for text in one.same} == {WRITTEN}


def test_only_a_message_that_makes_its_claim_has_a_right_one(few: list[Written]) -> None:
    for up in written_look_ups(WordEncoder()):  # type: ignore[arg-type]
        assert up.same.sum() == (up.state == "there")
        assert up.known.all()
