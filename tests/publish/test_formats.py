"""ClaimReview and Atom: valid, complete, and safe with any text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest

from corrigenda.publish.formats import PublicAppearance, PublicEvidence, PublicForm, PublicRating
from corrigenda.publish.formats.atom import ATOM, Feed, atom
from corrigenda.publish.formats.claimreview import claim_review

AT = datetime(2026, 1, 12, 8, tzinfo=UTC)
FORM = PublicForm(
    public_id="abcdefghijkl",
    url="https://desk.example/fact-checks/abcdefghijkl",
    desk_name="Bàn kiểm chứng",
    desk_url="https://desk.example",
    lang="th",
    claim="ดื่มน้ำมะนาวรักษามะเร็งได้",
    title="น้ำมะนาวไม่ได้รักษามะเร็ง",
    summary="ยังไม่มีงานวิจัยในคน",
    rating=PublicRating("เท็จ", "ไม่เป็นความจริง", 1),
    version=3,
    published_at=AT,
    changed_at=AT,
    evidence=(PublicEvidence("https://example.org/a", "", "Không."),),
    appearances=(
        PublicAppearance("https://example.net/b", None),
        PublicAppearance("https://example.net/c", date(2025, 12, 30)),
    ),
)
FEED = Feed("Tin & <b>kiểm</b>", "https://desk.example/feed.atom", "https://desk.example", "Bàn", "vi", AT)


def test_claim_review_has_what_importers_need() -> None:
    review = claim_review(FORM)
    assert review["@type"] == "ClaimReview"
    assert review["claimReviewed"] == FORM.claim
    assert str(review["url"]).startswith(FORM.desk_url + "/")
    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "เท็จ",
        "name": "เท็จ",
        "ratingExplanation": "ไม่เป็นความจริง",
        "ratingValue": 1,
        "worstRating": 1,
        "bestRating": 5,
    }
    assert review["author"] == {"@type": "Organization", "name": "Bàn kiểm chứng", "url": "https://desk.example"}
    assert review["inLanguage"] == "th"
    assert datetime.fromisoformat(str(review["datePublished"])) == AT
    assert datetime.fromisoformat(str(review["dateModified"])) == AT
    assert review["sdLicense"] == "https://creativecommons.org/licenses/by/4.0/"
    item = review["itemReviewed"]
    assert isinstance(item, dict)
    assert [seen["url"] for seen in item["appearance"]] == ["https://example.net/b", "https://example.net/c"]
    assert item["datePublished"] == "2025-12-30"
    json.dumps(review)


def test_a_rating_outside_the_scale_gives_no_numbers() -> None:
    rating = claim_review(replace(FORM, rating=PublicRating("Unproven", "Not enough.", None)))["reviewRating"]
    assert isinstance(rating, dict)
    assert not {"ratingValue", "bestRating", "worstRating"} & set(rating)
    assert rating["alternateName"] == "Unproven"


def test_the_claimant_is_nowhere_in_claim_review() -> None:
    item = claim_review(FORM)["itemReviewed"]
    assert isinstance(item, dict)
    assert "author" not in item


def test_atom_has_what_the_standard_requires() -> None:
    root = ET.fromstring(atom(FEED, [FORM]))
    ns = {"a": ATOM}
    for name in ("id", "title", "updated", "author/a:name"):
        assert root.findtext(f"a:{name}", namespaces=ns)
    entry = root.find("a:entry", ns)
    assert entry is not None
    for name in ("id", "title", "updated", "published", "summary"):
        assert entry.findtext(f"a:{name}", namespaces=ns)
    assert entry.findtext("a:title", namespaces=ns) == FORM.title
    assert root.findtext("a:title", namespaces=ns) == "Tin & <b>kiểm</b>"


def test_an_empty_feed_is_still_a_feed() -> None:
    assert ET.fromstring(atom(FEED, [])).findtext(f"{{{ATOM}}}updated") == AT.isoformat()


@pytest.mark.parametrize("text", ["\x00\x0b", "]]>", "</feed>", "\ud800", "\ufffe", "&amp; & <x>"])
def test_no_text_breaks_the_feed(text: str) -> None:
    root = ET.fromstring(atom(FEED, [replace(FORM, title=text + "tên", summary=text)]))
    title = root.findtext(f"{{{ATOM}}}entry/{{{ATOM}}}title")
    assert title is not None
    assert title.endswith("tên")
