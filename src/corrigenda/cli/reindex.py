"""`corrigenda reindex`: drop everything derived and build it again."""

import json
import time
from typing import Annotated

import typer

from corrigenda.cli.boot import boot
from corrigenda.cli.progress import progress_bar


def reindex(
    pending: Annotated[
        bool, typer.Option("--pending", help="Only take in what is new or changed, and drop nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Say the outcome as JSON.")] = False,
) -> None:
    """Build the search index again from the register.

    Vectors and postings are derived; dropping them loses nothing. Needed after changing CORRIGENDA_MODEL.
    """
    boot()
    from corrigenda.matching import actions

    began = time.monotonic()
    with progress_bar("Indexing fact-checks", quiet=as_json) as report:
        count = actions.bring_up_to_date(wait=True, progress=report) if pending else actions.reindex(progress=report)
    seconds = round(time.monotonic() - began, 1)
    if as_json:
        typer.echo(json.dumps({"indexed": count, "seconds": seconds}))
    else:
        typer.echo(f"{count:,} fact-checks indexed in {seconds} s.")
