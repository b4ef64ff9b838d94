"""`corrigenda doctor`: checks everything, says how to mend it."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Annotated

import typer
from rich.console import Console

from corrigenda import settings
from corrigenda.cli.boot import boot
from corrigenda.core.exceptions import CorrigendaError
from corrigenda.engine.types import EngineError


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check."""

    check: str
    healthy: bool
    says: str
    mend: str = ""


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Say the findings as JSON.")] = False) -> None:
    """Check the machine, the database, the rules in it, the model, the thresholds and the index; say how to mend each.

    How often each case was asked about is counted again where it is wrong. Exit code 1 when something needs mending.
    """
    findings = [_tried(check) for check in CHECKS]
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False))
    else:
        _show(findings)
    if not all(finding.healthy for finding in findings):
        raise typer.Exit(1)


def _tried(check: Callable[[], Finding]) -> Finding:
    name = check.__name__.strip("_").replace("_", " ")
    try:
        return check()
    except (CorrigendaError, EngineError) as error:
        return Finding(name, healthy=False, says=str(error), mend="The sentence says what to do.")
    except Exception as error:  # a doctor that falls ill tells nothing about the rest
        return Finding(
            name, healthy=False, says=f"{type(error).__name__}: {error}", mend="Mend what stands above first."
        )


def _python() -> Finding:
    version = sys.version.split()[0]
    return Finding("python", healthy=sys.version_info >= (3, 11), says=version, mend="Use Python 3.11 or newer.")


def _folder() -> Finding:
    home = settings.CORRIGENDA_HOME
    parent = next(folder for folder in (home, *home.parents) if folder.exists())
    free = shutil.disk_usage(parent).free
    healthy = os.access(parent, os.W_OK) and free > 500 * 2**20
    return Finding(
        "folder",
        healthy=healthy,
        says=f"{home}: {free // 2**20:,} MB free",
        mend="Make the folder writable and free 500 MB, or choose another with CORRIGENDA_HOME.",
    )


def _database() -> Finding:
    from corrigenda.core.database import check_server

    facts = check_server(boot())
    kind = "embedded" if "host=/" in os.environ["CORRIGENDA_DATABASE_URL"] else "server"
    return Finding("database", healthy=True, says=f"PostgreSQL {facts.version} ({kind}), pgvector {facts.pgvector}")


def _second_person() -> Finding:
    from django.db import connection

    from corrigenda.desk.enforcement import missing_rules

    connection.ensure_connection()
    missing = missing_rules()
    says = f"missing or switched off: {', '.join(missing)}" if missing else "all rules stand in the database"
    return Finding(
        "second person",
        healthy=not missing,
        says=says,
        mend="Somebody changed the database. Restore it from a backup, or ask who switched the triggers off.",
    )


def _encoder() -> Finding:
    from corrigenda.matching import engine_room

    encoder = engine_room.encoder()
    vector = encoder.encode(["ไม่จริง", "không đúng", "not true"], kind="query")
    return Finding("encoder", healthy=vector.shape[1] == encoder.dimensions, says=encoder.model_id)


def _index() -> Finding:
    from corrigenda.matching import engine_room, queries

    made_by, configured = engine_room.index_model()
    if made_by and made_by != configured:
        says = f"made by the encoder {made_by}, but {configured} is configured; answers still come from the former"
        return Finding("index", healthy=False, says=says, mend="Run: corrigenda reindex")
    pending = queries.pending_fact_checks().count()
    total = queries.published().count()
    return Finding(
        "index",
        healthy=pending == 0,
        says=f"{total - pending:,} of {total:,} published fact-checks indexed",
        mend="Run: corrigenda reindex --pending",
    )


def _calibration() -> Finding:
    from corrigenda.matching import calibration

    stale, used = calibration.of_another_ranker(), calibration.in_use()
    own = f"own thresholds for {', '.join(used.groups)}, of {used.made_at:%Y-%m-%d}" if used and used.groups else ""
    if stale is None:
        calibration.groups_of_version(used)
        return Finding("calibration", healthy=True, says=own or "thresholds as shipped")
    ignored = f"those of {stale.made_at:%Y-%m-%d} belong to another ranker or encoder and are not used"
    return Finding(
        "calibration",
        healthy=False,
        says=f"{own or 'thresholds as shipped'}; {ignored}",
        mend="Run: corrigenda calibrate",
    )


def _queue() -> Finding:
    from procrastinate.contrib.django.models import ProcrastinateJob

    failed = ProcrastinateJob.objects.filter(status="failed").count()
    todo = ProcrastinateJob.objects.filter(status="todo").count()
    return Finding(
        "queue",
        healthy=failed == 0,
        says=f"{todo:,} jobs wait, {failed:,} failed",
        mend="Look into the worker's log for why; a failed job stays in the queue's table.",
    )


def _demand() -> Finding:
    from corrigenda.desk import actions

    while actions.count_news(most=100_000):  # asked since, which nobody has miscounted
        pass
    wrong = actions.count_again()
    mended = "1 case was miscounted; it is" if wrong == 1 else f"{wrong:,} cases were miscounted; they are"
    says = f"{mended} counted anew" if wrong else "the figures of every case are right"
    return Finding("demand", healthy=True, says=says)


def _members() -> Finding:
    from corrigenda.core.models import Member

    count = Member.objects.filter(is_active=True).count()
    return Finding(
        "members",
        healthy=True,
        says=f"{count} can sign in" + ("; two are needed to publish" if count < 2 else ""),
    )


CHECKS: tuple[Callable[[], Finding], ...] = (
    _python,
    _folder,
    _database,
    _second_person,
    _encoder,
    _index,
    _calibration,
    _queue,
    _demand,
    _members,
)


def _show(findings: list[Finding]) -> None:
    console = Console()
    for finding in findings:
        mark = "[green]✓[/green]" if finding.healthy else "[red]✗[/red]"
        console.print(f"{mark} {finding.check:14} {finding.says}", highlight=False)
        if not finding.healthy and finding.mend:
            console.print(f"  {'':14} → {finding.mend}", highlight=False)
