"""Which language a text is in, as far as its letters and small words tell."""

from __future__ import annotations

import pytest

from corrigenda.engine.text import language_of


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("ดื่มน้ำมะนาวรักษามะเร็ง", "th"),
        ("Uống nước chanh chữa ung thư", "vi"),
        ("uong nuoc chanh nong tieu diet te bao ung thu co dung khong moi nguoi", "vi"),
        ("The moon landing cable was cut by the government last night, forward to 10 groups", "en"),
        ("Nunca vi isso: a vacina muda o DNA das crianças e não pode ser desfeita", "pt"),
        ("La vacuna cambia el ADN de los niños y no se puede deshacer", "es"),
        ("Le vaccin change l'ADN des enfants et ne peut pas être annulé", "fr"),
        ("Die Impfung verändert die DNA der Kinder und ist nicht rückgängig zu machen", "de"),
        ("Vaksin ini mengubah DNA anak dan tidak bisa dibatalkan karena sudah masuk darah", "id"),
        ("Kerajaan akan beri wang RM500 kepada semua pelajar dan ini tidak boleh ditolak", "ms"),
        ("疫苗會改變孩子的基因", "zh"),
        ("вакцина меняет днк", ""),  # letters of many languages
        ("Hello", ""),
        ("uong nuoc chanh", "vi"),
        ("COVID-19 5G 2020", ""),
        ("", ""),
    ],
)
def test_it_is_named_only_where_letters_or_words_tell(text: str, lang: str) -> None:
    assert language_of(text) == lang
