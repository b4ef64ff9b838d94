"""The demo register and its sample messages hold together: form, languages, sources, nothing personal."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from corrigenda.claims.models import EvidenceKind, Rating

FOLDER = Path(__file__).parents[2] / "src" / "corrigenda" / "demo"
REGISTER_KEYS = [
    *("id", "lang", "claim", "title", "rating", "summary", "body", "topic", "evidence"),
    *("published_on", "review_by"),
]
EVIDENCE_KEYS = ["url", "title", "publisher", "quote", "quote_is_summary", "kind"]
MESSAGE_KEYS = ["id", "lang", "text", "answers", "also", "note", "show"]
TOPICS = {"health", "food", "technology", "scams", "hoaxes", "nature"}
LEAST = {"en": 20, "vi": 22, "th": 22}
FICTIONAL_PHONES = {"07700 900123"}  # from the range that the British regulator keeps for drama
PHONE = re.compile(r"\+?\d(?:[ .\-]?\d){7,}")
EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w+")
HTML = re.compile(r"<[a-zA-Z/!?]")
LINK = re.compile(r"https?://([^/\s]+)")


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


FACT_CHECKS = lines("register.jsonl")
MESSAGES = lines("messages.jsonl")
BY_ID = {record["id"]: record for record in FACT_CHECKS}
ANSWERABLE = [message for message in MESSAGES if message["answers"]]


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in plain if c.isalnum() or (unicodedata.category(c) == "Mn" and c >= "\u0e00"))


def share(text: str, *, of: str) -> float:
    """How many of a text's letters are of this kind: "thai", "accented" or "ascii"."""
    letters = [c for c in text if c.isalpha()]
    tests = {
        "thai": lambda c: "\u0e00" <= c <= "\u0e7f",
        "accented": lambda c: not c.isascii() and "LATIN" in unicodedata.name(c),
        "ascii": str.isascii,
    }
    return sum(map(tests[of], letters)) / len(letters)


def speaks(text: str, lang: str) -> bool:
    if lang == "th":
        return share(text, of="thai") > 0.7
    if lang == "vi":
        return share(text, of="accented") > 0.15 and share(text, of="thai") == 0
    return share(text, of="ascii") > 0.98


def words(text: str, lang: str) -> float:
    """A count of words; for Thai, which writes no spaces, letters divided by the length of a usual word."""
    return len(re.sub(r"\s", "", text)) / 4.4 if lang == "th" else len(text.split())


def all_strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, part in value.items() if key != "url" for text in all_strings(part)]
    return [text for part in value for text in all_strings(part)] if isinstance(value, list) else []


def test_each_language_has_its_share_of_the_register() -> None:
    counts = Counter(record["lang"] for record in FACT_CHECKS)
    assert set(counts) == set(LEAST)
    assert all(counts[lang] >= least for lang, least in LEAST.items())
    assert len(FACT_CHECKS) >= 66


def test_every_topic_appears_in_every_language() -> None:
    assert {(r["lang"], r["topic"]) for r in FACT_CHECKS} == {(lang, t) for lang in LEAST for t in TOPICS}


def test_not_everything_is_false() -> None:
    assert sum(record["rating"] in {"true", "partly_true"} for record in FACT_CHECKS) >= 8


@pytest.mark.django_db
def test_every_rating_is_a_step_of_the_scale() -> None:
    scale = set(Rating.objects.values_list("code", flat=True))
    assert {record["rating"] for record in FACT_CHECKS} <= scale


def test_no_two_records_share_an_id() -> None:
    ids = [record["id"] for record in FACT_CHECKS + MESSAGES]
    assert len(ids) == len(set(ids))


def test_no_claim_is_checked_twice_in_one_language() -> None:
    claims = [(record["lang"], folded(record["claim"])) for record in FACT_CHECKS]
    assert not [claim for claim, n in Counter(claims).items() if n > 1]


