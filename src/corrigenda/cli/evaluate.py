"""`corrigenda evaluate`: how good a run is, by published judgements."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import Console
from rich.table import Table

from corrigenda.cli.match.lines import FileUnreadable, Refused, Row, rows
from corrigenda.core.exceptions import CorrigendaError
from corrigenda.engine import evaluate as measures
from corrigenda.engine.evaluate import Interval, Judged
from corrigenda.engine.types import Outcome


class NothingToEvaluate(CorrigendaError):
    """No query of the run has a judgement."""

    code = "nothing_to_evaluate"


@dataclass(frozen=True, slots=True)
class Figures:
    """What is printed. Ranking figures are means over all judged queries; ``answers_right`` and the calibration
    error are over what was judged, where a claim without a label counts as wrong."""

    queries: int
    map_at_5: Interval
    success_at_1: Interval
    success_at_5: Interval
    success_at_10: Interval
    recall_at_10: Interval
    answered: int
    suggested: int
    none: int
    answers_right: float
    answer_coverage: float
    calibration_error: float


def evaluate(
    run: Annotated[Path, typer.Argument(help="RUN.jsonl, as `corrigenda match` wrote it.", exists=True)],
    qrels: Annotated[Path, typer.Option(help="Right pairs, tab-separated: query_id, claim_id.", exists=True)],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object instead of a table.")] = False,
) -> None:
    """Measure a run: ranking, automatic answers, calibration, each ranking figure with its 95 % interval."""
    right = read_qrels(qrels)
    decided = [entry for entry in read_run(run) if entry.query_id in right]
    if not decided:
        raise NothingToEvaluate(f"No query of {run.name} has a judgement in {qrels.name}.")
    figures = measured(decided, right)
    if as_json:
        typer.echo(json.dumps(asdict(figures), indent=1))
    else:
        Console().print(_table(figures, run.name))


def measured(run: list[Judged], right: measures.Judgements) -> Figures:
    """All figures of a run."""

    def mean(values: list[float]) -> Interval:
        return measures.mean_with_interval(values)

    automatic = measures.automatic_answers(run, right)
    firsts = [entry for entry in run if entry.claim_ids and entry.probabilities]
    return Figures(
        queries=len(right),
        map_at_5=mean(measures.per_query(run, right, lambda ranked, ids: measures.average_precision(ranked, ids, k=5))),
        success_at_1=mean(measures.per_query(run, right, lambda ranked, ids: measures.success(ranked, ids, k=1))),
        success_at_5=mean(measures.per_query(run, right, lambda ranked, ids: measures.success(ranked, ids, k=5))),
        success_at_10=mean(measures.per_query(run, right, lambda ranked, ids: measures.success(ranked, ids, k=10))),
        recall_at_10=mean(measures.per_query(run, right, lambda ranked, ids: measures.recall(ranked, ids, k=10))),
        answered=automatic.answered,
        suggested=sum(entry.outcome == "suggest" for entry in run),
        none=sum(entry.outcome == "none" for entry in run),
        answers_right=automatic.precision,
        answer_coverage=automatic.coverage,
        calibration_error=measures.calibration_error(
            [entry.probabilities[0] for entry in firsts],
            [entry.claim_ids[0] in right[entry.query_id] for entry in firsts],
        ),
    )


def read_qrels(path: Path) -> dict[str, set[str]]:
    """Right claims by query; the header line may be there or not. Raises FileUnreadable."""
    right: defaultdict[str, set[str]] = defaultdict(set)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise FileUnreadable(f"{path} cannot be read as text: {problem}.") from problem
    for number, line in enumerate(lines, start=1):
        fields = line.split("\t")
        if not line.strip() or fields[0] == "query_id":
            continue
        if len(fields) < 2:
            raise FileUnreadable(f"{path.name}, line {number}: two columns with a tab between are needed.")
        right[fields[0]].add(fields[1])
    return dict(right)


def read_run(path: Path) -> list[Judged]:
    """The decisions of a run file. Raises FileUnreadable at the first line that is not one."""
    return [_judged(path, row) for row in rows(path)]


def _judged(path: Path, row: Row | Refused) -> Judged:
    if isinstance(row, Row):
        query_id, outcome, hits = (row.fields.get(name) for name in ("query_id", "decision", "hits"))
        if isinstance(query_id, str) and outcome in get_args(Outcome) and isinstance(hits, list):
            ids = tuple(str(hit["claim_id"]) for hit in hits)
            probabilities = tuple(float(hit.get("probability") or 0) for hit in hits)
            return Judged(query_id, outcome, ids, probabilities)  # type: ignore[arg-type]
    raise FileUnreadable(f"{path.name}, line {row.line}: this is not a line of a run.")


def _table(figures: Figures, title: str) -> Table:
    table = Table("figure", "value", "95 % interval", title=title)
    for name, value in ((name, getattr(figures, name)) for name in Figures.__slots__):
        words = name.replace("map", "MAP").replace("_at_", "@").replace("_", " ")
        if isinstance(value, Interval):
            table.add_row(words, f"{value.value:.3f}", f"{value.low:.3f} to {value.high:.3f}")
        else:
            table.add_row(words, f"{value:.3f}" if isinstance(value, float) else str(value), "")
    return table
