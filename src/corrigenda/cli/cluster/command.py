"""`corrigenda cluster`: read, encode, compare, write. Vectors are kept, so a run that was stopped goes on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from corrigenda import settings
from corrigenda.cli.cluster.output import Outcome, write_clusters
from corrigenda.cli.match.inputs import read_queries
from corrigenda.cli.match.lines import Refused
from corrigenda.cli.progress import progress_bar
from corrigenda.engine.cluster import Background, Clusters, Said, load_fitted, say
from corrigenda.engine.dense import windows
from corrigenda.engine.encoder import load_encoder
from corrigenda.engine.kept_vectors import KeptVectors
from corrigenda.engine.types import Query

ENCODED_AT_ONCE = 2_048
COMPARED_AT_ONCE = 256
CUT_SHORT = 3  # exit code: finished, but the input file stops in the middle


def cluster(
    messages: Annotated[Path, typer.Option(help="Messages: MESSAGES.jsonl, plain or gzip.")],
    out: Annotated[Path, typer.Option(help="Where the clusters go: CLUSTERS.jsonl.")],
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress bars.")] = False,
) -> None:
    """Say for every message of a file which cluster it belongs to: messages of one cluster carry one claim.

    Clusters are numbered as they first appear: c1, c2. A line that cannot be used is kept with its reason in
    CLUSTERS.refused.jsonl. Stopped and started again, it goes on where it was. Exit code 0: done; 1: could not be done;
    3: done, but the input file was cut off.
    """
    refused: dict[Refused, None] = {}
    queries = list(read_queries(messages, refuse=lambda line: refused.setdefault(line)))
    said = _said(queries, quiet=quiet)
    named = _clusters(said, quiet=quiet)
    outcome = Outcome([query.id for query in queries], named, list(refused))
    refused_path = write_clusters(out, outcome)
    typer.echo(f"{len(queries)} messages in {len(set(named))} clusters: {out}", err=True)
    if refused:
        typer.echo(f"{len(refused)} lines were not used; see {refused_path}", err=True)
    if cut := [line for line in refused if line.reason == "cut_off"]:
        typer.secho(f"{cut[0].file} stops in the middle, near line {cut[0].line}.", err=True, fg="red")
        raise typer.Exit(CUT_SHORT)


def _encoder() -> KeptVectors:
    encoder = load_encoder(model=settings.CORRIGENDA_MODEL, cache=settings.CORRIGENDA_HOME / "model")
    return KeptVectors(encoder, folder=settings.CORRIGENDA_HOME / "vectors")


def _said(queries: Sequence[Query], *, quiet: bool) -> list[Said]:
    if not queries:
        return []
    encoder = _encoder()
    said: list[Said] = []
    with progress_bar("Reading messages", quiet=quiet) as report:
        for start in range(0, len(queries), ENCODED_AT_ONCE):
            texts = [query.text for query in queries[start : start + ENCODED_AT_ONCE]]
            parts = [windows(text) for text in texts]
            vectors = encoder.encode([part for several in parts for part in several], kind="query")
            ends = np.cumsum([len(several) for several in parts])[:-1]
            said.extend(say(text, own) for text, own in zip(texts, np.split(vectors, ends), strict=True))
            report(len(said), len(queries))
    return said


def _clusters(said: Sequence[Said], *, quiet: bool) -> list[int]:
    fitted = load_fitted()
    clusters = Clusters(Background.of(said, usual=fitted.usual), fitted)
    with progress_bar("Comparing messages", quiet=quiet) as report:
        for start in range(0, len(said), COMPARED_AT_ONCE):
            clusters.add(said[start : start + COMPARED_AT_ONCE])
            report(len(clusters), len(said))
    return clusters.named()
