"""Numbers, dates, places and names are told apart in the desks' languages, and one thing said in two ways is not."""

from __future__ import annotations

import pytest

from benchmarks.teach.frames import FRAMES
from benchmarks.teach.noise import without_accents
from corrigenda.engine.guard import differences, negations
from corrigenda.engine.guard.places import mentions
from corrigenda.engine.guard.quantities import quantities
from corrigenda.engine.types import KnownClaim


def found(message: str, claim: str, lang: str | None = None) -> dict[str, tuple[str, str]]:
    said = differences(message, KnownClaim("1", claim, lang=lang), lang=lang)
    return {each.kind: (each.in_query, each.in_claim) for each in said}


DIFFERENT = [
    # numbers
    ("Eating garlic kills three viruses in the body", "Eating garlic kills two viruses in the body", "en", "number"),
    ("Ăn tỏi giúp giảm 30% nguy cơ đột quỵ", "Ăn tỏi giúp giảm 70% nguy cơ đột quỵ", "vi", "number"),
    ("Bão làm ba người chết ở Quảng Ninh", "Bão làm bảy người chết ở Quảng Ninh", "vi", "number"),
    ("รัฐบาลแจกเงิน ๕,๐๐๐ บาทให้ทุกคน", "รัฐบาลแจกเงิน 10,000 บาทให้ทุกคน", "th", "number"),
    ("ดื่มน้ำวันละสามแก้วรักษาโรคไต", "ดื่มน้ำวันละแปดแก้วรักษาโรคไต", "th", "number"),
    ("La vacuna mató a 40 personas en un asilo", "La vacuna mató a 4 personas en un asilo", "es", "number"),
    ("O governo vai pagar 600 reais por mês", "O governo vai pagar 900 reais por mês", "pt", "number"),
    ("Le vaccin a tué 12 personnes à l'hôpital", "Le vaccin a tué 45 personnes à l'hôpital", "fr", "number"),
    ("Pemerintah memberi bantuan 2 juta rupiah", "Pemerintah memberi bantuan 5 juta rupiah", "id", "number"),
    # dates
    ("Schools will close on 5 March 2026", "Schools will close on 9 March 2026", "en", "date"),
    ("Trường học nghỉ từ ngày 5/3 để chống dịch", "Trường học nghỉ từ ngày 9/3 để chống dịch", "vi", "date"),
    ("โรงเรียนปิดวันที่ 5 มีนาคม 2569 ทั่วประเทศ", "โรงเรียนปิดวันที่ 5 มกราคม 2569 ทั่วประเทศ", "th", "date"),
    ("Las escuelas cierran el 5 de marzo de 2021", "Las escuelas cierran el 5 de mayo de 2021", "es", "date"),
    ("As escolas fecham em março de 2021", "As escolas fecham em março de 2019", "pt", "date"),
    ("Les écoles ferment le 5 août 2021", "Les écoles ferment le 5 avril 2021", "fr", "date"),
    ("Sekolah ditutup pada 5 Ogos 2021", "Sekolah ditutup pada 5 Mac 2021", "ms", "date"),
    # places
    ("A tsunami will hit Indonesia next week", "A tsunami will hit Thailand next week", "en", "place"),
    ("Sắp có động đất lớn ở Đà Nẵng tuần này", "Sắp có động đất lớn ở Hà Nội tuần này", "vi", "place"),
    ("จะเกิดสึนามิที่เวียดนามสัปดาห์หน้า", "จะเกิดสึนามิที่ญี่ปุ่นสัปดาห์หน้า", "th", "place"),
    ("El ejército de Perú cerró la frontera", "El ejército de Chile cerró la frontera", "es", "place"),
    ("Um terremoto destruiu a ponte em Lisboa", "Um terremoto destruiu a ponte em Salvador", "pt", "place"),
    ("Une usine a explosé à Marseille lundi", "Une usine a explosé à Toulouse lundi", "fr", "place"),
    ("Kapal perang Singapura masuk ke perairan", "Kapal perang Filipina masuk ke perairan", "ms", "place"),
    # names
    ("Experts say Bill Gates bought the vaccine firm", "Experts say Elon Musk bought the vaccine firm", "en", "name"),
    ("Nghe nói Trần Văn Nam đã qua đời sáng nay", "Nghe nói Nguyễn Thị Hoa đã qua đời sáng nay", "vi", "name"),
    ("นายสมชาย ประกาศลาออกจากตำแหน่งวันนี้", "นายวิชัย ประกาศลาออกจากตำแหน่งวันนี้", "th", "name"),
    ("Ayer murió Gustavo Petro en un hospital", "Ayer murió Nicolás Maduro en un hospital", "es", "name"),
    ("Ontem morreu Fernando Haddad em um hospital", "Ontem morreu Sergio Moro em um hospital", "pt", "name"),
    ("Hier Marine Lepen a vendu son château", "Hier Emmanuel Macron a vendu son château", "fr", "name"),
    ("Kata orang Mahathir Mohamad ditangkap polis", "Kata orang Anwar Ibrahim ditangkap polis", "ms", "name"),
    # negations
    ("There is no evidence that garlic cures the flu", "Garlic cures the flu", "en", "negation"),
    ("ไม่มีหลักฐานว่ากระเทียมรักษามะเร็ง", "กระเทียมรักษามะเร็ง", "th", "negation"),
    ("Tỏi chưa bao giờ chữa được ung thư", "Tỏi chữa được ung thư", "vi", "negation"),
    ("Bawang putih tidak menyembuhkan kanser", "Bawang putih menyembuhkan kanser", "ms", "negation"),
]


