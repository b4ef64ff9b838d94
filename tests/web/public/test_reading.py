"""The public pages: complete, safe with any text, in three languages, without anybody else's help."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest
from django.conf import LazySettings
from django.test import Client

from corrigenda.claims.models import Appearance, FactCheck, Rating
from corrigenda.core.models import Member
from tests.publish.stories import ENGLISH, HOSTILE, THAI, draft, imported, published, signed_off

pytestmark = pytest.mark.django_db

PAGES = ["/", "/fact-checks", "/search", "/receipt", "/about", "/method", "/privacy", "/stats"]


def page(client: Client, address: str, *, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return str(response.content.decode())


def json_ld(body: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)
    assert found is not None
    content = json.loads(found.group(1))
    assert isinstance(content, dict)
    return content


@pytest.mark.parametrize("lang", ["en", "vi", "th"])
@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_in_every_language_for_ana_bo_and_cy(
    ana_client: Client, bo_client: Client, cy_client: Client, address: str, lang: str
) -> None:
    for client in (ana_client, bo_client, cy_client):
        response = client.get(address, {"lang": lang})
        assert response.status_code == 200
        assert f'<html lang="{lang}">' in response.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_small_and_asks_nobody_else(cy_client: Client, ana: Member, bo: Member, address: str) -> None:
    for _ in range(25):
        published(bo, ana, THAI)
    response = cy_client.get(address)
    body = response.content.decode()
    assert len(response.content) < 60_000
    assert not re.findall(r'(?:src|action)="(?:https?:)?//', body)
    assert not re.findall(r'<link[^>]+rel="stylesheet"[^>]+href="(?:https?:)?//', body)
    assert not re.findall(r"<[^>]+\s(?:style|on\w+)=", body)
    assert "unsafe" not in response["Content-Security-Policy"]


def test_the_language_switch_keeps_the_page_and_is_remembered(cy_client: Client) -> None:
    assert 'href="?in=vi&amp;lang=th"' in page(cy_client, "/fact-checks?in=vi&lang=en")
    cy_client.get("/?lang=vi")
    assert '<html lang="vi">' in page(cy_client, "/about")


def test_the_browser_s_language_is_used_where_nothing_was_chosen(cy_client: Client) -> None:
    response = cy_client.get("/", headers={"accept-language": "th,en;q=0.5"})
    assert '<html lang="th">' in response.content.decode()


def test_a_fact_check_of_ours_has_everything_a_reader_needs(cy_client: Client, ana: Member, bo: Member) -> None:
    fact_check = published(bo, ana, body="# Chi tiết\n\n**Đậm** [nguồn](https://example.org/a)")
    body = page(cy_client, f"/fact-checks/{fact_check.public_id}")
    for words in (
        "Nước chanh nóng chữa khỏi ung thư.",
        "Nước chanh không chữa được ung thư",
        "What is said did not happen or is not so.",
        "<strong>Đậm</strong>",
        "fact-checker",
        "editor",
        "version 2",
        "Không.",
        "CC BY 4.0",
    ):
        assert words in body
    assert "Ana" not in body
    review = json_ld(body)
    assert review["@type"] == "ClaimReview"
    assert str(review["url"]).endswith(f"/fact-checks/{fact_check.public_id}")


def test_an_imported_fact_check_is_shown_as_theirs(cy_client: Client) -> None:
    fact_check = imported(url="javascript:alert(1)")
    Appearance.objects.create(claim=fact_check.claim, url="javascript:alert(2)")
    body = page(cy_client, f"/fact-checks/{fact_check.public_id}")
    assert "not by this desk" in body
    assert "unmapped" in body
    assert "ClaimReview" not in body
    assert "javascript:" not in body
    assert "Tòa soạn &lt;b&gt;Khác&lt;/b&gt;" in body


def test_a_mapped_rating_of_theirs_shows_both_words(cy_client: Client) -> None:
    body = page(cy_client, f"/fact-checks/{imported(words='Sai bét', rating='false').public_id}")
    assert "Sai bét" in body
    assert "False" in body
    assert "unmapped" not in body


def test_script_in_every_field_stays_text(cy_client: Client, ana: Member, bo: Member) -> None:
    hostile = "<script>alert('body')</script>\n\n![x](https://evil.example/x.png) [y](javascript:alert(1))"
    fact_check = published(bo, ana, HOSTILE, body=hostile)
    body = page(cy_client, f"/fact-checks/{fact_check.public_id}")
    assert json_ld(body)["claimReviewed"] == HOSTILE.claim
    without_data = re.sub(r'<script type="application/ld\+json">.*?</script>', "", body, flags=re.DOTALL)
    assert "<script>" not in without_data
    assert "<img src=x" not in without_data
    assert 'evil.example/x.png"' not in without_data
    assert 'href="javascript' not in without_data
    for address in ("/", "/fact-checks", "/feed.atom"):
        assert "<script>alert" not in page(cy_client, address)
    ET.fromstring(cy_client.get("/feed.atom").content)


@pytest.mark.parametrize("make", ["draft", "signed_off"])
def test_nobody_sees_what_is_not_published(
    ana_client: Client, cy_client: Client, ana: Member, bo: Member, make: str
) -> None:
    fact_check = draft(bo) if make == "draft" else signed_off(bo, ana)
    for client in (ana_client, cy_client):
        page(client, f"/fact-checks/{fact_check.public_id}", status=404)
    for address in ("/", "/fact-checks", "/feed.atom", "/api/v1/fact-checks"):
        assert "Nước chanh" not in page(cy_client, address)


@pytest.mark.parametrize("wrong", ["zzzzzzzzzzzz", "x", "%00", "a" * 300, "..%2fabout"])
def test_an_unknown_fact_check_is_not_found(cy_client: Client, wrong: str) -> None:
    page(cy_client, f"/fact-checks/{wrong}", status=404)


def test_the_list_has_pages_and_a_filter_by_language(cy_client: Client, ana: Member, bo: Member) -> None:
    for _ in range(21):
        published(bo, ana, THAI)
    published(bo, ana, ENGLISH)
    first = page(cy_client, "/fact-checks")
    assert "22 fact-checks" in first
    assert 'rel="next"' in first
    assert ENGLISH.title not in page(cy_client, "/fact-checks?in=th&page=2")
    assert "1 fact-check," in page(cy_client, "/fact-checks?in=en")
    for odd in ("page=x", "page=-1", "page=99999", "in=%00", "in=zz", "in[]=1"):
        page(cy_client, f"/fact-checks?{odd}")


def test_empty_pages_say_so(cy_client: Client) -> None:
    assert "Nothing has been published yet" in page(cy_client, "/")
    assert "Nothing has been published yet" in page(cy_client, "/fact-checks")


def test_the_method_page_shows_the_scale_from_the_table(cy_client: Client) -> None:
    Rating.objects.filter(code="misleading").update(meanings={"en": "A meaning of this desk's own."})
    body = page(cy_client, "/method")
    assert "A meaning of this desk&#x27;s own." in body
    assert all(str(rating) in body for rating in Rating.objects.all())


def test_about_shows_who_runs_it_and_how_to_reach_them(cy_client: Client, settings: LazySettings) -> None:
    assert "has not said yet who they are" in page(cy_client, "/about")
    settings.CORRIGENDA_ABOUT = "Thư viện <b>Thành phố</b>"
    settings.CORRIGENDA_CONTACT = "hoi@thuvien.example"
    body = page(cy_client, "/about")
    assert "Thư viện &lt;b&gt;Thành phố&lt;/b&gt;" in body
    assert "mailto:hoi@thuvien.example" in body


def test_small_figures_are_hidden(cy_client: Client) -> None:
    cy_client.post("/ask", {"text": "Một"})
    assert "fewer than 5" in page(cy_client, "/stats")


def test_the_feed_holds_ours_by_language_and_never_theirs(cy_client: Client, ana: Member, bo: Member) -> None:
    published(bo, ana, THAI)
    published(bo, ana, ENGLISH)
    imported(title="เรื่องของคนอื่น")
    everything = page(cy_client, "/feed.atom")
    assert THAI.title in everything
    assert ENGLISH.title in everything
    assert "เรื่องของคนอื่น" not in everything
    assert THAI.title not in page(cy_client, "/feed.atom?lang=en")


def test_search_engines_are_kept_from_receipts_and_the_desk(cy_client: Client) -> None:
    body = page(cy_client, "/robots.txt")
    for path in ("/r/", "/desk/", "/api/"):
        assert f"Disallow: {path}" in body


def test_errors_are_pages_too(cy_client: Client) -> None:
    assert "There is nothing at this address" in page(cy_client, "/không-có", status=404)
    assert cy_client.post("/about").status_code == 405


def test_too_much_is_refused_before_it_is_read(cy_client: Client) -> None:
    from django.test import RequestFactory

    from corrigenda.web.security import BodyLimit

    def never(request: object) -> object:
        raise AssertionError

    for said in ("999999999", "-1", "x"):
        request = RequestFactory().post("/api/v1/requests", CONTENT_LENGTH=said)
        response = BodyLimit(never)(request)  # type: ignore[arg-type]
        assert response.status_code == 413


def test_a_page_in_the_demo_says_so(cy_client: Client, settings: LazySettings) -> None:
    assert "This is a demo" not in page(cy_client, "/")
    settings.CORRIGENDA_DEMO = True
    assert "This is a demo" in page(cy_client, "/")


def test_no_page_lists_or_searches_by_person(cy_client: Client, ana: Member, bo: Member) -> None:
    published(bo, ana)
    for query in ("claimant=x", "author=x", "person=x", "account=x"):
        assert page(cy_client, f"/fact-checks?{query}").count('class="entry"') == FactCheck.objects.count()
