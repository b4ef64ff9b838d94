"""The guarded client reads what it may, within size and time, and says what went wrong."""

import gzip
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from corrigenda.core.fetch import (
    FetchFailed,
    FetchPolicy,
    FetchTooLarge,
    FetchTooSlow,
    PageUnavailable,
    TooManyRedirects,
    WrongMediaType,
    download,
    fetch,
)
from tests.core.web_server import Site, bomb, running_site

TEXT = "Uống nước chanh không chữa được ung thư. น้ำมะนาวรักษามะเร็งไม่ได้".encode()


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


@pytest.fixture
def policy(site: Site) -> FetchPolicy:
    return FetchPolicy(
        ports=frozenset({site.port}),
        exempt=frozenset({"127.0.0.1"}),
        resolver=lambda *_: ["127.0.0.1"],
        about_url="https://desk.example/about/",
    )


def test_a_page_is_read_with_its_type_and_charset(site: Site, policy: FetchPolicy) -> None:
    site.answers["/a"] = (200, {"Content-Type": "Text/HTML; charset=UTF-8"}, TEXT)
    page = fetch(site.url("/a"), policy=policy)
    assert (page.body, page.media_type, page.charset.lower()) == (TEXT, "text/html", "utf-8")


def test_a_redirect_is_followed_and_the_last_address_is_told(site: Site, policy: FetchPolicy) -> None:
    site.answers["/a"] = (301, {"Location": "../b?x=1"}, b"")
    site.answers["/b?x=1"] = (200, {}, TEXT)
    page = fetch(site.url("/a"), policy=policy)
    assert (page.url, page.final_url) == (site.url("/a"), site.url("/b?x=1"))


def test_the_site_learns_who_asks_and_nothing_else(
    site: Site, policy: FetchPolicy, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ana password secret\n")
    netrc.chmod(0o600)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    monkeypatch.setenv("NETRC", str(netrc))
    site.answers["/a"] = (302, {"Location": "/b", "Set-Cookie": "who=cy; Path=/"}, b"")
    site.answers["/b"] = (200, {}, TEXT)
    fetch(site.url("/a", host="news.example"), policy=policy)
    assert [path for path, _ in site.asked] == ["/a", "/b"]
    headers = site.asked[1][1]
    assert headers["User-Agent"].startswith("corrigenda/")
    assert headers["User-Agent"].endswith("(+https://desk.example/about/)")
    assert headers["Host"] == f"news.example:{site.port}"
    assert {"Cookie", "Authorization", "Referer", "Proxy-Authorization"}.isdisjoint(headers)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_packed_page_is_unpacked(site: Site, policy: FetchPolicy, encoding: str) -> None:
    packed = gzip.compress(TEXT * 5000) if encoding == "gzip" else zlib.compress(TEXT * 5000)
    site.answers["/a"] = (200, {"Content-Encoding": encoding}, packed)
    assert fetch(site.url("/a"), policy=policy).body == TEXT * 5000


def test_a_decompression_bomb_is_stopped_at_the_limit(site: Site, policy: FetchPolicy) -> None:
    site.answers["/bomb"] = (200, {"Content-Encoding": "gzip"}, bomb(200))
    with pytest.raises(FetchTooLarge):
        fetch(site.url("/bomb"), policy=policy, max_bytes=1_000_000)


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "compress", "nonsense"])
def test_a_packing_we_did_not_ask_for_is_refused(site: Site, policy: FetchPolicy, encoding: str) -> None:
    site.answers["/a"] = (200, {"Content-Encoding": encoding}, gzip.compress(gzip.compress(TEXT)))
    with pytest.raises(FetchFailed):
        fetch(site.url("/a"), policy=policy)


@pytest.mark.parametrize("body", [gzip.compress(TEXT)[:-9], b"\x1f\x8b not gzip at all"])
def test_a_cut_or_broken_packed_page_is_an_error(site: Site, policy: FetchPolicy, body: bytes) -> None:
    site.answers["/a"] = (200, {"Content-Encoding": "gzip"}, body)
    with pytest.raises(FetchFailed):
        fetch(site.url("/a"), policy=policy)


