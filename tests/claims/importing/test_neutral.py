"""The neutral layout is read line by line, with whatever stands in its fields."""

import json
from datetime import date

import pytest

from tests.claims.importing.readers import only, refused, taken


def test_all_fields_are_read() -> None:
    record = only(
        {
            "id": "vn-7",
            "text": "Ăn tỏi sống ngừa được cúm",
            "title": "Tỏi không ngừa được cúm",
            "subtitle": "Không có nghiên cứu nào cho thấy điều đó.",
            "body": "Bài đầy đủ.",
            "lang": "vi",
            "url": "https://www.check.example.org/cum",
            "date": "26 May 2015",
            "verdict": "Sai",
            "publisher": "https://www.check.example.org",
        }
    )
    assert (record.external_id, record.claim_text) == ("vn-7", "Ăn tỏi sống ngừa được cúm")
    assert (record.title, record.summary) == ("Tỏi không ngừa được cúm", "Không có nghiên cứu nào cho thấy điều đó.")
    assert (record.body, record.lang, record.reviewed_on) == ("Bài đầy đủ.", "vi", date(2015, 5, 26))
    assert (record.url, record.publisher_site) == ("https://www.check.example.org/cum", "check.example.org")
    assert (record.rating_words, record.publisher_name) == ("Sai", "")
    assert json.loads(record.raw)["verdict"] == "Sai"


def test_id_and_text_are_enough_and_even_the_id_may_be_missing() -> None:
    assert only({"id": 5, "text": "ข่าวลือ"}).external_id == "5"
    first, second = taken([{"text": "ข่าวลือ"}, {"text": "ข่าวจริง"}])
    assert first.external_id != second.external_id


@pytest.mark.parametrize("text", [None, "", " \n", [], {}, True])
def test_a_record_without_text_is_refused(text: object) -> None:
    assert refused({"id": "1", "text": text}) == ["no_claim"]


@pytest.mark.parametrize("wrong", [None, True, 3, [], {}, [[]], "x" * 200_000, "<b>x</b>", "\x00"])
@pytest.mark.parametrize("field", ["id", "title", "subtitle", "lang", "url", "date", "verdict", "publisher", "body"])
def test_a_field_of_the_wrong_type_spoils_nothing_else(field: str, wrong: object) -> None:
    assert only({"id": "1", "text": "ข่าวลือ", field: wrong}).claim_text == "ข่าวลือ"


def test_lines_and_an_array_give_the_same() -> None:
    rows = [{"id": str(number), "text": f"Tin đồn số {number}"} for number in range(5)]
    lines = "\n".join(json.dumps(row) for row in rows)
    for name in ("a.jsonl", "a.json", "a", "a.jsonl.gz"):
        assert taken(lines, name=name) == taken(rows)
        assert taken(lines.replace("\n", "\r\n\r\n") + "\r\n", name=name) == taken(rows)
    assert taken(rows, name="a.jsonl") == taken(rows)
    assert taken(json.dumps(rows, indent=2), name="a.jsonl") == taken(rows)


def test_a_publisher_may_be_a_name_or_a_site() -> None:
    assert only({"text": "a", "publisher": "Desk of Hà Nội"}).publisher_name == "Desk of Hà Nội"
    assert only({"text": "a", "publisher": "www.check.example.org"}).publisher_site == "check.example.org"
    assert only({"text": "a", "url": "https://www.check.example.org/1"}).publisher_site == "check.example.org"
