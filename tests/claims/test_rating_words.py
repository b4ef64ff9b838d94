"""Rating words are mapped by table, in any language, and never guessed."""

import json
from importlib.resources import files

import pytest

from corrigenda.claims.rating_words import CODES, rating_code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("False", "false"),
        ("FALSE!", "false"),
        ("  false. ", "false"),
        ("Sai sự thật", "false"),
        ("sai sự thật", "false"),
        ("เท็จ", "false"),
        ("“Falso”", "false"),
        ("Faux", "false"),
        ("HOAKS", "false"),
        ("Gây hiểu lầm", "misleading"),
        ("บิดเบือน", "misleading"),
        ("Engañoso", "misleading"),
        ("Chưa có bằng chứng", "unproven"),
        ("Đúng một phần", "partly_true"),
        ("จริงบางส่วน", "partly_true"),
        ("Vrai", "true"),
        ("Đúng", "true"),
        ("จริง", "true"),
    ],
)
def test_a_word_that_means_one_thing_everywhere_is_mapped(words: str, code: str) -> None:
    assert rating_code(words, site="desk.example.org") == code
    assert rating_code(words, site="") == code


@pytest.mark.parametrize(
    "words",
    ["", "   ", "1", "3/5", "Four Pinocchios", "Mostly False", "Half True", "Mixture", "Satire", "Needs context",
     "False?! Not quite", "Sai số", "ไม่", "not false", "Exagerado", "Pants on Fire", "…",
     "<b>False</b>", "False " * 50],
)  # fmt: skip
def test_what_the_tables_do_not_say_stays_unmapped(words: str) -> None:
    assert rating_code(words, site="desk.example.org") is None


def test_a_publishers_own_words_count_for_that_publisher_only() -> None:
    assert rating_code("Pants on Fire!", site="politifact.com") == "false"
    assert rating_code("Mostly False", site="politifact.com") == "misleading"
    assert rating_code("Mostly False", site="snopes.com") == "false"
    assert rating_code("Missing context", site="factcheck.afp.com") == "misleading"
    assert rating_code("Missing context", site="afp.com.example.org") is None
    assert rating_code("Pants on Fire!", site="notpolitifact.com") is None


def test_composed_and_decomposed_letters_are_the_same_word() -> None:
    import unicodedata

    assert rating_code(unicodedata.normalize("NFD", "Sai sự thật"), site="") == "false"


def test_the_file_names_only_codes_of_our_scale() -> None:
    written = json.loads(files("corrigenda.claims").joinpath("rating_words.json").read_text(encoding="utf-8"))
    for codes in (written["everywhere"], *written["publishers"].values()):
        assert set(codes) <= set(CODES)
        assert all(words for words in codes.values())
