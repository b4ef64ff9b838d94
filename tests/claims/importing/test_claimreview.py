"""ClaimReview is read in every form publishers give it."""

import dataclasses
import json
from datetime import date

import pytest

from corrigenda.claims.importing.records import ImportedFactCheck
from tests.claims.importing.readers import only, outcomes, refused, review, taken

CLAIM = "Uống nước chanh nóng chữa được ung thư"


def test_a_well_formed_record_gives_all_its_fields() -> None:
    record = only(review())
    assert record.claim_text == CLAIM
    assert record.title == "Nước chanh không chữa được ung thư"
    assert (record.lang, record.url) == ("vi", "https://check.example.org/vi/nuoc-chanh")
    assert (record.publisher_name, record.publisher_site) == ("Kiểm Tin", "check.example.org")
    assert record.rating_words == "Sai sự thật"
    assert (record.rating_value, record.rating_best, record.rating_worst) == (1.0, 5.0, 1.0)
    assert (record.claim_date, record.reviewed_on) == (date(2024, 2, 28), date(2024, 3, 5))
    assert record.appearances == ("https://forum.example.net/1",)


def test_the_claimant_stays_inside_the_raw_record() -> None:
    record = only(review())
    assert "Somebody Whose Name" in record.raw
    shown = {name: value for name, value in dataclasses.asdict(record).items() if name != "raw"}
    assert "Somebody" not in repr(shown)
    assert not {"claimant", "author", "person"} & {field.name for field in dataclasses.fields(ImportedFactCheck)}


def test_a_person_who_wrote_it_is_not_taken_for_the_publisher() -> None:
    record = only(review(author={"@type": "Person", "name": "A Reporter"}, publisher=...))
    assert (record.publisher_name, record.publisher_site) == ("", "check.example.org")
    record = only(review(author="A Reporter", publisher={"@type": "Organization", "name": "ข่าวจริง"}))
    assert record.publisher_name == "ข่าวจริง"


@pytest.mark.parametrize(
    ("rating", "words"),
    [
        ("เท็จ", "เท็จ"),
        ({"@value": "False"}, "False"),
        ({"alternateName": {"@value": "Falso", "@language": "es"}}, "Falso"),
        ({"alternateName": ["Sai", "False"]}, "Sai"),
        ([{"@type": "Rating", "alternateName": "Trompeur"}], "Trompeur"),
        (["Misleading"], "Misleading"),
        ({"ratingValue": "Pants on Fire"}, "Pants on Fire"),
        ({"name": "Hoaks"}, "Hoaks"),
        ({"ratingValue": 1}, ""),
        ({"alternateName": "  \n"}, ""),
        (None, ""),
        ([], ""),
        ({}, ""),
        (True, ""),
    ],
)
def test_rating_words_are_found_wherever_they_stand(rating: object, words: str) -> None:
    assert only(review(reviewRating=rating)).rating_words == words


@pytest.mark.parametrize(
    ("value", "best", "worst", "expected"),
    [
        ("3,5", "5", "1", 3.5),
        ("2.0", 5, 1, 2.0),
        (7, 5, 1, None),
        (0, 5, 1, None),
        (-1, 5, 1, None),
        (2, 1, 5, 2.0),
        (7, None, None, 7.0),
        ({"@value": "4"}, {"@value": "5"}, 1, 4.0),
        ("1e999", 5, 1, None),
        (True, 5, 1, None),
        ([], 5, 1, None),
        ("four", 5, 1, None),
    ],
)
def test_a_number_is_read_with_comma_and_dropped_outside_its_scale(
    value: object, best: object, worst: object, expected: float | None
) -> None:
    record = only(review(reviewRating={"ratingValue": value, "bestRating": best, "worstRating": worst}))
    assert record.rating_value == expected