@pytest.mark.parametrize("record", FACT_CHECKS, ids=lambda record: record["id"])
class TestAFactCheckOfTheDemo:
    def test_has_exactly_the_keys_that_the_readme_lists(self, record: dict[str, Any]) -> None:
        assert list(record) == REGISTER_KEYS
        assert all(list(source) == EVIDENCE_KEYS for source in record["evidence"])
        assert all(text.strip() == text and text for text in all_strings(record))

    def test_has_the_language_that_its_id_names(self, record: dict[str, Any]) -> None:
        assert re.fullmatch(rf"demo-{record['lang']}-\d{{3}}", record["id"])
        for key in ("claim", "title", "summary", "body"):
            assert speaks(record[key], record["lang"]), key

    def test_states_a_short_claim_and_titles_it_otherwise(self, record: dict[str, Any]) -> None:
        assert len(record["claim"]) <= 120
        assert len(record["title"]) <= 120
        assert folded(record["claim"]) not in folded(record["title"])

    def test_has_a_body_of_a_page_or_less(self, record: dict[str, Any]) -> None:
        assert 115 <= words(record["body"], record["lang"]) <= 255
        assert "\n\n" in record["body"]

    def test_rests_on_open_sources_with_summaries(self, record: dict[str, Any]) -> None:
        assert 1 <= len(record["evidence"]) <= 3
        for source in record["evidence"]:
            assert re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]+(/\S*)?", source["url"])
            assert source["quote_is_summary"] is True
            assert source["kind"] in EvidenceKind.values

    def test_is_reviewed_within_two_years(self, record: dict[str, Any]) -> None:
        published, review = (date.fromisoformat(record[key]) for key in ("published_on", "review_by"))
        assert published.year == 2026
        assert 180 <= (review - published).days <= 730

    def test_holds_no_html_no_link_and_no_heading(self, record: dict[str, Any]) -> None:
        assert not [text for text in all_strings(record) if HTML.search(text)]
        assert "](" not in record["body"]
        assert not LINK.search(record["body"])
        assert not re.search(r"^#", record["body"], re.MULTILINE)


def test_nobody_can_be_called_or_written_to() -> None:
    strings = [text for record in FACT_CHECKS + MESSAGES for text in all_strings(record)]
    texts = [text for text in strings if not re.fullmatch(r"\d{4}-\d\d-\d\d", text)]
    assert not [text for text in texts if EMAIL.search(text)]
    assert {found for text in texts for found in PHONE.findall(text)} <= FICTIONAL_PHONES


def test_links_in_messages_lead_nowhere() -> None:
    hosts = {host for message in MESSAGES for host in LINK.findall(message["text"])}
    assert hosts
    assert all(host.endswith(".example") for host in hosts)


def test_every_message_has_exactly_the_keys_that_the_readme_lists() -> None:
    assert all(list(message) == MESSAGE_KEYS for message in MESSAGES)
    assert {message["lang"] for message in MESSAGES} == set(LEAST)
    assert all(isinstance(message["show"], bool) and message["note"] for message in MESSAGES)


def test_every_answer_is_in_the_register() -> None:
    named = {message["answers"] for message in ANSWERABLE} | {i for m in MESSAGES for i in m["also"]}
    assert named <= set(BY_ID)


def test_other_answers_stand_in_other_languages_and_have_the_same_rating() -> None:
    for message in MESSAGES:
        kin = [BY_ID[i] for i in [message["answers"], *message["also"]] if i]
        assert len({record["lang"] for record in kin}) == len(kin)
        assert len({record["rating"] for record in kin}) <= 1


def test_messages_without_an_answer_name_no_other() -> None:
    assert not [message["id"] for message in MESSAGES if not message["answers"] and message["also"]]


def test_there_are_enough_messages_of_each_kind() -> None:
    across = [m for m in ANSWERABLE if BY_ID[m["answers"]]["lang"] != m["lang"]]
    unaccented = [m for m in ANSWERABLE if m["lang"] == "vi" and share(m["text"], of="accented") == 0]
    silent = [m for m in MESSAGES if not m["answers"]]
    near = [m for m in silent if re.match("near miss|gần giống|เกือบเหมือน", m["note"].casefold())]
    assert len(MESSAGES) >= 60
    assert len(ANSWERABLE) >= 40
    assert len(across) >= 6
    assert len(unaccented) >= 8
    assert len(near) >= 12
    assert len(silent) - len(near) >= 8


def test_the_samples_on_the_chat_page_are_a_balance() -> None:
    shown = [message for message in MESSAGES if message["show"]]
    assert 10 <= len(shown) <= 16
    assert min(Counter(message["lang"] for message in shown).values()) >= 4
    assert sum(message["answers"] is None for message in shown) >= 4


def test_no_message_is_there_twice() -> None:
    assert len({message["text"].casefold() for message in MESSAGES}) == len(MESSAGES)


def test_the_readme_counts_what_the_files_hold() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    of = Counter(record["lang"] for record in FACT_CHECKS)
    assert f"| {len(FACT_CHECKS)} fact-checks" in readme
    assert f"{of['en']} first written in English, {of['vi']} in Vietnamese, {of['th']} in Thai" in readme
    assert f"| {len(MESSAGES)} messages" in readme
    assert f"{len(ANSWERABLE)} that a fact-check here answers" in readme
