"""Every set of the benchmark from its files to the page, on made-up sets of a dozen claims and a made-up encoder."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from benchmarks import peers, run, sets, table
from benchmarks.measures import plan, protocol, statistics, training, versions
from benchmarks.measures.asked import OURS
from benchmarks.measures.bench import Bench
from benchmarks.measures.figures import Measured
from benchmarks.memory import MemoryIndex
from corrigenda.engine.dense import passage
from corrigenda.engine.register import fit_to_index
from corrigenda.engine.search import Searcher
from tests.engine.fakes import WordEncoder

WORDS = {
    "en": "lemon water garlic vaccine bridge shark motorway radiation microwave battery banana phone",
    "vi": "nước chanh tỏi vắc-xin cầu cá mập đường lò vi sóng pin chuối điện thoại",
    "th": "น้ำมะนาว กระเทียม วัคซีน สะพาน ฉลาม ทางด่วน รังสี ไมโครเวฟ แบตเตอรี่ กล้วย โทรศัพท์ ทุเรียน",
}
LANGUAGES = tuple(WORDS)
SIZE = 12
Row = dict[str, object]


class Shelf(MemoryIndex):
    """An index in memory that claims can be taken out of."""

    def remove(self, ids: Sequence[str]) -> int:
        self.hide(set(ids))
        return len(ids)


def statement(number: int, lang: str) -> str:
    words = WORDS[lang].split()
    return " ".join(words[(number * step) % len(words)] for step in (1, 2, 3, 5, 7)) + f" {number * 37}"


def names(prefix: str) -> list[str]:
    """Claim ids of fold 0 of which about half are of the half."""
    found: list[str] = []
    for number in count():
        name = f"{prefix}-{number}"
        if protocol.fold({name}) == 0 and protocol.of_the_half({name}) == (len(found) % 2 == 0):
            found.append(name)
        if len(found) == SIZE:
            return found
    raise AssertionError


def write(path: Path, rows: Sequence[Row]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def made(folder: Path, splits: Sequence[str]) -> None:
    """A set of a dozen claims and as many messages in three scripts, all of them in every split."""
    langs = [LANGUAGES[number % 3] for number in range(SIZE)]
    claims = names("claim")
    write(
        folder / "claims.jsonl.gz",
        [
            {"id": name, "text": statement(n, lang), "lang": lang}
            for n, (name, lang) in enumerate(zip(claims, langs, strict=True))
        ],
    )
    asked = [{"id": f"ask-{n}", "text": f"? {statement(n, lang)} !", "lang": lang} for n, lang in enumerate(langs)]
    for file in ("queries", "queries_nodia", "queries_vi_nodia"):
        write(folder / f"{file}.jsonl.gz", asked)
    for kind in (*plan.MISTYPED, *plan.REWORDED, *plan.OTHER_CLAIM):
        for strength in plan.STRENGTHS:
            write(folder / f"perturbed/{kind}.{strength}.orig.jsonl.gz", asked)
            edited = [{**row, "text": f"not {row['text']}"} for row in asked]
            write(folder / f"perturbed/{kind}.{strength}.edited.jsonl.gz", edited)
    lines = [f"ask-{n}\t{name}" for n, name in enumerate(claims)]
    for split in splits:
        (folder / f"qrels.{split}.tsv").write_text("\n".join(["query_id\tclaim_id", *lines]) + "\n")
    read = [f"ask-{n}\t{claims[(n + 1) % SIZE]}\t1" for n in range(SIZE)]
    (folder / "judged.tsv").write_text("\n".join(["query_id\tclaim_id\tlabel", *read]) + "\n")


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Measured]]:
    """What a set gives; every set is measured once."""
    splits = ("dev", "test2021", "train", "all", *plan.ASIAN, *plan.OTHERS)
    folder = tmp_path_factory.mktemp("sets")
    for name in {entry.folder for entry in plan.SETS.values()}:
        made(folder / name, splits)
    kept = (plan.register, training._labels, training._queries, training._claims)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sets, "FOLDER", folder)
        patch.setattr(statistics, "DRAWS", 20)
        for function in kept:
            function.cache_clear()
        yield cache(lambda name: run.MEASURES[name](bench(name)))
    for function in kept:
        function.cache_clear()


def bench(name: str) -> Bench:
    encoder = WordEncoder()
    claims = fit_to_index(plan.register(name)).claims
    vectors = encoder.encode([passage(claim) for claim in claims], kind="passage")
    shelf = Shelf(claims, vectors, model_id=encoder.model_id)
    searcher = Searcher(shelf, encoder)
    beside = [
        peers.Bm25(claims, english=False),
        peers.Dice(claims),
        peers.Cosine(vectors, kept=encoder, raw=encoder),
    ]
    return Bench(name, claims, shelf, encoder, searcher, searcher, beside, {})


def result(name: str, found: Measured) -> run.Result:
    return run.Result(
        set=name,
        folder=plan.folder(name),
        date="2026-01-01T00:00+00:00",
        fingerprint="f",
        command="",
        encoder="words-1",
        ranker="1",
        trained_on=[],
        packages={"source": "here"},
        machine=versions.machine(0.0),
        seconds=1.0,
        measured=found,
    )


@pytest.mark.parametrize("name", [name for name in run.MEASURES if name not in plan.UNACCOMPANIED])
def test_every_set_gives_figures_of_ours_and_of_every_peer(name: str, measured: Callable[[str], Measured]) -> None:
    found = measured(name)
    assert found.figures
    for figure in found.figures:
        assert figure.queries > 0, figure.name
        assert OURS in figure.by, figure.name
        assert len(figure.by) > 3, figure.name
    assert set(found.milliseconds) == {OURS, "bm25", "dice", "cosine"}


def test_repeats_of_every_claim_are_found_and_nothing_is_where_the_claims_are_gone(
    measured: Callable[[str], Measured],
) -> None:
    found = measured("tweets")
    by_name = {figure.name: figure for figure in found.figures}
    assert by_name["dev S@1"].by[OURS].value == 1.0
    (both,) = (row for row in found.answers if row.goal)
    assert (both.queries, both.answerable) == (SIZE, SIZE // 2)
    assert found.notes["claims removed"] == SIZE // 2


def test_both_checks_of_a_claim_are_right_and_both_go(measured: Callable[[str], Measured]) -> None:
    found = measured("twice")
    assert found.claims == 2 * measured("tweets").claims
    assert found.figures[0].by[OURS].value == 1.0
    (only,) = found.answers
    assert (only.queries, only.answerable) == (SIZE, SIZE // 2)
    assert only.right == only.answered > 0


def test_training_messages_of_other_sets_that_repeat_a_reported_one_are_counted(
    measured: Callable[[str], Measured],
) -> None:
    overlaps = measured("debates").overlaps
    assert overlaps[f"{sets.TWEETS}, train"] == SIZE
    assert overlaps[f"{sets.DEBATES}, train"] == 0  # there, these messages are the reported ones themselves


def test_every_goal_of_accuracy_is_measured_somewhere(measured: Callable[[str], Measured]) -> None:
    goals = ""
    for name in ("tweets", "debates", "posts", "vietnamese", "flores", "perturbed"):
        found = measured(name)
        goals += " ".join(entry.goal for entry in (*found.figures, *found.answers)) + " "
    assert [number for number in range(1, 12) if f"E{number} " not in goals] == []


def test_the_page_is_made_of_the_results(
    measured: Callable[[str], Measured], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "HERE", tmp_path)
    for name in ("tweets", "posts", "perturbed"):
        run._write(tmp_path / "results" / f"{name}.json", result(name, measured(name)))
    before = asdict(result("tweets", Measured(1)))
    before["measured"]["figures"] = [{"name": "dev MAP@5", "by": {OURS: {"value": 0.123}}}]
    (tmp_path / "results/before/again").mkdir(parents=True)
    (tmp_path / "results/before/again/tweets.json").write_text(json.dumps(before))
    page = table.figures()
    assert "| dev MAP@5 | 12 |  | **1.000** (1.000 to 1.000) | 0.123 |" in page
    assert "E10 <= .02" in page
    first = measured("tweets").answers[0]
    assert f"| {first.name} | 12 | {first.right} of {first.answered} = " in page
    assert "### posts" in page


def test_a_set_measured_by_these_versions_is_known_again_and_a_torn_file_is_not(tmp_path: Path) -> None:
    path = tmp_path / "tweets.json"
    run._write(path, result("tweets", Measured(1)))
    assert run._kept(path)["fingerprint"] == "f"
    path.write_text(path.read_text()[:40])
    assert run._kept(path) == {}


def test_the_fingerprint_changes_with_the_ranker(tmp_path: Path) -> None:
    (tmp_path / "ranker.txt").write_text("another")
    assert versions.fingerprint() == versions.fingerprint()
    assert versions.fingerprint(tmp_path) != versions.fingerprint()
