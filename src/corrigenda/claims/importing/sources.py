"""What to read: a file, every file of a folder, or what an address holds."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from corrigenda.claims.importing.records import Source
from corrigenda.core.exceptions import CorrigendaError
from corrigenda.core.fetch import FetchPolicy, download

SUFFIXES = (".json", ".jsonl", ".ndjson", ".jsonld", ".html", ".htm")
DOWNLOAD_BYTES = 2_000_000_000
DOWNLOAD_SECONDS = 1_800.0


class NothingToImport(CorrigendaError):
    """There is no file to import there."""

    code = "nothing_to_import"


def is_address(place: str) -> bool:
    """Whether a place is a web address and not a path."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", place) is not None


def local_sources(path: Path) -> list[Source]:
    """A file, or the readable files below a folder, in the order of their names. Raises NothingToImport."""
    if path.is_file():
        return [Source(path, str(path))]
    if not path.exists():
        raise NothingToImport(f"There is no file or folder {path}.")
    if not path.is_dir():
        raise NothingToImport(f"{path} is neither a file nor a folder.")
    found = [Source(file, str(file)) for file in sorted(_files_below(path))]
    if not found:
        raise NothingToImport(f"No file in {path} ends in {', '.join(SUFFIXES)} (or in one of these and .gz).")
    return found


def fetched_source(url: str, folder: Path, *, policy: FetchPolicy | None = None) -> Source:
    """What an address holds, written into `folder`. Raises a FetchFailed."""
    loaded = download(
        url, folder / "download", max_bytes=DOWNLOAD_BYTES, timeout_seconds=DOWNLOAD_SECONDS, policy=policy
    )
    return Source(loaded.path, url, base_url=loaded.final_url, charset=loaded.charset)


def publisher_for(source: Source) -> str:
    """A name for records that do not say whose they are: the site, the folder or the file they came from."""
    if is_address(source.label):
        return urlsplit(source.label).hostname or source.label
    path = Path(source.label).resolve()
    stem = path.name.split(".")[0]
    return path.parent.name if stem.lower() in _EMPTY_NAMES and path.parent.name else stem


_EMPTY_NAMES = {"", "claims", "data", "dump", "download", "export", "factchecks", "fact-checks", "index"}


def _files_below(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.name.lower().removesuffix(".gz").endswith(SUFFIXES) and path.is_file():
            yield path