@pytest.mark.parametrize(("message", "claim", "lang", "kind"), DIFFERENT)
def test_another_statement_is_noticed(message: str, claim: str, lang: str, kind: str) -> None:
    assert kind in found(message, claim, lang)


@pytest.mark.parametrize(("message", "claim", "lang", "kind"), DIFFERENT)
def test_a_text_does_not_differ_from_itself(message: str, claim: str, lang: str, kind: str) -> None:
    assert not found(message, message, lang)
    assert not found(claim, claim, lang)


def test_the_words_shown_are_those_of_the_texts() -> None:
    assert found("La ayuda es de 1.500 euros al mes", "La ayuda es de 3.000 euros al mes", "es") == {
        "number": ("1.500", "3.000")
    }
    assert found("จะเกิดสึนามิที่เวียดนามสัปดาห์หน้า", "จะเกิดสึนามิที่ญี่ปุ่นสัปดาห์หน้า", "th")["place"] == ("เวียดนาม", "ญี่ปุ่น")


@pytest.mark.parametrize(
    ("message", "claim", "lang"),
    [
        ("It is not false that garlic cures the flu", "Garlic cures the flu", "en"),
        ("It's not untrue that garlic cures the flu", "Garlic cures the flu", "en"),
        ("Nobody can deny that garlic cures the flu", "Garlic cures the flu", "en"),
        ("Không chỉ ngon, tỏi còn chữa ung thư đúng không?", "Tỏi chữa ung thư", "vi"),
        ("กระเทียมรักษามะเร็งได้หรือไม่", "กระเทียมรักษามะเร็งได้", "th"),
        ("No es falso que el ajo cura el cáncer", "El ajo cura el cáncer", "es"),
        ("Não só isso: o alho cura o câncer", "O alho cura o câncer", "pt"),
        ("L'ail guérit le cancer, n'est-ce pas ?", "L'ail guérit le cancer", "fr"),
        ("Bukan hanya enak, bawang menyembuhkan kanker", "Bawang menyembuhkan kanker", "id"),
    ],
)
def test_a_double_negation_or_a_turn_of_phrase_denies_nothing(message: str, claim: str, lang: str) -> None:
    assert not found(message, claim, lang)
    assert not negations(message, lang=lang)


