"""The encoder beside its peer and beside itself in float32, on one core, in one run.

The peer is the C engine of the package that carries the weights: once as the package ships it, built for any
processor of the kind, and once compiled here, unchanged, with the package's own flags for this very processor.
Run: ``python -m benchmarks.encoder [--json FILE] [--texts N]``.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from benchmarks import sets
from corrigenda.engine.encoder import Encoder, load_encoder
from corrigenda.engine.encoder.graph import build_graph
from corrigenda.engine.encoder.load import MANNER
from corrigenda.engine.encoder.weights import packaged_file, read_packaged

SHORT = 60  # characters: what this benchmark calls a short message
FLAGS = ["-O3", "-funroll-loops", "-ffast-math", "-fopenmp", "-march=native", "-fPIC", "-shared"]
Floats = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Floats]


@dataclass(slots=True)
class Line:
    """One set of messages: rates in messages a second of one core, cosines as mean and worst."""

    name: str
    texts: int
    pieces: float  # per message, ends and prefix included
    ours: float
    peer: float | None  # compiled for this processor
    shipped_peer: float | None  # as the package brings it
    float32: float
    single_ms: float  # one message at a time, median
    single_peer_ms: float | None
    to_float32: tuple[float, float]
    to_peer: tuple[float, float] | None
    alone_to_batch: tuple[float, float]


@dataclass(slots=True)
class Report:
    """What is printed and kept."""

    machine: str
    convert_seconds: float
    open_seconds: float
    cache_megabytes: float
    tokeniser_rate: float
    lines: list[Line] = field(default_factory=list)


class Peer:
    """The packaged C engine through its own interface, texts within its one window of 512 pieces."""

    def __init__(self, library: Path) -> None:
        self._code = ctypes.CDLL(str(library))
        self._code.e5_load.restype = ctypes.c_void_p
        self._code.e5_load.argtypes = [ctypes.c_char_p]
        self._code.e5_embed_batch.argtypes = [
            ctypes.c_void_p,
            ctypes.POINTER(ctypes.c_char_p),
            ctypes.c_int,
            ctypes.c_int,
            ctypes.POINTER(ctypes.c_float),
        ]
        self._model = self._code.e5_load(str(packaged_file()).encode())

    def encode(self, texts: Sequence[str]) -> Floats:
        """Vectors of queries, (texts, 384)."""
        vectors = np.empty((len(texts), 384), np.float32)
        given = (ctypes.c_char_p * len(texts))(*(text.encode("utf-8", "replace") for text in texts))
        target = vectors.ctypes.data_as(ctypes.POINTER(ctypes.c_float))
        self._code.e5_embed_batch(self._model, given, len(texts), 1, target)
        return vectors


def compile_peer(folder: Path) -> Peer | None:
    """The peer, or nothing where there is no C compiler."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        return None
    library = folder / "peer.so"
    source = packaged_file().with_name("e5.c")
    subprocess.run([compiler, *FLAGS, str(source), "-o", str(library), "-lm"], check=True, capture_output=True)
    return Peer(library)


def shipped_peer() -> Peer | None:
    """The peer as it was installed, where it fits this system."""
    for library in packaged_file().parent.glob("_engine*.so"):
        try:
            return Peer(library)
        except OSError:
            continue
    return None


