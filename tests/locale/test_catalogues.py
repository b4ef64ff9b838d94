"""What readers of Vietnamese and Thai get: every text of the screens, whole, and with nothing lost on the way."""

from __future__ import annotations

import gettext
import html
import re
from collections import Counter
from pathlib import Path

import pytest
from django.test import Client

import corrigenda
from tests.locale.catalogues import Entry, entries, header, marked_texts

PACKAGE = Path(corrigenda.__file__).parent
LANGUAGES = ("vi", "th")
PLURAL_FORMS = 1  # neither language has a plural of the noun
PAGES = ("/", "/fact-checks", "/search?q=", "/receipt", "/method", "/about", "/privacy", "/stats", "/nowhere")
DESK = ("/desk/", "/desk/waiting/", "/desk/settled/", "/account/2fa/")

_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
_TAG = re.compile(r"</?[a-z][^>]*>")
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
# Names, formats and addresses are the same everywhere.
_SAME_EVERYWHERE = {"API"}


def catalogue(lang: str) -> list[Entry]:
    """The entries of a language, without the header."""
    return entries(_po(lang))[1:]


def _po(lang: str) -> Path:
    return PACKAGE / "locale" / lang / "LC_MESSAGES" / "django.po"


@pytest.fixture(params=LANGUAGES)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_marked_text_is_in_the_catalogue_and_no_other(lang: str) -> None:
    said = {entry.said[0] for entry in catalogue(lang)}
    marked = marked_texts(PACKAGE)
    assert len(marked) > 500
    assert (marked - said, said - marked) == (set(), set())


def test_the_header_names_the_language_and_its_plural_forms(lang: str) -> None:
    first = entries(_po(lang))[0]
    fields = header(first)
    assert first.said == ("",)
    assert not first.fuzzy
    assert fields["language"] == lang
    assert fields["content-type"] == "text/plain; charset=UTF-8"
    assert fields["plural-forms"].replace(" ", "").startswith(f"nplurals={PLURAL_FORMS};plural=0")


def test_no_text_is_untranslated_or_only_guessed(lang: str) -> None:
    guessed = [entry.said[0] for entry in catalogue(lang) if entry.fuzzy]
    empty = [entry.said[0] for entry in catalogue(lang) if not all(text.strip() for text in entry.translated)]
    assert (guessed, empty) == ([], [])


def test_every_text_has_as_many_plural_forms_as_the_language(lang: str) -> None:
    wrong = [entry.said for entry in catalogue(lang) if len(entry.translated) != PLURAL_FORMS]
    assert wrong == []


def test_a_translation_keeps_every_placeholder(lang: str) -> None:
    lost = [(entry.said[-1], text) for entry in catalogue(lang) for text in entry.translated
            if _found(_PLACEHOLDER, text) != _found(_PLACEHOLDER, entry.said[-1])]  # fmt: skip
    assert lost == []


def test_a_translation_keeps_the_tags_and_where_they_lead(lang: str) -> None:
    lost = [(entry.said[-1], text) for entry in catalogue(lang) for text in entry.translated
            if _found(_TAG, text) != _found(_TAG, entry.said[-1])]  # fmt: skip
    assert lost == []


def test_a_translation_begins_and_ends_as_the_text_does(lang: str) -> None:
    uneven = [(entry.said[-1], text) for entry in catalogue(lang) for text in entry.translated
              if _edges(text) != _edges(entry.said[-1]) or "  " in text]  # fmt: skip
    assert uneven == []


def test_no_translation_is_the_english_text_again(lang: str) -> None:
    same = {text for entry in catalogue(lang) for text in entry.translated if text in entry.said}
    assert same <= _SAME_EVERYWHERE


def test_the_compiled_file_says_what_the_written_one_says(lang: str) -> None:
    with _po(lang).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in catalogue(lang):
        said, expected = entry.said, entry.translated[0]
        got = compiled.ngettext(said[0], said[1], 2) if len(said) > 1 else compiled.gettext(said[0])
        assert got == expected


@pytest.mark.django_db
@pytest.mark.parametrize("page", [*PAGES, "/account/login/"])
def test_no_english_sentence_is_left_on_a_public_page(lang: str, page: str, client: Client) -> None:
    assert _left_in_english(client, page, lang) == []


@pytest.mark.parametrize("page", DESK)
def test_no_english_sentence_is_left_at_the_desk(lang: str, page: str, ana_client: Client) -> None:
    assert _left_in_english(ana_client, page, lang) == []


def _left_in_english(client: Client, page: str, lang: str) -> list[str]:
    """The longer texts of the catalogue that a page still says in English."""
    response = client.get(page, headers={"accept-language": lang})
    seen = _seen(response.content.decode())
    longer = [entry for entry in catalogue(lang) if len(entry.said[0]) > 12]
    assert f'<html lang="{lang}">' in response.content.decode()
    assert any(entry.translated[0] in seen for entry in longer)
    return [text for entry in longer for text in entry.said if text in seen]


def _found(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(pattern.findall(text))


def _edges(text: str) -> tuple[str, str]:
    inner = text.strip()
    return text[: text.index(inner)], text[text.index(inner) + len(inner) :]


def _seen(page: str) -> str:
    """What a page says: its words without the tags, then the tags with the words in their attributes."""
    shown = _UNSEEN.sub(" ", page)
    return html.unescape(" ".join(f"{_TAG.sub(' ', shown)} {' '.join(_TAG.findall(shown))}".split()))
