"""`corrigenda calibrate`: the thresholds learn from what the desk's own people decided."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table

from corrigenda.cli.boot import boot

if TYPE_CHECKING:
    from corrigenda.matching.actions.calibrate import GroupOutcome, Outcome

WORDS = {
    "fitted": "own threshold",
    "raised": "too many wrong: raised",
    "kept": "nothing speaks against it: kept",
    "too_few": "too few to tell: kept",
}


def calibrate(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Go back to the thresholds before the last ones.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Say the outcome as JSON.")] = False,
) -> None:
    """Fit the thresholds of automatic answers to the matches that your people confirmed and rejected.

    For each language with at least 60 decided messages. Automatic answers stay right in at least 98 of 100; a language
    with too little evidence keeps the thresholds that came with this version. Used from the next message on.
    """
    boot()
    from corrigenda.matching import actions

    if undo:
        before = actions.undo_calibration()
        made = before.made_at.isoformat(timespec="seconds") if before else None
        words = f"The thresholds of {made} are used again." if made else "The shipped thresholds are used again."
        typer.echo(json.dumps({"in_use": made}) if as_json else words)
        return
    outcome = actions.calibrate(dry_run=dry_run)
    if as_json:
        typer.echo(json.dumps(_as_json(outcome), ensure_ascii=False))
    else:
        _show(outcome, dry_run=dry_run)


def _as_json(outcome: Outcome) -> dict[str, object]:
    return {
        "groups": [asdict(each) for each in outcome.groups],
        "of_other_rankers": outcome.of_other_rankers,
        "changed": outcome.changed,
        "stored": outcome.version is not None,
    }


def _show(outcome: Outcome, *, dry_run: bool) -> None:
    console = Console()
    if outcome.groups:
        console.print(_table(outcome.groups))
    else:
        console.print("Nobody has confirmed or rejected a match of this ranker yet.")
    if outcome.of_other_rankers:
        console.print(f"{outcome.of_other_rankers:,} decided pairs are of an earlier ranker or encoder and left out.")
    if outcome.version:
        console.print("Stored, and used from now on. Take it back with: corrigenda calibrate --undo")
    elif outcome.changed and dry_run:
        console.print("Nothing was stored. Without --dry-run it would be used from now on.")
    else:
        console.print("Nothing changes.")


def _table(groups: tuple[GroupOutcome, ...]) -> Table:
    table = Table("language", "decided", "right", "threshold", "right above it", "answers of the right", "")
    for each in groups:
        table.add_row(
            each.group,
            f"{each.decided:,}",
            f"{each.right:,}",
            f"{_probability(each.old_threshold)} → {_probability(each.new_threshold)}",
            "–" if each.precision is None else f"{each.precision:.1%}",
            f"{each.coverage:.1%}",
            WORDS[each.outcome],
        )
    return table


def _probability(threshold: float | None) -> str:
    return "suggests only" if threshold is None else f"{threshold:.3f}"
