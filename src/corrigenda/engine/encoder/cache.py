"""The converted model on disk: made once, checked at every load, made again when it is damaged.

A folder is written under another name and renamed when it is whole, so a reader sees all of it or nothing. Whoever
converts holds a lock, so two processes that start together convert once.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from corrigenda.engine.types import EngineError

MODEL, JUDGE, TOKENISER, MANIFEST = "model.onnx", "judge.onnx", "tokenizer.json", "manifest.json"
Tell = Callable[[str], None]  # told in a few words what is being done


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file of a converted model, as it must be found again."""

    name: str
    size: int
    sha256: str


def ensure(folder: Path, *, make: Callable[[Path], None]) -> Path:
    """The folder, whole: as it was kept, or filled anew by ``make``, which gets an empty folder.

    Raises EngineError (``cache_unwritable``) when the disk is full, read-only or not ours.
    """
    if is_whole(folder):
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _lock(folder):
            if not is_whole(folder):
                _replace(folder, make=make)
    except OSError as error:
        raise EngineError(
            f"The encoder cannot be kept in {folder.parent}: {error.strerror or error}. "
            "It needs 150 MB of writable space there.",
            code="cache_unwritable",
            permanent=False,
        ) from error
    return folder


def clear_away(folder: Path, *, family: str, spare: int = 1) -> None:
    """Delete what earlier versions converted beside ``folder``, but for the newest ``spare``.

    The one before stays, for whoever goes back a version. What cannot be deleted stays too: it is only space.
    """
    others = [other for other in folder.parent.glob(f"{family}-*") if other != folder and (other / MANIFEST).is_file()]
    others.sort(key=lambda other: (other / MANIFEST).stat().st_mtime, reverse=True)
    for old in others[spare:]:
        shutil.rmtree(old, ignore_errors=True)


def is_whole(folder: Path) -> bool:
    """Whether every file that the manifest names is there with its size and its checksum."""
    try:
        entries = json.loads((folder / MANIFEST).read_text("utf-8"))
        files = [KeptFile(**entry) for entry in entries]
        if not files:
            return False
        # The sizes first: a cut file is found without reading it.
        return all((folder / kept.name).stat().st_size == kept.size for kept in files) and all(
            _sha256(folder / kept.name) == kept.sha256 for kept in files
        )
    except (OSError, ValueError, TypeError):
        return False


def _replace(folder: Path, *, make: Callable[[Path], None]) -> None:
    for left in folder.parent.glob(f".{folder.name}.part-*"):
        shutil.rmtree(left, ignore_errors=True)
    part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.part-", dir=folder.parent))
    try:
        make(part)
        _write_manifest(part)
        if folder.exists():
            shutil.rmtree(folder)
        os.replace(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _write_manifest(folder: Path) -> None:
    files = sorted(path for path in folder.iterdir() if path.is_file())
    entries = [asdict(KeptFile(path.name, path.stat().st_size, _sha256(path))) for path in files]
    with (folder / MANIFEST).open("w", encoding="utf-8") as file:
        json.dump(entries, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    with (folder.parent / f".{folder.name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
