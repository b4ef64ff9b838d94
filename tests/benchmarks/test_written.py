"""What we wrote ourselves keeps its form, and what is kept back never teaches."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.teach.written import FOLDER, readings_written, written
from corrigenda.engine.text import text_key

FILES = sorted(FOLDER.glob("*.jsonl"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_line_has_a_claim_three_that_make_it_and_four_that_do_not(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert set(row) == {"lang", "claim", "same", "other"}
        assert row["lang"] == path.stem
        assert (len(row["same"]), len(row["other"])) == (3, 4)
        assert all(text.strip() == text and text for text in (row["claim"], *row["same"], *row["other"]))


def test_its_readme_counts_it_rightly() -> None:
    langs = Counter(one.lang for one in written())
    said = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert said.splitlines()[2].startswith(
        f"{langs.total():,} claims in {len(langs)} languages (Vietnamese {langs['vi']},"
    )


def test_no_text_stands_twice() -> None:
    found = Counter(text_key(text) for one in written() for text in (one.claim, *one.same, *one.other))
    assert [text for text, times in found.items() if times > 1] == []


def test_of_six_claims_about_one_is_kept_back_and_teaches_nothing() -> None:
    kept_back = {one.claim for one in written("choose", "report")}
    assert 0.12 < len(kept_back) / len(written()) < 0.21
    taught = readings_written()
    assert len(taught) == 3 * len(written("teach")) == 3 * (len(written()) - len(kept_back))
    assert not kept_back & {reading.claim.text for reading in taught}
    assert {len(reading.almost) for reading in taught} == {4}


def test_what_is_chosen_by_is_not_reported() -> None:
    chosen, reported = ({one.claim for one in written(use)} for use in ("choose", "report"))
    assert not chosen & reported
    assert 0.5 < len(chosen) / len(reported) < 2


def test_vietnamese_is_also_typed_without_accents() -> None:
    bare = [text for one in written() if one.lang == "vi" for text in one.same if text.isascii()]
    assert len(bare) > 50
