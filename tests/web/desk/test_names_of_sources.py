"""The name of a page given as evidence: read by the guarded client, soon over, and never from inside."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from corrigenda.claims.models import FactCheck
from corrigenda.core.fetch import FetchPolicy, client
from corrigenda.core.models import Member
from corrigenda.desk import actions
from corrigenda.web.desk import sources
from tests.core.web_server import Site, bomb, running_site
from tests.desk.cases import case_about

pytestmark = pytest.mark.django_db
HTML = {"Content-Type": "text/html"}


@pytest.fixture(autouse=True)
def _nobody_asked_yet() -> None:
    cache.clear()


@pytest.fixture
def address(bo: Member) -> str:
    draft: FactCheck = actions.start_fact_check(case_about("Tin đồn").pk, member=bo)
    return f"/desk/fact-checks/{draft.public_id}/page-title/"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site that the client may read although it is on this machine."""
    with running_site() as running:
        policy = FetchPolicy(ports=frozenset({running.port}), exempt=frozenset({"127.0.0.1"}))
        monkeypatch.setattr(client, "site_policy", lambda: policy)
        monkeypatch.setattr(sources, "SECONDS", 1.0)
        yield running


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("<title>  Nước chanh \n và ung thư </title>", "Nước chanh và ung thư"),
        ("<title>x</title><meta property='og:title' content='น้ำมะนาว'>", "น้ำมะนาว"),
        ("<title><script>alert(1)</script></title>", "<script>alert(1)</script>"),
        ("<p>no title", ""),
        ("", ""),
        ("<title>" + "x" * 900, "x" * 300),
    ],
)
def test_a_page_is_called_what_it_calls_itself(
    bo_client: Client, address: str, site: Site, body: str, title: str
) -> None:
    site.answers["/a"] = (200, HTML, body.encode())
    assert bo_client.post(address, {"url": site.url("/a")}).json() == {"title": title}


@pytest.mark.parametrize("path", ["/drip", "/headers-drip", "/endless", "/large", "/bomb", "/404", "/pdf", "/loop"])
def test_a_page_that_hangs_or_never_ends_is_given_up_soon(
    bo_client: Client, address: str, site: Site, path: str
) -> None:
    site.answers["/large"] = (200, {**HTML, "Content-Length": str(2 * 1024**3)}, b"x")
    site.answers["/bomb"] = (200, {**HTML, "Content-Encoding": "gzip"}, bomb(200))
    site.answers["/pdf"] = (200, {"Content-Type": "application/pdf"}, b"%PDF")
    site.answers["/loop"] = (302, {"Location": "/loop"}, b"")
    began = time.monotonic()
    answer = bo_client.post(address, {"url": site.url(path)})
    assert time.monotonic() - began < 10
    assert set(answer.json()) == {"sentence"}


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "file:///etc/passwd",
        "gopher://example.org/",
        "http://0x7f000001/",
        "",
        "not a link",
        "\x00",
    ],
)
def test_nothing_inside_is_read(bo_client: Client, address: str, url: str) -> None:
    assert set(bo_client.post(address, {"url": url}).json()) == {"sentence"}


def test_a_redirect_inward_is_not_followed(bo_client: Client, address: str, site: Site) -> None:
    with running_site() as inside:
        inside.answers["/secret"] = (200, HTML, b"<title>secret</title>")
        site.answers["/a"] = (302, {"Location": inside.url("/secret")}, b"")
        answer = bo_client.post(address, {"url": site.url("/a")})
        assert set(answer.json()) == {"sentence"}
        assert not inside.asked


def test_one_member_looks_at_so_many_pages_a_minute(bo_client: Client, address: str, site: Site) -> None:
    answers = [bo_client.post(address, {"url": site.url("/none")}).status_code for _ in range(sources.A_MINUTE + 2)]
    assert answers == [200] * sources.A_MINUTE + [429, 429]


def test_volunteers_and_strangers_have_nothing_fetched(
    volunteer_client: Client, cy_client: Client, address: str, site: Site
) -> None:
    assert volunteer_client.post(address, {"url": site.url("/a")}).status_code == 403
    assert cy_client.post(address, {"url": site.url("/a")}).status_code == 302
    assert not site.asked