@pytest.mark.parametrize(
    ("appearance", "urls"),
    [
        ("https://a.example.org/1", ["https://a.example.org/1"]),
        ({"url": "https://a.example.org/1"}, ["https://a.example.org/1"]),
        ({"@id": "https://a.example.org/1"}, ["https://a.example.org/1"]),
        (
            ["https://a.example.org/1", {"url": "/2"}, None, 5, []],
            ["https://a.example.org/1", "https://check.example.org/2"],
        ),
        (["https://a.example.org/1", "https://a.example.org/1"], ["https://a.example.org/1"]),
        ("javascript:alert(1)", []),
        ("not an address", []),
        ({"name": "a video"}, []),
        (None, []),
        (7, []),
    ],
)
def test_appearances_may_be_text_object_or_list(appearance: object, urls: list[str]) -> None:
    record = only(review(itemReviewed={"appearance": appearance}), base_url="https://check.example.org/x")
    assert list(record.appearances) == urls


@pytest.mark.parametrize("item", [None, [], {}, "a text", 5, [None], {"@type": "Claim"}, True])
def test_the_item_may_be_anything(item: object) -> None:
    assert only(review(itemReviewed=item)).claim_text == CLAIM


def test_the_claim_may_stand_in_the_item_only() -> None:
    record = only(review(claimReviewed=..., itemReviewed={"@type": "Claim", "text": "ดื่มน้ำมะนาวรักษามะเร็ง"}))
    assert record.claim_text == "ดื่มน้ำมะนาวรักษามะเร็ง"


@pytest.mark.parametrize("claim", [..., None, "", "   ", [], {}, True, {"@type": "Claim"}])
def test_a_record_without_a_claim_is_refused(claim: object) -> None:
    assert refused(review(claimReviewed=claim, itemReviewed=None)) == ["no_claim"]


@pytest.mark.parametrize("wrong", [None, True, 7, -1.5, "", "text", [], ["a"], [[["a"]]], {}, {"x": 1}, {"@value": []}])
@pytest.mark.parametrize("field", [name for name in review() if name not in {"@type", "claimReviewed"}])
def test_a_field_of_the_wrong_type_spoils_nothing_else(field: str, wrong: object) -> None:
    assert only(review(**{field: wrong})).claim_text == CLAIM


def test_every_field_of_the_wrong_type_at_once_is_refused_and_not_raised() -> None:
    for wrong in (None, True, 7, [], {}, [[]], {"a": {"b": []}}):
        assert refused({**dict.fromkeys(review(), wrong), "@type": "ClaimReview"}) == ["no_claim"]


@pytest.mark.parametrize(
    "written", ["ClaimReview", ["ClaimReview"], ["Review", "schema:ClaimReview"], "http://schema.org/ClaimReview"]
)
def test_the_type_may_be_written_in_every_way(written: object) -> None:
    assert only(review(**{"@type": written})).claim_text == CLAIM


def test_the_same_review_is_found_in_every_wrapping() -> None:
    plain = only(review())
    wrappings: list[object] = [
        [review()],
        [[review()]],
        {"@graph": [{"@type": "WebSite", "name": "x"}, review(), {"@type": "Person", "name": "y"}]},
        {"@context": "https://schema.org", "@graph": [{"@graph": [review()]}]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [review()]}]},
        {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": review()}]},
        {"@type": "DataFeed", "dataFeedElement": {"@type": "DataFeedItem", "item": review()}},
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": review()}]},
        {"@type": "NewsArticle", "review": review()},
        {"page": {"jsonld": json.dumps(review())}},
        json.dumps(json.dumps(review())),
        [json.dumps([review()])],
    ]
    for wrapping in wrappings:
        assert only(wrapping) == plain, wrapping


def test_nodes_of_a_graph_may_point_to_each_other() -> None:
    graph = [
        review(author={"@id": "#us"}, itemReviewed={"@id": "#claim"}, reviewRating={"@id": "#rating"}, url="/a"),
        {"@id": "#us", "@type": "Organization", "name": "ตรวจข่าว", "url": "https://check.example.org"},
        {"@id": "#claim", "@type": "Claim", "appearance": "https://a.example.org/1"},
        {"@id": "#rating", "@type": "Rating", "alternateName": "เท็จ"},
    ]
    record = only({"@graph": graph}, base_url="https://check.example.org/")
    assert (record.publisher_name, record.rating_words) == ("ตรวจข่าว", "เท็จ")
    assert (record.appearances, record.url) == (("https://a.example.org/1",), "https://check.example.org/a")


