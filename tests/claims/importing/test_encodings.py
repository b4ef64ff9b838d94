"""A text is read in the encoding it was written in, or refused: never stored wrong."""

import json

import pytest

from tests.claims.importing.readers import only, refused, taken

THAI = "ดื่มน้ำมะนาวร้อนช่วยรักษาโรคมะเร็งได้ภายในเจ็ดวัน แพทย์ไม่อยากให้คุณรู้เรื่องนี้"
VIETNAMESE = "Uống nước chanh nóng mỗi buổi sáng chữa được bệnh ung thư, bác sĩ không muốn bạn biết"
SPANISH = "Beber agua con limón cura el cáncer según un médico español, pero no es así y está demostrado"
RUSSIAN = "Горячая вода с лимоном лечит рак за семь дней, врачи скрывают это от нас"
ENGLISH = "Drinking hot lemon water every morning cures cancer within seven days"


def line(text: str) -> str:
    return json.dumps({"id": "1", "text": text}, ensure_ascii=False)


def in_cp1258(text: str) -> bytes:
    """Vietnamese as old Windows programs wrote it: a letter, then its tone sign."""
    import unicodedata

    parts = []
    for sign in unicodedata.normalize("NFC", text):
        try:
            parts.append(sign.encode("cp1258"))
        except UnicodeEncodeError:
            whole = unicodedata.normalize("NFD", sign)
            tones = "".join(each for each in whole if each in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", "".join(each for each in whole if each not in tones))
            parts.append((base + tones).encode("cp1258"))
    return b"".join(parts)


@pytest.mark.parametrize("text", [THAI, VIETNAMESE, SPANISH, RUSSIAN, ENGLISH])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_unicode_is_read_in_every_form(text: str, encoding: str, name: str) -> None:
    assert only(line(text).encode(encoding), name=name).claim_text == text


def test_thai_of_old_programs_is_recognised() -> None:
    for encoding in ("tis-620", "cp874"):
        assert only(line(THAI).encode(encoding)).claim_text == THAI


def test_vietnamese_of_old_programs_is_recognised() -> None:
    assert only(in_cp1258(line(VIETNAMESE))).claim_text == VIETNAMESE


def test_western_european_of_old_programs_is_recognised() -> None:
    for encoding in ("latin-1", "cp1252"):
        assert only(line(SPANISH).encode(encoding)).claim_text == SPANISH


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_another_alphabet_of_old_programs_is_refused_unless_named(encoding: str) -> None:
    content = line(RUSSIAN).encode(encoding)
    assert refused(content) == ["mis_encoded"]
    assert only(content, encoding=encoding).claim_text == RUSSIAN
    page = b'<meta charset="' + encoding.encode() + b'"><script type="application/ld+json">'
    page += json.dumps({"@type": "ClaimReview", "claimReviewed": RUSSIAN}, ensure_ascii=False).encode(encoding)
    assert only(page + b"</script>").claim_text == RUSSIAN


def test_what_the_site_says_counts_where_the_text_is_not_utf8() -> None:
    assert only(line(RUSSIAN).encode("cp1251"), charset="windows-1251").claim_text == RUSSIAN
    assert only(line(THAI).encode(), charset="windows-1251").claim_text == THAI
    assert only(line(THAI).encode("cp874"), charset="no-such-charset").claim_text == THAI
    assert refused(line(RUSSIAN).encode("cp1251"), charset="zip") == ["mis_encoded"]


@pytest.mark.parametrize(
    "spoilt",
    [
        THAI.encode().decode("cp1252", "replace"),
        THAI.encode().decode("latin-1"),
        THAI.encode("cp874").decode("cp1252"),
        VIETNAMESE.encode().decode("cp1252", "replace"),
        VIETNAMESE.encode().decode("latin-1"),
        SPANISH.encode().decode("cp1252"),
        RUSSIAN.encode("cp1251").decode("utf-8", "replace"),
        THAI.encode("ascii", "replace").decode().replace("?", "\ufffd"),
    ],
)
def test_a_text_spoilt_by_others_is_refused(spoilt: str) -> None:
    assert refused(line(spoilt)) == ["mis_encoded"]


@pytest.mark.parametrize(
    "text", ["Café à São Paulo: «não é verdade»", "100 € por día", "naïve façade", "œuvre – “fin”", "Ü", "ไทย", "ê á"]
)
def test_a_right_text_is_never_called_spoilt(text: str) -> None:
    assert only(line(text)).claim_text == text


def test_one_lost_sign_in_a_long_text_spoils_nothing() -> None:
    assert len(taken(line(ENGLISH * 3 + "\ufffd"))) == 1


def test_half_a_pair_of_surrogates_is_left_out() -> None:
    assert only('{"id": "1", "text": "tin \\ud83d giả"}').claim_text == "tin  giả"
    assert only(b'{"id": "1", "text": "tin \\ude00\\ud83d\\u0000"}').claim_text == "tin"
