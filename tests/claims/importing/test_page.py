"""A web page gives the fact-checks in its JSON-LD and its microdata."""

import json

import pytest

from tests.claims.importing.readers import only, refused, review, taken

URL = "https://check.example.org/th/khao/1?x=1"
MICRODATA = """
<!doctype html><html lang="th"><head><title>ข่าว</title></head><body>
<article itemscope itemtype="https://schema.org/ClaimReview">
  <meta itemprop="datePublished" content="2023-11-02"><link itemprop="url" href="../khao/2">
  <h1 itemprop="claimReviewed">กินกล้วยตอนท้องว่าง <b>ทำให้หัวใจวาย</b></h1>
  <div itemprop="author" itemscope itemtype="https://schema.org/Organization">
    <a itemprop="url" href="/"><span itemprop="name">โต๊ะตรวจข่าว</span></a></div>
  <div itemprop="itemReviewed" itemscope itemtype="https://schema.org/Claim">
    <a itemprop="appearance" href="https://forum.example.net/9">ที่มา</a>
    <a itemprop="appearance" href="https://forum.example.net/10">ที่มา</a></div>
  <div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating">
    <span itemprop="alternateName">เท็จ</span><meta itemprop="ratingValue" content="1"></div>
</article></body></html>
"""


def page(*scripts: str, head: str = "", kind: str = "application/ld+json") -> str:
    tags = "".join(f'<script type="{kind}">{script}</script>' for script in scripts)
    return f"<!doctype html><html><head><title>x</title>{head}{tags}</head><body><p>text</body></html>"


def test_json_ld_is_found_among_other_scripts() -> None:
    other = json.dumps({"@type": "NewsArticle", "headline": "x"})
    text = page("var a = 1 < 2;", other, json.dumps(review()), head="<script>ClaimReview</script>")
    assert only(text, base_url=URL) == only(review(), base_url=URL)


@pytest.mark.parametrize("kind", ["application/ld+json", "APPLICATION/LD+JSON; charset=utf-8", " application/ld+json"])
def test_the_script_type_may_be_written_in_every_way(kind: str) -> None:
    assert only(page(json.dumps(review()), kind=kind)).lang == "vi"


def test_microdata_is_read_like_json_ld() -> None:
    record = only(MICRODATA, base_url=URL)
    assert record.claim_text == "กินกล้วยตอนท้องว่าง ทำให้หัวใจวาย"
    assert (record.publisher_name, record.publisher_site) == ("โต๊ะตรวจข่าว", "check.example.org")
    assert (record.rating_words, record.rating_value) == ("เท็จ", 1.0)
    assert record.url == "https://check.example.org/th/khao/2"
    assert record.appearances == ("https://forum.example.net/9", "https://forum.example.net/10")


def test_relative_links_are_completed_from_the_page() -> None:
    text = page(json.dumps(review(url="?id=2")))
    assert only(text, base_url=URL).url == "https://check.example.org/th/khao/1?id=2"
    with_base = page(json.dumps(review(url="b")), head='<base href="/vi/">')
    assert only(with_base, base_url=URL).url == "https://check.example.org/vi/b"
    canonical = '<link rel="canonical" href="https://check.example.org/vi/nuoc-chanh">'
    assert only(page(json.dumps(review(url=...)), head=canonical)).url == "https://check.example.org/vi/nuoc-chanh"


def test_a_record_without_address_has_that_of_its_page() -> None:
    assert only(page(json.dumps(review(url=...))), base_url=URL).url == URL


def test_scripts_of_one_page_may_point_to_each_other() -> None:
    ours = json.dumps({"@id": "#us", "@type": "Organization", "name": "ClaimReview คนตรวจข่าว"})
    assert only(page(ours, json.dumps(review(author={"@id": "#us"})))).publisher_name == "ClaimReview คนตรวจข่าว"


def test_one_broken_script_spoils_only_itself() -> None:
    text = page('{"@type": "ClaimReview", "claimReviewed": oops}', json.dumps(review()))
    assert len(taken(text)) == 1
    assert refused(text) == ["json_broken"]


@pytest.mark.parametrize(
    "text",
    [
        "<html></html>",
        "<",
        "<!-- -->",
        "<p>tin",
        "<?xml version='1.0' encoding='x'?><rss/>",
        "<\x00>",
        page("{}"),
        "<" * 10_000,
    ],
)
def test_a_page_without_fact_check_is_refused(text: str) -> None:
    assert taken(text) == []
    assert len(refused(text)) == 1


def test_a_page_nested_without_end_does_no_harm() -> None:
    deep = "<div>" * 50_000 + f'<script type="application/ld+json">{json.dumps(review())}</script>'
    assert len(taken(deep)) + len(refused(deep)) >= 1
    scopes = "<div itemscope itemprop=itemReviewed itemtype='https://schema.org/ClaimReview'>" * 3_000
    assert refused(scopes)


def test_an_enormous_page_is_refused() -> None:
    assert refused("<p>" + "x" * 17_000_000) == ["page_too_large"]