def test_an_endless_page_is_stopped_at_the_limit(site: Site, policy: FetchPolicy) -> None:
    with pytest.raises(FetchTooLarge):
        fetch(site.url("/endless"), policy=policy, max_bytes=3_000_000)


def test_an_announced_size_over_the_limit_is_refused_unread(site: Site, policy: FetchPolicy) -> None:
    site.answers["/a"] = (200, {"Content-Length": "99999999999"}, b"x")
    with pytest.raises(FetchTooLarge):
        fetch(site.url("/a"), policy=policy, max_bytes=1000)


@pytest.mark.parametrize("path", ["/drip", "/headers-drip"])
def test_a_site_that_drips_is_left_at_the_deadline(site: Site, policy: FetchPolicy, path: str) -> None:
    begun = time.monotonic()
    with pytest.raises(FetchTooSlow):
        fetch(site.url(path), policy=policy, timeout_seconds=0.5)
    assert time.monotonic() - begun < 3


def test_a_name_service_that_hangs_is_left_at_the_deadline(site: Site) -> None:
    def hanging(*_: object) -> list[str]:
        time.sleep(5)
        return ["127.0.0.1"]

    begun = time.monotonic()
    with pytest.raises(FetchFailed):
        fetch(
            site.url(),
            policy=FetchPolicy(ports=frozenset({site.port}), resolver=hanging, exempt=frozenset({"127.0.0.1"})),
            timeout_seconds=0.4,
        )
    assert time.monotonic() - begun < 3


def test_a_redirect_loop_ends(site: Site, policy: FetchPolicy) -> None:
    site.answers["/a"] = (302, {"Location": "/b"}, b"")
    site.answers["/b"] = (302, {"Location": "/a"}, b"")
    with pytest.raises(TooManyRedirects):
        fetch(site.url("/a"), policy=policy)
    assert len(site.asked) == 6


def test_a_redirect_to_nowhere_is_an_error(site: Site, policy: FetchPolicy) -> None:
    site.answers["/a"] = (302, {}, b"")
    with pytest.raises(FetchFailed):
        fetch(site.url("/a"), policy=policy)


@pytest.mark.parametrize(("status", "permanent"), [(404, True), (410, True), (429, False), (500, False), (503, False)])
def test_only_some_refusals_by_the_site_are_worth_another_try(
    site: Site, policy: FetchPolicy, status: int, permanent: bool
) -> None:
    site.answers["/a"] = (status, {}, b"")
    with pytest.raises(PageUnavailable) as caught:
        fetch(site.url("/a"), policy=policy)
    assert (caught.value.status, caught.value.permanent) == (status, permanent)
    assert str(status) in caught.value.sentence


def test_another_kind_of_file_than_asked_for_is_refused(site: Site, policy: FetchPolicy) -> None:
    site.answers["/a"] = (200, {"Content-Type": "video/mp4"}, b"")
    with pytest.raises(WrongMediaType):
        fetch(site.url("/a"), policy=policy, accept=("text/html", "application/json"))
    assert "text/html, application/json" in site.asked[0][1]["Accept"]


def test_a_closed_port_is_an_error_that_may_pass(policy: FetchPolicy) -> None:
    with running_site() as gone:
        url, port = gone.url(), gone.port
    closed = FetchPolicy(ports=frozenset({port}), exempt=policy.exempt, resolver=policy.resolver)
    with pytest.raises(FetchFailed) as caught:
        fetch(url, policy=closed)
    assert not caught.value.permanent


def test_a_download_is_written_to_disk_within_the_limit(site: Site, policy: FetchPolicy, tmp_path: Path) -> None:
    site.answers["/dump"] = (200, {"Content-Type": "application/json"}, TEXT * 1000)
    loaded = download(site.url("/dump"), tmp_path / "dump", max_bytes=10**7, timeout_seconds=5, policy=policy)
    assert loaded.path.read_bytes() == TEXT * 1000
    assert loaded.bytes_written == len(TEXT * 1000)
    with pytest.raises(FetchTooLarge):
        download(site.url("/dump"), tmp_path / "dump", max_bytes=1000, timeout_seconds=5, policy=policy)