def exact_encoder(fast: Encoder) -> Encoder:
    """The same encoder with float32 arithmetic."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    exact = onnxruntime.InferenceSession(
        build_graph(read_packaged()).SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    return Encoder(exact, fast._tokeniser, manner=MANNER, model_id="exact")


def rate(encode: Encode, texts: Sequence[str]) -> tuple[float, Floats]:
    """Messages a second of processor time, best of two, and the vectors."""
    best, vectors = 0.0, encode(texts[:8])
    for _ in range(2):
        start = time.process_time()
        vectors = encode(texts)
        best = max(best, len(texts) / (time.process_time() - start))
    return best, vectors


def median_ms(encode: Encode, texts: Sequence[str]) -> float:
    """Milliseconds of processor time for one message alone."""
    times = []
    for text in texts:
        start = time.process_time()
        encode([text])
        times.append(time.process_time() - start)
    return 1000 * statistics.median(times)


def agreement(a: Floats, b: Floats) -> tuple[float, float]:
    """Mean and worst cosine of rows of length one."""
    cosines = (a * b).sum(axis=1)
    return float(cosines.mean()), float(cosines.min())


def measure(
    name: str, texts: list[str], *, fast: Encoder, exact: Encoder, peer: Peer | None, shipped: Peer | None
) -> Line:
    """All figures of one set."""

    def ours(texts: Sequence[str]) -> Floats:
        return fast.encode(texts, kind="query")

    speed, vectors = rate(ours, texts)
    exact_speed, wanted = rate(lambda texts: exact.encode(texts, kind="query"), texts)
    peers, peer_vectors = rate(peer.encode, texts) if peer else (None, None)
    few = texts[:40]
    alone = np.concatenate([ours([text]) for text in few])
    # The peer reads long texts to their end, so only those are compared that both read whole.
    whole = [number for number, text in enumerate(texts) if len(fast._pieces(text, "query")) < MANNER.longest]
    return Line(
        name=name,
        texts=len(texts),
        pieces=statistics.mean(len(fast._pieces(text, "query")) for text in texts),
        ours=speed,
        peer=peers,
        shipped_peer=rate(shipped.encode, texts)[0] if shipped else None,
        float32=exact_speed,
        single_ms=median_ms(ours, few),
        single_peer_ms=median_ms(peer.encode, few) if peer else None,
        to_float32=agreement(vectors, wanted),
        to_peer=agreement(vectors[whole], peer_vectors[whole]) if peer_vectors is not None else None,
        alone_to_batch=agreement(alone, vectors[: len(few)]),
    )


def messages(count: int) -> dict[str, list[str]]:
    """Real messages: each set as it comes, and the short ones of all."""
    drawn = np.random.default_rng(0)
    found = {}
    every: list[str] = []
    for name in (sets.TWEETS, sets.POSTS, sets.VIETNAMESE):
        if not sets.present(name):
            print(f"{name}: not on this machine, left out (see CORRIGENDA_DATA)", file=sys.stderr)
            continue
        texts = [query.text for query in sets.queries(name)]
        every += texts
        found[name] = [texts[number] for number in drawn.permutation(len(texts))[:count]]
    short = [text for text in every if len(text) <= SHORT]
    if short:
        found[f"short (<= {SHORT} characters)"] = [short[n] for n in drawn.permutation(len(short))[: 2 * count]]
    return found


def run(count: int) -> Report:
    """Convert, open, and measure every set."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "cache"
        start = time.perf_counter()
        load_encoder(cache=cache)
        converted = time.perf_counter()
        fast = load_encoder(cache=cache)
        opened = time.perf_counter()
        size = sum(path.stat().st_size for path in cache.rglob("*") if path.is_file())
        texts = messages(count)
        some = next(iter(texts.values()), ["?"])
        begun = time.process_time()
        for text in some:
            fast._pieces(text, "query")
        report = Report(
            machine=f"{platform.machine()}, {os.cpu_count()} processors, onnxruntime {onnxruntime.__version__}",
            convert_seconds=converted - start,
            open_seconds=opened - converted,
            cache_megabytes=size / 1e6,
            tokeniser_rate=len(some) / (time.process_time() - begun),
        )
        peer, shipped, exact = compile_peer(Path(folder)), shipped_peer(), exact_encoder(fast)
        for name, chosen in texts.items():
            report.lines.append(measure(name, chosen, fast=fast, exact=exact, peer=peer, shipped=shipped))
    return report


def show(report: Report) -> None:
    """The report, for people: rates of one core, then cosines; a/b is a text alone against the same in a batch."""
    print(f"Encoder on one core ({report.machine})")
    print(f"  converted in {report.convert_seconds:.1f} s, opened in {report.open_seconds:.1f} s,", end=" ")
    print(f"{report.cache_megabytes:.0f} MB on disk, tokeniser {report.tokeniser_rate:,.0f} texts / s")
    head = ("messages", "pieces", "ours/s", "shipped", "times", "native", "times", "f32/s", "one ms", "peer ms")
    cosines = ("cos f32", "worst", "cos peer", "worst", "a/b worst")
    print(f"  {head[0]:26}" + "".join(f"{word:>9}" for word in head[1:] + cosines))
    for line in report.lines:
        speeds: list[float | None] = [line.pieces, line.ours]
        for other in (line.shipped_peer, line.peer):
            speeds += [other, line.ours / other if other else None]
        speeds += [line.float32, line.single_ms, line.single_peer_ms]
        near = (*line.to_float32, *(line.to_peer or (None, None)), line.alone_to_batch[1])
        shown = [f"{value:9.1f}" if value is not None else "        -" for value in speeds]
        shown += [f"{value:9.4f}" if value is not None else "        -" for value in near]
        print(f"  {line.name:26}" + "".join(shown))


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--texts", type=int, default=200, help="messages of each set")
    given = parser.parse_args()
    report = run(given.texts)
    show(report)
    if given.json:
        given.json.write_text(json.dumps(asdict(report), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
