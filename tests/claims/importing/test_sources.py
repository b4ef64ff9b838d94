"""What is to be read is found: files, folders, addresses."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from corrigenda.claims.importing.reading import read
from corrigenda.claims.importing.records import ImportedFactCheck, Source
from corrigenda.claims.importing.sources import (
    NothingToImport,
    fetched_source,
    is_address,
    local_sources,
    publisher_for,
)
from corrigenda.core.fetch import FetchFailed, FetchPolicy
from tests.claims.importing.readers import review
from tests.core.web_server import Site, running_site


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


@pytest.fixture
def policy(site: Site) -> FetchPolicy:
    return FetchPolicy(ports=frozenset({site.port}), exempt=frozenset({"127.0.0.1"}), resolver=lambda *_: ["127.0.0.1"])


def test_a_folder_gives_its_readable_files_in_order(tmp_path: Path) -> None:
    for name in ("b.json", "a/ก.jsonl.gz", "a/page.HTML", "notes.txt", ".hidden/x.json", ".x.json", "c.csv"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("{}")
    (tmp_path / "d.json").mkdir()
    names = [str(source.path.relative_to(tmp_path)) for source in local_sources(tmp_path)]
    assert names == ["a/page.HTML", "a/ก.jsonl.gz", "b.json"]


def test_a_file_is_taken_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "tin.dat"
    path.write_text("{}")
    assert [source.path for source in local_sources(path)] == [path]


def test_nothing_there_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(NothingToImport, match="There is no file or folder"):
        local_sources(tmp_path / "gone")
    with pytest.raises(NothingToImport, match=r"No file in .* ends in \.json"):
        local_sources(tmp_path)
    with pytest.raises(NothingToImport, match="neither a file nor a folder"):
        local_sources(Path("/dev/zero"))


def test_an_address_is_told_from_a_path() -> None:
    assert is_address("https://check.example.org/feed")
    assert is_address("file:///etc/passwd")
    assert not is_address("C:/feed.json")
    assert not is_address("feed.json")


def test_a_page_at_an_address_is_read_with_its_links_completed(site: Site, policy: FetchPolicy, tmp_path: Path) -> None:
    script = json.dumps(review(url="/vi/1"))
    body = f'<html><script type="application/ld+json">{script}</script></html>'.encode()
    site.answers["/old"] = (302, {"Location": "/new/"}, b"")
    site.answers["/new/"] = (200, {"Content-Type": "text/html; charset=utf-8"}, body)
    address = site.url("/old", host="check.example.org")
    (record,) = read(fetched_source(address, tmp_path, policy=policy))
    assert isinstance(record, ImportedFactCheck)
    assert record.url == f"http://check.example.org:{site.port}/vi/1"


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1/", "http://localhost/", "http://[::1]/feed"]
)
def test_an_address_inside_is_not_read(tmp_path: Path, address: str) -> None:
    with pytest.raises(FetchFailed):
        fetched_source(address, tmp_path, policy=FetchPolicy())


def test_records_without_publisher_are_called_after_where_they_came_from() -> None:
    assert publisher_for(Source(Path("x"), "https://check.example.org/feed.json")) == "check.example.org"
    assert publisher_for(Source(Path("x"), "/tin/ban-kiem-tin/claims.jsonl.gz")) == "ban-kiem-tin"
    assert publisher_for(Source(Path("x"), "/tin/ban-kiem-tin.jsonl")) == "ban-kiem-tin"
