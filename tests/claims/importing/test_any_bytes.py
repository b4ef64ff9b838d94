"""Whatever the bytes, a reader gives records and refusals that can be stored, and raises nothing."""

import gzip
import json
import zlib
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corrigenda.claims.importing.reading import read
from corrigenda.claims.importing.records import REASONS, ImportedFactCheck, Limits, Refusal, Source
from corrigenda.claims.rating_words import CODES, rating_code
from tests.claims.importing.readers import outcomes, review

NAMES = st.sampled_from(["a.json", "a.jsonl", "a.html", "a.gz", "a", "https://check.example.org/feed.jsonl?x=1"])
SMALL = Limits(record_characters=300, document_characters=500, page_characters=2_000)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(
    ["ClaimReview", "https://a.example.org/1", "/x", "2024-01-02", "3,5", "vi", "เท็จ", "Sai", "\ud800", "\x00"]
)  # fmt: skip
KEYS = st.text(max_size=5) | st.sampled_from(
    [
        *review(),
        "@id",
        "@value",
        "@graph",
        "dataFeedElement",
        "item",
        "alternateName",
        "ratingValue",
        "text",
        "id",
        "name",
    ]
)
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=6))
SIGNS = st.text(alphabet=st.sampled_from('{}[]":,\\/ \nn0trueClaimReview@<>!-&;\ufeff\x00ก'), max_size=200)
MARKUP = st.lists(
    st.sampled_from(
        ["<script type='application/ld+json'>", "</script>", "<div itemscope itemtype='https://schema.org/ClaimReview'>",
         "<p itemprop=claimReviewed>", "<base href='http://['>", "</div>", "<!--",
         "-->", json.dumps(review()), "ก", "\x00", "&"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


def check(content: bytes, name: str, **how: object) -> None:
    for limits in (SMALL, Limits()):
        found = outcomes(content, name=name, limits=limits, **how)  # type: ignore[arg-type]
        assert found
        for each in found:
            check_one(each)


def check_one(each: ImportedFactCheck | Refusal) -> None:
    if isinstance(each, Refusal):
        assert each.code in REASONS
        assert len(each.raw) <= 2_000
        return
    texts = [each.claim_text, each.title, each.summary, each.body, each.lang, each.url, each.rating_words, each.raw]
    texts += [each.external_id, each.publisher_name, each.publisher_site, *each.appearances]
    for text in texts:
        text.encode("utf-8")
        assert "\x00" not in text
    assert each.claim_text.strip()
    assert all(url.startswith(("http://", "https://")) for url in (*each.appearances, each.url) if url)
    assert len(each.lang) <= 16
    assert len(each.rating_words) <= 500
    assert rating_code(each.rating_words, site=each.publisher_site) in (*CODES, None)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2_000), NAMES)
def test_any_bytes(content: bytes, name: str) -> None:
    check(content, name)


@settings(max_examples=300, deadline=None)
@given(SIGNS, NAMES, st.integers(1, 50))
@example('{"@graph":[{"a":"\\', "a.json", 1)
def test_any_mixture_of_json_signs(content: str, name: str, piece_bytes: int) -> None:
    check(content.encode(), name, piece_bytes=piece_bytes)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(JSON, NAMES)
def test_any_json(value: object, name: str) -> None:
    check(json.dumps(value).encode(), name)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from([*review(), "name", "text"]), JSON), NAMES)
def test_any_claim_review(fields: dict[str, object], name: str) -> None:
    check(json.dumps({**review(), **fields, "@type": "ClaimReview"}).encode(), name, base_url="https://a.example.org/")


@settings(max_examples=200, deadline=None)
@given(MARKUP, NAMES)
def test_any_mixture_of_markup(content: str, name: str) -> None:
    check(content.encode(), name)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_any_cut_or_spoilt_file(data: st.DataObject) -> None:
    whole = json.dumps([review(), {"id": "1", "text": "ข่าวลือ"}], ensure_ascii=False).encode(
        data.draw(st.sampled_from(["utf-8", "utf-16", "utf-16-be", "utf-32"]))
    )
    at = data.draw(st.integers(0, len(whole)))
    spoil = data.draw(st.binary(max_size=8))
    check(whole[:at] + spoil, "a.json")
    check(whole[:at] + spoil + whole[at + len(spoil) :], "a.json")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=500), st.integers(0, 400), st.binary(max_size=4))
def test_any_packed_file(tmp_path: Path, content: bytes, at: int, spoil: bytes) -> None:
    packed = gzip.compress(content)
    path = tmp_path / "a.json.gz"
    for written in (packed[:at] + spoil, packed[:at] + spoil + packed[at:], packed + spoil, zlib.compress(content)):
        path.write_bytes(written)
        for each in read(Source(path, "a.json.gz")):
            check_one(each)
