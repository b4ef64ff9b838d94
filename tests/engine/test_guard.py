"""Similar is not same: a number or a negation that differs is noticed."""

import pytest

from corrigenda.engine.guard import differences
from corrigenda.engine.types import KnownClaim


def kinds(message: str, claim: str, lang: str | None = None) -> set[str]:
    return {found.kind for found in differences(message, KnownClaim("1", claim, lang=lang), lang=lang)}


@pytest.mark.parametrize(
    ("message", "claim", "lang"),
    [
        ("Lemon water does not cure cancer, doctors warn", "Lemon water cures cancer", "en"),
        ("Lemon water doesn’t cure cancer", "Lemon water cures cancer", None),
        ("Nước chanh không chữa được ung thư", "Nước chanh chữa được ung thư", "vi"),
        ("Nuoc chanh khong chua duoc ung thu", "Nước chanh chữa được ung thư", None),
        ("น้ำมะนาวรักษามะเร็งไม่ได้", "น้ำมะนาวรักษามะเร็งได้", "th"),
        ("El agua con limón no cura el cáncer", "El agua con limón cura el cáncer", "es"),
        ("Água com limão não cura câncer", "Água com limão cura câncer", "pt"),
        ("L'eau citronnée ne guérit pas le cancer", "L'eau citronnée guérit le cancer", "fr"),
        ("Air lemon tidak menyembuhkan kanker", "Air lemon menyembuhkan kanker", "id"),
    ],
)
def test_a_denial_is_another_statement(message: str, claim: str, lang: str | None) -> None:
    assert "negation" in kinds(message, claim, lang)
    assert not kinds(claim, claim, lang)


def test_a_changed_number_is_noticed_in_any_digits() -> None:
    assert "number" in kinds("Drink 8 glasses", "Drink 5 glasses")
    assert "number" in kinds("ดื่มน้ำ ๘ แก้ว", "ดื่มน้ำ 5 แก้ว")
    assert not kinds("ดื่มน้ำ ๕ แก้ว", "ดื่มน้ำ 5 แก้ว")


def test_a_further_number_beside_the_claims_own_is_no_difference() -> None:
    assert not kinds("Sent 3 times today: drink 5 glasses", "Drink 5 glasses")


def test_a_negation_in_another_sentence_is_no_difference() -> None:
    message = "I could not believe my eyes. Hot lemon water cures cancer. Share with all your friends"
    assert not kinds(message, "Hot lemon water cures cancer", "en")


@pytest.mark.parametrize(
    ("message", "claim", "lang"),
    [
        (
            "Bị bỏng thì KHÔNG bôi kem đánh răng vì dễ để lại sẹo",
            "Bị bỏng thì bôi kem đánh răng sẽ không để lại sẹo.",
            "vi",
        ),
        ("Garlic does not stop the flu, it never hurts though", "Garlic stops the flu and never fails.", "en"),
    ],
)
def test_a_word_denied_on_one_side_only_is_noticed(message: str, claim: str, lang: str) -> None:
    found = differences(message, KnownClaim("x", claim, lang=lang), lang=lang)
    assert [difference.kind for difference in found] == ["negation"]
