"""`corrigenda match`: read, index, decide, write; in a schema of its own, so that the desk's data is never touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from corrigenda import __version__, settings
from corrigenda.cli.match.inputs import fingerprint, read_claims, read_queries
from corrigenda.cli.match.output import Inputs, Run
from corrigenda.cli.match.scratch import scratch_schema
from corrigenda.cli.progress import Report, progress_bar
from corrigenda.core.database import ensure_running
from corrigenda.core.exceptions import CorrigendaError
from corrigenda.engine.dense import passage
from corrigenda.engine.encoder import Judge, load_encoder, load_judge
from corrigenda.engine.kept_vectors import KeptVectors
from corrigenda.engine.rerank import load_ranker_for
from corrigenda.engine.search import Searcher
from corrigenda.engine.types import KnownClaim, Query
from corrigenda.matching.store import Store

AT_ONCE = 256  # queries encoded together and written together
CLAIMS_AT_ONCE = 5_000
CUT_SHORT = 3  # exit code: finished, but an input file stops in the middle


class NothingToMatch(CorrigendaError):
    """No claim in the register can be looked up."""

    code = "nothing_to_match"


def match(
    register: Annotated[Path, typer.Option(help="Known claims: CLAIMS.jsonl, plain or gzip.")],
    queries: Annotated[Path, typer.Option(help="Messages: QUERIES.jsonl, plain or gzip.")],
    out: Annotated[Path, typer.Option(help="Where the decisions go: RUN.jsonl.")],
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bars.")] = False,
) -> None:
    """Decide for every message of a file: answer, suggest or none, with up to ten known claims.

    A line that cannot be used is kept with its reason in RUN.refused.jsonl. Stopped and started again with the same
    files it goes on where it was. Exit code 0: done; 1: could not be done; 3: done, but an input file was cut off.
    """
    encoder, ranker = _encoder(), load_ranker_for(settings.CORRIGENDA_MODEL or "")
    inputs = Inputs(
        register=fingerprint(register),
        queries=fingerprint(queries),
        model_id=encoder.model_id,
        ranker=ranker.calibration.version,
        version=__version__,
    )
    run = Run(out, inputs)
    total = sum(1 for _ in read_queries(queries, refuse=run.refuse))
    claims = read_claims(register, refuse=run.refuse)
    if not claims:
        run.finish()
        raise NothingToMatch(f"No claim in {register.name} can be looked up; see {run.refused_path.name}.")
    done = run.begin()
    if done < total:
        url = ensure_running(settings.CORRIGENDA_HOME)
        with scratch_schema(url) as (connection, schema):
            store = Store(connection, schema=schema)
            _index(store, claims, encoder=encoder, quiet=quiet)
            todo = islice(read_queries(queries, refuse=run.refuse), done, None)
            with progress_bar("Matching", quiet=quiet) as report:
                searcher = Searcher(store, encoder, judge=_judge(), ranker=ranker)
                _decide(todo, run=run, searcher=searcher, report=_from(report, done, total))
    _say_how_it_went(run, total)


def _encoder() -> KeptVectors:
    cache = settings.CORRIGENDA_HOME / "model"
    encoder = load_encoder(model=settings.CORRIGENDA_MODEL, cache=cache)
    return KeptVectors(encoder, folder=settings.CORRIGENDA_HOME / "vectors")


def _judge() -> Judge:
    return load_judge(cache=settings.CORRIGENDA_HOME / "model")


def _index(store: Store, claims: Sequence[KnownClaim], *, encoder: KeptVectors, quiet: bool) -> None:
    done = 0
    with progress_bar("Encoding claims", quiet=quiet) as report:

        def add(more: int) -> None:
            nonlocal done
            done += more
            report(done, len(claims))

        vectors = encoder.encode([passage(claim) for claim in claims], kind="passage", progress=add)
    store.create(dimensions=encoder.dimensions)
    with progress_bar("Indexing claims", quiet=quiet) as report:
        for start in range(0, len(claims), CLAIMS_AT_ONCE):
            part = slice(start, start + CLAIMS_AT_ONCE)
            store.add(claims[part], vectors[part], model_id=encoder.model_id)
            report(min(start + CLAIMS_AT_ONCE, len(claims)), len(claims))
        store.settle()


def _decide(todo: Iterator[Query], *, run: Run, searcher: Searcher, report: Report) -> None:
    done = 0
    with run.out.open("a", encoding="utf-8") as file:
        while chunk := list(islice(todo, AT_ONCE)):
            for query, vectors in zip(chunk, searcher.encode(chunk), strict=True):
                run.write(file, query.id, searcher.decide(query, vectors=vectors))
            file.flush()
            done += len(chunk)
            report(done, 0)


def _from(report: Report, done: int, total: int) -> Report:
    """A report that counts on from what an earlier run had done."""
    report(done, total)

    def go_on(more: int, _total: int, /) -> None:
        report(done + more, total)

    return go_on


def _say_how_it_went(run: Run, total: int) -> None:
    refused = run.finish()
    typer.echo(f"{total} messages decided: {run.out}", err=True)
    if refused:
        typer.echo(f"{len(refused)} lines were not used; see {run.refused_path}", err=True)
    if cut := [entry for entry in refused if entry.reason == "cut_off"]:
        typer.secho(f"{cut[0].file} stops in the middle, near line {cut[0].line}.", err=True, fg="red")
        raise typer.Exit(CUT_SHORT)
