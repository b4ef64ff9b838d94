"""`corrigenda seed`: a made-up desk of any size, for looking, for practice and for measuring."""

import json
import time
from dataclasses import asdict
from typing import Annotated

import typer

from corrigenda.cli.boot import boot
from corrigenda.cli.progress import progress_bar


def seed(
    messages: Annotated[int, typer.Option(min=0, max=5_000_000, help="How many messages.")] = 2_000,
    checks: Annotated[int, typer.Option(min=0, max=1_000_000, help="How many published fact-checks.")] = 500,
    number: Annotated[
        int, typer.Option("--seed", min=1, max=9_999, help="Which desk: the same number makes the same one.")
    ] = 1,
    into_this_desk: Annotated[
        bool, typer.Option("--into-this-desk", help="Also on a desk that holds work. It cannot be taken out again.")
    ] = False,
    no_index: Annotated[
        bool, typer.Option("--no-index", help="Leave indexing the fact-checks to the worker; it takes longest.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Say the outcome as JSON, without progress bars.")] = False,
) -> None:
    """Fill an empty desk with made-up messages, cases and fact-checks in English, Vietnamese and Thai.

    Made by rule, the same for the same --seed; nothing is sent to anybody, and nothing is fetched.

    All of it is written or nothing. A desk that holds work is refused, unless you say --into-this-desk.
    """
    began = time.monotonic()
    boot()
    from corrigenda.demo.seed import Size, seed_desk

    with progress_bar("Writing", quiet=as_json) as report:
        made = seed_desk(Size(messages, checks, number), anyway=into_this_desk, progress=report)
    indexed = 0 if no_index else _index(quiet=as_json)
    seconds = round(time.monotonic() - began, 1)
    if as_json:
        typer.echo(json.dumps({**asdict(made), "indexed": indexed, "seconds": seconds}))
        return
    typer.echo(
        f"{made.messages:,} messages and {made.requests:,} requests "
        f"in {made.cases:,} cases ({made.open_cases:,} open), {made.fact_checks:,} fact-checks "
        f"({indexed:,} indexed), in {seconds} s."
    )
    typer.echo("To sign in, make yourself a member: corrigenda createuser YOU@EXAMPLE.ORG --role administrator")


def _index(*, quiet: bool) -> int:
    """Make the fact-checks findable; nobody who waits is told."""
    from corrigenda.matching.actions import follow_register

    with progress_bar("Indexing fact-checks", quiet=quiet) as report:
        return follow_register(wait=True, progress=report)