@pytest.mark.parametrize(
    ("message", "claim", "lang"),
    [
        ("About 49.8% of voters stayed home", "50% of voters stayed home", "en"),
        ("The state paid $1,000,000 to the bank", "The state paid 1 million dollars to the bank", "en"),
        ("Kho bạc trả 2 triệu đồng cho mỗi người", "Kho bạc trả 2.000.000 đồng cho mỗi người", "vi"),
        ("แจกเงิน 2 ล้านบาทให้ทุกคน", "แจกเงิน 2,000,000 บาทให้ทุกคน", "th"),
        ("Pagarán 3 mil pesos a cada familia", "Pagarán 3.000 pesos a cada familia", "es"),
        ("Hanya tiga orang selamat dalam kebakaran", "Hanya 3 orang selamat dalam kebakaran", "id"),
        ("มีผู้เสียชีวิต ३ คนในเหตุไฟไหม้", "มีผู้เสียชีวิต 3 คนในเหตุไฟไหม้", "th"),
        ("โรงเรียนปิดวันที่ 5 มีนาคม 2569", "โรงเรียนปิดวันที่ 5 มีนาคม 2026", "th"),
        ("Trường học nghỉ ngày 5 tháng 3", "Trường học nghỉ ngày 5/3", "vi"),
        ("Schools close in March 2026", "Schools close on 5 March 2026", "en"),
        ("Dịch lan ở Viet Nam trong tuần này", "Dịch lan ở Việt Nam trong tuần này", "vi"),
        ("A flood hit Leeds on Friday evening", "A flood hit England on Friday evening", "en"),
        ("Fires burn Australian forests this week", "Fires burn Australia forests this week", "en"),
        ("We hear Volodymyr Zelenskyy sold the palace", "We hear Volodymyr Zelensky sold the palace", "en"),
        ("We hear @ElonMusk bought the vaccine firm", "We hear Elon Musk bought the vaccine firm", "en"),
        ("El presidente Nicolas Maduro renunció ayer", "El presidente Nicolás Maduro renunció ayer", "es"),
    ],
)
def test_the_same_said_in_another_way_is_no_difference(message: str, claim: str, lang: str) -> None:
    assert not found(message, claim, lang)


@pytest.mark.parametrize(
    ("one", "other"), [("Vietnam", "เวียดนาม"), ("Viêt Nam", "Việt Nam"), ("London", "Londres"), ("กรุงเทพฯ", "Bangkok")]
)
def test_a_place_has_one_identity_in_all_languages(one: str, other: str) -> None:
    (left,), (right,) = mentions(one), mentions(other)
    assert left.place == right.place


@pytest.mark.parametrize(
    "message",
    [
        "",
        "no",
        "🙏",
        "ไม่",
        "không",
        "NOT " * 1250,
        "5" * 5_000,
        "A" * 5_000,
        "1.000," * 800,
        "Wo🙂rd in🙂side 5 Ma🙂rch",
        "\x00\ud800",
    ],
)
def test_bad_input_breaks_nothing(message: str) -> None:
    for claim in ("", "Garlic cures 3 flus in Thailand, says Bill Gates on 5 March 2020", message):
        assert isinstance(differences(message, KnownClaim("1", claim)), tuple)


def test_capitals_everywhere_tell_no_names() -> None:
    assert "name" not in found("EXPERTS SAY BILL GATES BOUGHT IT", "Experts say Elon Musk bought it", "en")


FEES = "Zalo sắp thu phí người dùng, phải chuyển tiếp tin này cho 20 người để được dùng miễn phí."


@pytest.mark.parametrize("name", ["Viber", "Facebook", "Messenger", "WhatsApp"])
@pytest.mark.parametrize(
    "message", [FEES, "sap thu phi nguoi dung, phai chuyen tiep tin nay cho 20 nguoi de duoc dung mien phi"]
)
def test_a_foreign_word_that_opens_a_vietnamese_sentence_is_a_name(message: str, name: str) -> None:
    assert "name" in found(f"{name} {message.removeprefix('Zalo ')}", FEES, "vi")
    assert "name" not in found(f"Zalo {message.removeprefix('Zalo ')}", FEES, "vi")


@pytest.mark.parametrize(
    ("message", "claim"),
    [
        ("Vaccine gây vô sinh ở trẻ em gái", "Vắc-xin gây vô sinh ở trẻ em gái."),
        ("Vacxin gây vô sinh ở trẻ em gái", "Tiêm vaccine gây vô sinh ở trẻ em gái."),
        ("Virut này sống được 9 ngày trên kim loại", "Virus này sống được 9 ngày trên kim loại."),
        ("Chanh nóng diệt tế bào ung thư", "Nước chanh nóng diệt tế bào ung thư."),
    ],
)
def test_a_word_spelt_in_several_ways_is_no_name(message: str, claim: str) -> None:
    assert "name" not in found(message, claim, "vi")