def test_an_empty_item_of_a_feed_is_refused_and_the_others_are_taken() -> None:
    feed = {
        "@type": "DataFeed",
        "dataFeedElement": [{"@type": "DataFeedItem", "item": item} for item in (None, [], [review()])],
    }
    assert refused(feed) == ["no_fact_check", "no_fact_check"]
    assert len(taken(feed)) == 1


@pytest.mark.parametrize(
    "url", [..., None, "", "nuoc-chanh", "/vi/nuoc-chanh", "javascript:alert(1)", "http://[", 7, "mailto:a@b.org"]
)
def test_an_address_that_cannot_be_followed_is_left_empty(url: object) -> None:
    record = only(review(url=url))
    assert record.url == ""
    assert record.publisher_site == "check.example.org"


def test_one_page_may_check_several_claims_and_one_claim_twice_is_the_same_record() -> None:
    first, second, again = taken(
        [review(), review(claimReviewed="Nước ép cần tây chữa ung thư"), review(claimReviewed=CLAIM + " !")]
    )
    assert first.external_id != second.external_id
    assert first.external_id == again.external_id


@pytest.mark.parametrize(
    "url",
    [
        "http://check.example.org/vi/nuoc-chanh",
        "https://www.check.example.org/vi/nuoc-chanh/",
        "https://check.example.org/vi/nuoc-chanh?utm_source=feed&fbclid=1#top",
    ],
)
def test_one_page_under_several_addresses_is_the_same_record(url: str) -> None:
    assert only(review(url=url)).external_id == only(review()).external_id
    assert only(review(url=url)).url == url


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2021-07-09T08:00:00+07:00", date(2021, 7, 9)),
        ("2021-07-09", date(2021, 7, 9)),
        ("2564-07-09", date(2021, 7, 9)),
        ("9 July 2021", date(2021, 7, 9)),
        ("July 9, 2021 10:00 PM", date(2021, 7, 9)),
        ("9 de julho de 2021", date(2021, 7, 9)),
        ("25/07/2021", date(2021, 7, 25)),
        ("05/06/2021", None),
        ("2021-13-45", None),
        ("0000-00-00", None),
        ("9999-12-31", None),
        ("yesterday", None),
        (1625788800, None),
        ({"@value": "2021-07-09"}, date(2021, 7, 9)),
        (["", "2021-07-09"], date(2021, 7, 9)),
    ],
)
def test_a_date_is_read_only_where_it_means_one_day(written: object, read: date | None) -> None:
    assert only(review(datePublished=written)).reviewed_on == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("en", "en"), ("en_US", "en-US"), ("VI", "vi"), ("zh-hant-tw", "zh-Hant-TW"), ("Thai", "th"), ("ภาษาไทย", "th"),
        ({"@type": "Language", "alternateName": "pt-br"}, "pt-BR"), (["", "id"], "id"), ("unknown tongue", ""), (7, ""),
    ],
)  # fmt: skip
def test_a_language_is_read_in_its_usual_spellings(written: object, read: str) -> None:
    assert only(review(inLanguage=written)).lang == read


def test_markup_in_any_field_is_kept_as_text() -> None:
    script = "<script>alert('ข่าว')</script><img src=x onerror=alert(1)>"
    record = only(
        review(claimReviewed=script, headline=script, description=script, reviewBody=script, reviewRating=script)
    )
    assert {record.claim_text, record.title, record.summary, record.body, record.rating_words} == {script}


def test_signs_that_cannot_be_stored_or_turn_the_text_around_are_removed() -> None:
    text = 'Nước\x00 chanh \ud83d chữa\u202e ung\x1b thư &amp; "ho"'
    record = only(json.dumps(review(claimReviewed=text)))
    assert record.claim_text == 'Nước chanh  chữa ung thư & "ho"'
    for each in outcomes(json.dumps(review(claimReviewed=text))):
        (each.raw + each.claim_text).encode("utf-8")  # type: ignore[union-attr]
        assert "\x00" not in each.raw


def test_a_text_of_a_megabyte_is_cut_to_what_a_claim_can_be() -> None:
    assert len(only(review(claimReviewed="chanh " * 200_000)).claim_text) <= 10_000
