"""One form for equal content, whatever keyboard, app or trick it came through."""

import pytest

from corrigenda.engine.text import (
    canonical_link,
    clean,
    fold,
    holds,
    near_key,
    near_repeats,
    numbers,
    shared,
    terms,
    text_key,
    unshouted,
)
from corrigenda.engine.text.vietnamese import typed_without_accents
from corrigenda.engine.text.words import accents_lost, says_enough, words


@pytest.mark.parametrize(
    ("dirty", "plain"),
    [
        ("ab\x00c\ud800", "abc"),
        ("p\u200ba\u202ey\u2066 \ufeffme", "pay me"),
        ("ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        (" \n\t ", ""),
        ("น้ำมะนาว\u200bรักษา", "น้ำมะนาวรักษา".replace("ำ", "\u0e4d\u0e32")),
    ],
)
def test_unseen_characters_and_odd_forms_make_no_difference(dirty: str, plain: str) -> None:
    assert clean(dirty) == plain


def test_a_megabyte_of_text_is_cut_to_what_is_looked_at() -> None:
    assert len(clean("Uống nước chanh chữa ung thư. " * 40_000)) <= 20_000


def test_folding_takes_accents_but_not_the_vowels_of_thai_or_hindi() -> None:
    assert fold("Đường Trần Hưng Đạo") == "duong tran hung dao"
    assert fold("Ação São Łódź") == "acao sao lodz"
    assert "\u0e35" in fold("ปี")
    assert fold("हिन्दी") == "हिन्दी"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("DRINK HOT LEMON WATER TODAY!!!", "drink hot lemon water today!!!"),
        ("UỐNG NƯỚC CHANH NÓNG", "uống nước chanh nóng"),
        ("The WHO and the UN met NATO in the USA", "The WHO and the UN met NATO in the USA"),
        ("COVID-19", "COVID-19"),  # too little to tell
        ("ดื่มน้ำมะนาว", "ดื่มน้ำมะนาว"),
        ("", ""),
    ],
)
def test_a_shouted_text_is_read_in_small_letters(typed: str, read: str) -> None:
    assert unshouted(typed) == read


def test_numbers_are_one_number_in_any_digits() -> None:
    assert numbers("1,000") == numbers("๑๐๐๐") == numbers("١٠٠٠") == ("1000",)
    assert numbers("2,5 kg") == numbers("2.50") == ("2.5",)
    assert numbers("10 000 người, 26.3.2020") == ("10000", "26", "3", "2020")
    assert numbers("1.234.567,89") == ("1234567.89",)


def test_a_page_has_one_address() -> None:
    one = canonical_link("https://www.example.org/a/?utm_source=x&id=2&fbclid=abc#top")
    assert one == canonical_link("http://m.example.org/a?id=2") == "example.org/a?id=2"
    assert canonical_link("https://youtu.be/Ab1?si=z") == canonical_link("https://www.youtube.com/watch?v=Ab1")


@pytest.mark.parametrize("link", ["http://[::1", "https://x:99999/", "www.", "https://"])
def test_a_link_that_is_none_does_no_harm(link: str) -> None:
    assert isinstance(canonical_link(link), str)


def test_the_same_words_have_one_key_and_other_figures_another() -> None:
    key = text_key("Uống nước chanh chữa khỏi ung thư!!! 😱")
    assert key == text_key("uống  nước chanh\u200b chữa khỏi UNG THƯ")
    assert key != text_key("uong nuoc chanh chua khoi ung thu")
    assert text_key("ดื่มน้ำ 5 แก้ว") != text_key("ดื่มน้ำ 55 แก้ว")
    assert text_key("5.5 %") != text_key("55 %")


def test_empty_has_no_key_and_emoji_and_links_have_their_own() -> None:
    assert text_key(" \u200b\x00") == ""
    assert text_key("😀") != text_key("😡") != ""
    assert text_key("https://www.example.org/a?utm_source=q") == text_key("http://example.org/a") != ""


def test_a_near_repeat_is_near_and_another_text_is_not() -> None:
    forward = "Nóng!!! Uống nước chanh ấm mỗi sáng sẽ tiêu diệt tế bào ung thư, bác sĩ khuyên mọi người chia sẻ"
    again = forward.replace("Nóng!!!", "").replace("mọi người", "mọi nguời")
    other = "Bộ Y tế thông báo lịch tiêm vắc xin cho trẻ em dưới năm tuổi tại các phường trong thành phố từ tuần sau"
    assert near_repeats(near_key(forward), near_key(again))
    assert not near_repeats(near_key(forward), near_key(other))
    assert shared(forward, again) > 0.85 > 0.2 > shared(forward, other)


def test_nothing_is_near_nothing() -> None:
    assert near_key("😀") == 0
    assert not near_repeats(0, 0)


def test_scripts_without_spaces_give_pieces() -> None:
    assert len(words("ประเทศไทย")) > 3
    assert len(words("柠檬水可以治疗癌症")) > 3
    assert "#5" in terms("ดื่มน้ำ ๕ แก้ว")


def test_hashtags_are_parted() -> None:
    assert {"australian", "fir"} <= set(terms("#AustralianFires"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Uong nuoc chanh moi sang chua khoi benh ung thu", True),
        ("ko duoc dung thuoc nay vi rat nguy hiem cho tre em", True),
        ("Uống nước chanh mỗi sáng chữa khỏi bệnh ung thư", False),
        ("The president said that he will not go to the war", False),
        ("Presiden mengatakan tidak akan pergi ke medan perang", False),
        ("O presidente disse que nao vai para a guerra", False),
    ],
)
def test_vietnamese_without_accents_is_noticed_and_nothing_else(text: str, expected: bool) -> None:
    assert typed_without_accents(words(text), accents=accents_lost(text)) is expected


def test_three_words_do_not_say_enough_in_any_script() -> None:
    assert not says_enough(words("lemon water cures"))
    assert says_enough(words("hot lemon water cures cancer"))
    assert not says_enough(words("จริงไหม"))
    assert says_enough(words("ดื่มน้ำมะนาวรักษามะเร็งได้"))


@pytest.mark.parametrize(
    ("message", "claim"),
    [
        (
            "Is it true that drinking hot lemon water kills cancer cells?",
            "Drinking hot lemon water kills cancer cells.",
        ),
        ("uong nuoc chanh nong diet te bao ung thu dung khong a", "Uống nước chanh nóng diệt tế bào ung thư"),
        ("จริงไหมที่ดื่มมะนาวโซดาทุกวันรักษามะเร็งได้ค่ะ", "ดื่มมะนาวโซดาทุกวันรักษามะเร็งได้"),
    ],
)
def test_a_message_holds_the_claim_it_asks_about(message: str, claim: str) -> None:
    assert holds(message, claim)


@pytest.mark.parametrize(
    ("message", "claim"),
    [
        ("Drinking cold lemon water kills cancer cells?", "Drinking hot lemon water kills cancer cells."),
        ("Is it true that he was here", "he was here"),
        ("antidrinking hot lemon water kills cancer cells5", "drinking hot lemon water kills cancer cells"),
        (
            "Drinking hot lemon water kills cancer cells. " + "And much more is said. " * 8,
            "Drinking hot lemon water kills",
        ),
        ("", "Drinking hot lemon water kills cancer cells."),
        ("Drinking hot lemon water kills cancer cells.", ""),
    ],
)
def test_other_words_too_short_a_claim_or_much_around_it_is_not_held(message: str, claim: str) -> None:
    assert not holds(message, claim)
