"""`corrigenda import`: fact-checks that others published come into the register."""

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from corrigenda.cli.boot import boot
from corrigenda.cli.progress import progress_bar

if TYPE_CHECKING:
    from corrigenda.claims.importing.records import Source
    from corrigenda.claims.importing.run import Counts
    from corrigenda.claims.importing.run import Progress as ImportProgress


def import_(
    places: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|FOLDER|URL...",
            help="JSON, JSONL (also .gz), a web page, a DataFeed dump; a folder of them; or an address.",
            show_default=False,
        ),
    ],
    publisher: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Whose fact-checks these are where the records do not say; else the file's or folder's name.",
            show_default=False,
        ),
    ] = "",
    encoding: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="How the text is encoded, e.g. cp874; else found out.",
            show_default=False,
        ),
    ] = "",
    no_index: Annotated[
        bool, typer.Option("--no-index", help="Only fill the register; leave indexing to the worker.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Say the outcome as JSON, without progress bars.")] = False,
) -> None:
    """Bring other publishers' fact-checks into the register, and index them.

    Reads ClaimReview (JSON-LD, microdata, DataFeed dumps) and plain JSONL, and finds out which it is.

    Doing it again is harmless: only what is new or changed is written. Stop and start it at any time.

    Records that cannot be taken are kept, with the reason, in CORRIGENDA_HOME/refused.

    Exit code: 0 when something was read, 1 when nothing could be, 2 for a wrong call.
    """
    _check_encoding(encoding)
    began = time.monotonic()
    boot()
    from corrigenda.claims.importing.run import Order, run_import

    order = Order(refused_file=_refused_file(places[0]), publisher=publisher, encoding=encoding)
    with tempfile.TemporaryDirectory(prefix="corrigenda-import-") as folder:
        sources = _sources(places, Path(folder), quiet=as_json)
        with _reading_bar(quiet=as_json) as report:
            counts = run_import(sources, order, progress=report)
    indexed = 0 if no_index else _index(quiet=as_json)
    _say(
        counts,
        order.refused_file,
        as_json=as_json,
        indexed=indexed,
        seconds=round(time.monotonic() - began, 1),
    )
    if not counts.taken:
        raise typer.Exit(1)


def _check_encoding(encoding: str) -> None:
    try:
        "".encode(encoding or "utf-8")
    except LookupError:
        raise typer.BadParameter(f"There is no encoding {encoding}.", param_hint="--encoding") from None


def _sources(places: list[str], folder: Path, *, quiet: bool) -> "list[Source]":
    from corrigenda.claims.importing.sources import fetched_source, is_address, local_sources

    found: list[Source] = []
    for number, place in enumerate(places):
        if not is_address(place):
            found += local_sources(Path(place).expanduser())
            continue
        below = folder / str(number)
        below.mkdir()
        with Console(stderr=True, quiet=quiet).status(f"Fetching {place}"):
            found.append(fetched_source(place, below))
    return found


def _refused_file(place: str) -> Path:
    from django.conf import settings
    from django.utils.text import slugify

    moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    name = slugify(place.rstrip("/").rsplit("/", 1)[-1].split(".")[0])[:40] or "import"
    return Path(settings.CORRIGENDA_HOME) / "refused" / f"{moment}-{name}.jsonl"


@contextmanager
def _reading_bar(*, quiet: bool) -> "Iterator[ImportProgress]":
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[records]:,} records"),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(stderr=True), disable=quiet) as bar:
        task = bar.add_task("Reading fact-checks", total=None, records=0)

        def report(done: int, total: int, records: int) -> None:
            bar.update(task, completed=done, total=total, records=records)

        yield report


def _index(*, quiet: bool) -> int:
    """Make the new fact-checks findable, and answer those who waited for them."""
    from corrigenda.matching import actions

    with progress_bar("Indexing fact-checks", quiet=quiet) as report:
        return actions.bring_up_to_date(wait=True, progress=report)


def _say(counts: "Counts", refused_file: Path, *, as_json: bool, indexed: int, seconds: float) -> None:
    kept = str(refused_file) if counts.refused else None
    if as_json:
        outcome = {
            "new": counts.new,
            "changed": counts.changed,
            "unchanged": counts.unchanged,
            "repeated": counts.repeated,
            "refused": counts.refused,
            "reasons": counts.reasons,
            "refused_file": kept,
            "indexed": indexed,
            "seconds": seconds,
        }
        typer.echo(json.dumps(outcome))
        return
    typer.echo(
        f"{counts.new:,} new, {counts.changed:,} changed, {counts.unchanged:,} unchanged, "
        f"{counts.refused:,} refused; {indexed:,} indexed, in {seconds} s."
    )
    if counts.repeated:
        typer.echo(f"{counts.repeated:,} records stood there more than once and were taken once.")
    if kept:
        from corrigenda.claims.importing.records import REASONS

        for code, count in sorted(counts.reasons.items(), key=lambda pair: -pair[1]):
            typer.echo(f"  {count:,} refused: {REASONS[code]}")
        typer.echo(f"The refused records, with reasons: {kept}")