@pytest.mark.parametrize("laughter", ["555", "5555+", "๕๕๕", "555 แชร์ต่อ", "55555 😂"])
def test_thai_laughter_is_no_number(laughter: str) -> None:
    assert [each.written for each in quantities(f"แจกเงิน 5,000 บาทให้ทุกคน {laughter}")] == ["5,000"]


@pytest.mark.parametrize("counted", ["555 ราย", "555 คน", "555 บาท", "555 ล้าน"])
def test_three_fives_before_what_is_counted_are_a_number(counted: str) -> None:
    assert quantities(f"มีผู้ป่วย {counted}")


CLAIMS = {
    "en": "Drinking hot lemon water kills cancer cells.",
    "vi": "Uống nước chanh nóng mỗi ngày tiêu diệt được tế bào ung thư.",
    "th": "ดื่มมะนาวโซดาทุกวันรักษามะเร็งได้",
    "es": "Beber agua de limón caliente mata las células cancerosas.",
    "pt": "Beber água quente com limão mata células cancerígenas.",
    "fr": "Boire de l'eau chaude au citron tue les cellules cancéreuses.",
    "id": "Minum air lemon panas membunuh sel kanker.",
    "ms": "Minum air lemon panas membunuh sel kanser.",
}


@pytest.mark.parametrize("lang", CLAIMS)
def test_asking_whether_it_is_true_denies_nothing(lang: str) -> None:
    claim = CLAIMS[lang]
    for frame in FRAMES[lang].split("|"):
        assert not found(frame.format(claim.rstrip(".")), claim, lang), frame
        assert not found(frame.format(claim.rstrip(".")), claim, None), frame
        if lang == "vi":
            assert not found(without_accents(frame.format(claim.rstrip("."))), claim, None), frame


@pytest.mark.parametrize(
    ("claim", "lang"),
    [
        ("Caetano dançando em festa no Réveillon de 2020", "pt"),  # "no" is "in the"
        ("Los pasajeros entraron en el aeropuerto sin ser registrados", "es"),
        ("Le rappeur américain n'est plus homosexuel", "fr"),
        ("Gạo giả làm bằng nhựa đang được bán tràn lan ngoài chợ.", "vi"),
        ("Die Gesundheitsbehörde TGA hält den PCR-Test für sinnlos", "de"),
        ("Nobody can see what you do online in incognito mode", "en"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "Forwarded: {}", "{}?"])
def test_a_claim_whose_language_is_known_does_not_differ_from_a_message_whose_is_not(
    claim: str, lang: str, around: str
) -> None:
    assert not differences(around.format(claim), KnownClaim("", claim, lang=lang))


@pytest.mark.parametrize(
    ("message", "claim", "lang"),
    [
        ("trẻ dưới 1 tuổi không được uống mật ong", "Không được cho trẻ dưới một tuổi uống mật ong.", "vi"),
        ("เด็กต่ำกว่า 1 ขวบห้ามกินน้ำผึ้ง จริงหรือเปล่า", "ห้ามให้เด็กอายุต่ำกว่า 1 ขวบกินน้ำผึ้ง", "th"),
        ("Babies must not, before their first birthday, eat honey", "Babies must not eat honey", "en"),
    ],
)
def test_the_same_denial_in_another_order_is_the_same(message: str, claim: str, lang: str) -> None:
    assert "negation" not in found(message, claim, lang)


def test_a_denial_of_something_else_stays_another_statement() -> None:
    assert "negation" in found("Aspirin cures headaches but not colds", "Aspirin cures colds but not headaches", "en")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("बुर्ज खलीफा पर पहली फिल्म का ट्रेलर किंग खान की पठान", []),  # no Lima in फिल्म, no Niue in खान की
        ("ਫਿਲਮ ਦੀ ਸ਼ੂਟਿੰਗ ਨਹੀਂ, ਯੂਕਰੇਨ ਦੇ ਇੱਕ ਜਾਂਬਾਜ਼ ਦਾ ਵੀਡੀਓ ਹੈ।", ["Ukraine"]),
        ("नेपाल के पोखरा में और भारत में।", ["Nepal", "India"]),
        ("தமிழ்நாடு இந்தியா மழை", ["India"]),
    ],
)
def test_vowel_signs_do_not_end_a_word(text: str, places: list[str]) -> None:
    assert [mention.place.name for mention in mentions(text)] == places
