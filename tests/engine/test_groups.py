"""Which evidence a message is judged by: its language, the way it is written, or any."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corrigenda.engine.text import groups_of
from corrigenda.engine.text.groups import WRITTEN


@pytest.mark.parametrize(
    ("text", "lang", "groups"),
    [
        ("Hot lemon water cures cancer", "en", ("en", "latin", "any")),
        ("Hot lemon water cures cancer", None, ("latin", "any")),
        ("Hot lemon water cures cancer", "EN-gb", ("en", "latin", "any")),
        ("Uống nước chanh nóng chữa khỏi ung thư", None, ("vi", "latin", "any")),
        ("uong nuoc chanh nong moi sang chua khoi benh ung thu", None, ("vi", "latin", "any")),
        ("El agua caliente con limón cura el cáncer", "es", ("es", "latin", "any")),
        ("Omi gbígbóná pẹ̀lú ọsàn wẹ́wẹ́ ń wo àrùn jẹjẹrẹ", None, ("latin", "any")),
        ("ดื่มน้ำมะนาวโซดารักษาโรคเบาหวาน", None, ("th", "unspaced", "any")),
        ("ດື່ມນ້ຳໝາກນາວຮ້ອນປິ່ນປົວມະເຮັງ", None, ("lo", "unspaced", "any")),
        ("ទឹកក្រូចឆ្មាក្តៅព្យាបាលមហារីក", None, ("km", "unspaced", "any")),
        ("သံပရာရည်ပူသည် ကင်ဆာကို ကုသသည်", None, ("my", "unspaced", "any")),
        ("热柠檬水可以治癌症", None, ("zh", "unspaced", "any")),
        ("熱檸檬水治癌症", "zh-Hant", ("zh", "unspaced", "any")),
        ("温かいレモン水はがんを治す", None, ("ja", "unspaced", "any")),
        ("ماء الليمون الساخن يعالج السرطان", "ar", ("ar", "other", "any")),
        ("Горячая вода с лимоном лечит рак", None, ("other", "any")),
        ("뜨거운 레몬물은 암을 치료한다", "ko", ("ko", "other", "any")),
    ],
)
def test_a_message_is_judged_by_the_most_special_evidence(text: str, lang: str | None, groups: tuple[str, ...]) -> None:
    assert groups_of(text, lang) == groups


@pytest.mark.parametrize(
    ("text", "lang", "groups"),
    [
        ("Hot lemon water cures cancer", "th", ("latin", "any")),
        ("ดื่มน้ำมะนาวโซดารักษาโรคเบาหวาน", "en", ("th", "unspaced", "any")),
        ("热柠檬水可以治癌症", "ja", ("ja", "unspaced", "any")),
        ("COVID-19疫苗会改变人的DNA", None, ("zh", "unspaced", "any")),
        ("ข่าวปลอม https://example.org/a-very-long-address-in-latin-letters", None, ("th", "unspaced", "any")),
        ("123 🙏", "vi", ("vi", "latin", "any")),
        ("123 🙏", None, ("any",)),
        ("", "und", ("any",)),
    ],
)
def test_letters_weigh_more_than_what_a_language_is_said_to_be(
    text: str, lang: str | None, groups: tuple[str, ...]
) -> None:
    assert groups_of(text, lang) == groups


@given(st.text(), st.none() | st.text(max_size=8))
def test_every_text_has_a_group_and_none_twice(text: str, lang: str | None) -> None:
    groups = groups_of(text, lang)
    assert groups[-1] == "any"
    assert len(set(groups)) == len(groups) <= 3
    assert sum(group in WRITTEN for group in groups) <= 1
