"""No fetch reaches inside: hundreds of addresses in disguise, and not one byte arrives."""

from collections.abc import Iterator

import pytest

from corrigenda.core.fetch import AddressRefused, FetchFailed, FetchPolicy, NameNotFound, UrlRefused, fetch
from corrigenda.core.fetch.addresses import why_not_public
from tests.core.ssrf_vectors import PUBLIC, inside_addresses, inside_hosts
from tests.core.web_server import Site, running_site


@pytest.fixture(scope="module")
def inside() -> Iterator[Site]:
    """A server that must never be reached."""
    with running_site() as site:
        yield site
        assert site.asked == []


@pytest.fixture
def both() -> Iterator[tuple[Site, Site]]:
    """A server that plays the public web, and one inside on the same port."""
    with running_site("127.0.0.1") as outer, running_site("127.0.0.2", outer.port) as inner:
        yield outer, inner


def policy_for(site: Site, **names: list[str]) -> FetchPolicy:
    known = {name.replace("_", "."): addresses for name, addresses in names.items()}
    return FetchPolicy(
        ports=frozenset({80, 443, site.port}),
        exempt=frozenset({"127.0.0.1"}),
        resolver=lambda name, _port: known.get(name, [name]),
    )


def test_there_are_at_least_two_hundred_vectors() -> None:
    assert len(inside_hosts()) >= 200
    assert len(inside_addresses()) >= 200


@pytest.mark.parametrize("host", inside_hosts())
def test_an_inside_host_is_refused_however_it_is_written(inside: Site, host: str) -> None:
    policy = FetchPolicy(ports=frozenset({80, 443, inside.port}))
    with pytest.raises((UrlRefused, AddressRefused)):
        fetch(f"http://{host}:{inside.port}/", policy=policy, timeout_seconds=3)


@pytest.mark.parametrize("address", inside_addresses())
def test_a_name_that_leads_to_an_inside_address_is_refused(inside: Site, address: str) -> None:
    policy = FetchPolicy(ports=frozenset({inside.port}), resolver=lambda *_: [address])
    with pytest.raises(AddressRefused):
        fetch(f"http://news.example.org:{inside.port}/", policy=policy, timeout_seconds=3)


@pytest.mark.parametrize("address", inside_addresses())
def test_one_inside_address_among_public_ones_is_enough_to_refuse(inside: Site, address: str) -> None:
    policy = FetchPolicy(ports=frozenset({inside.port}), resolver=lambda *_: ["9.9.9.9", address])
    with pytest.raises(AddressRefused):
        fetch(f"http://news.example.org:{inside.port}/", policy=policy, timeout_seconds=3)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_counts_as_public(address: str) -> None:
    assert why_not_public(address) is None


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_INFO",
        "ftp://example.org/",
        "dict://example.org:2628/",
        "data:text/plain,hello",
        "javascript:alert(1)",
        "unix:///var/run/docker.sock",
        "//example.org/",
        "example.org",
        "",
        "http://",
        "http://:80/",
        "http://user@example.org/",
        "http://user:secret@example.org/",
        "http://example.org@127.0.0.1/",
        "http://127.0.0.1\\@example.org/",
        "http://example.org\\.127.0.0.1/",
        "http://127.0.0.1#@example.org/",
        "http://127.0.0.1?@example.org/",
        "http://example.org:22/",
        "http://example.org:6379/",
        "http://example.org:0/",
        "http://example.org:65536/",
        "http://example.org:-1/",
        "http://exa mple.org/",
        "http://example.org\r\nHost: 127.0.0.1/",
        "http://exam\x00ple.org/",
        "http://ข่าว/",
        "http://" + "a" * 64 + ".org/",
        "http://example.org/" + "a" * 5000,
    ],
)
def test_an_address_of_the_wrong_shape_is_refused(url: str) -> None:
    policy = FetchPolicy(resolver=lambda *_: ["127.0.0.1"])
    with pytest.raises((UrlRefused, AddressRefused)):
        fetch(url, policy=policy, timeout_seconds=3)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("target", ["http://127.0.0.2:{port}/", "//127.0.0.2:{port}/", "http://inside.example:{port}/"])
def test_a_redirect_inward_is_refused(both: tuple[Site, Site], status: int, target: str) -> None:
    outer, inner = both
    outer.answers["/"] = (status, {"Location": target.format(port=outer.port)}, b"")
    policy = policy_for(outer, start_example=["127.0.0.1"], inside_example=["127.0.0.2"])
    with pytest.raises(AddressRefused):
        fetch(outer.url("/", host="start.example"), policy=policy)
    assert len(outer.asked) == 1
    assert inner.asked == []


@pytest.mark.parametrize("host", inside_hosts()[:120])
def test_a_redirect_to_a_disguised_address_is_refused(both: tuple[Site, Site], host: str) -> None:
    outer, inner = both
    outer.answers["/"] = (302, {"Location": f"http://{host}/".encode().decode("latin-1")}, b"")
    policy = FetchPolicy(
        ports=frozenset({80, outer.port}),
        exempt=frozenset({"127.0.0.1"}),
        resolver=lambda name, _port: ["127.0.0.1"] if name == "start.example" else ["127.0.0.2"],
    )
    if host.rstrip(".") == "127.0.0.1":
        pytest.skip("the test's own server stands there")
    with pytest.raises(FetchFailed):
        fetch(outer.url("/", host="start.example"), policy=policy)
    assert inner.asked == []


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "http://u:p@example.org/", "http://["])
def test_a_redirect_to_another_kind_of_address_is_refused(both: tuple[Site, Site], target: str) -> None:
    outer, _ = both
    outer.answers["/"] = (302, {"Location": target}, b"")
    with pytest.raises(FetchFailed):
        fetch(outer.url(), policy=policy_for(outer))


def test_a_name_that_changes_its_address_after_the_check_is_not_followed(both: tuple[Site, Site]) -> None:
    outer, inner = both
    outer.answers["/"] = (200, {}, "ไม่จริง".encode())
    answers = iter([["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2"]])
    policy = FetchPolicy(
        ports=frozenset({outer.port}), exempt=frozenset({"127.0.0.1"}), resolver=lambda *_: next(answers)
    )
    assert fetch(outer.url(host="rebind.example"), policy=policy).body.decode() == "ไม่จริง"
    assert next(answers) == ["127.0.0.2"]  # looked up once only
    assert inner.asked == []


def test_a_name_that_changes_its_address_between_two_hops_is_refused(both: tuple[Site, Site]) -> None:
    outer, inner = both
    outer.answers["/"] = (302, {"Location": "/next"}, b"")
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    policy = FetchPolicy(
        ports=frozenset({outer.port}), exempt=frozenset({"127.0.0.1"}), resolver=lambda *_: next(answers)
    )
    with pytest.raises(AddressRefused):
        fetch(outer.url(host="rebind.example"), policy=policy)
    assert inner.asked == []


def test_a_name_without_any_address_is_not_found() -> None:
    with pytest.raises(NameNotFound):
        fetch("http://nowhere.example/", policy=FetchPolicy(resolver=lambda *_: []))
