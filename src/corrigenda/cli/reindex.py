"""`corrigenda reindex`: build the index anew beside the one in use, and switch."""

import json
import time
from typing import Annotated

import typer

from corrigenda.cli.boot import boot
from corrigenda.cli.progress import progress_bar


def reindex(
    pending: Annotated[
        bool, typer.Option("--pending", help="Only take in what is new or changed, with the encoder in use.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Say the outcome as JSON.")] = False,
) -> None:
    """Build the search index anew from the register, beside the one in use, and switch when it is whole.

    Needed after changing CORRIGENDA_MODEL. The desk goes on meanwhile with the old index and the old encoder, and goes
    over without a restart. Stopped and started again, it goes on where it was.
    """
    boot()
    from corrigenda.desk.grouping import waiting_message_ids
    from corrigenda.matching import actions
    from corrigenda.matching.actions.group import rebuild_messages

    began = time.monotonic()
    with progress_bar("Indexing fact-checks", quiet=as_json) as report:
        count = actions.bring_up_to_date(wait=True, progress=report) if pending else actions.reindex(progress=report)
    if not pending:
        actions.drop_old_indexes(wait=True)
        rebuild_messages(waiting_message_ids())
    seconds = round(time.monotonic() - began, 1)
    if as_json:
        typer.echo(json.dumps({"indexed": count, "seconds": seconds}))
    else:
        typer.echo(f"{count:,} fact-checks indexed in {seconds} s.")
