"""Words for numbers, for what multiplies them, for common units, and for "about"."""

from __future__ import annotations

import re
from functools import cache

_SPELT = {
    "en": "two three four five six seven eight nine ten eleven twelve",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez",
    "pt": "dois|duas três quatro cinco seis sete oito nove dez",
    "fr": "deux trois quatre cinq six sept huit neuf dix",
    "id": "dua tiga empat lima enam tujuh delapan|lapan sembilan sepuluh",
    "vi": "hai ba bốn năm sáu bảy tám chín mười",
    "th": "สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ",
}
# What must follow a word that is also another word ("ba" is father, "năm" is year, "สี่" stands inside words).
_COUNTED = {
    "vi": "người|ngày|tháng|tuần|giờ|phút|lần|loại|con|trẻ|bệnh|triệu|tỷ|tỉ|nghìn|ngàn|trăm|tấn"
    "|chiếc|cái|công ty|nước|quốc gia|liều|năm",
    "th": "คน|วัน|เดือน|ปี|สัปดาห์|ชั่วโมง|นาที|ครั้ง|ชนิด|ตัว|ล้าน|แสน|หมื่น|พัน|ร้อย|แก้ว|ราย|ศพ|เม็ด|ประเทศ|ใบ|เครื่อง|ชั่วคน|รุ่น|เข็ม|ขวด",
}
FACTORS: dict[str, float] = {
    "hundred": 100, "tram": 100, "ร้อย": 100, "cien": 100, "cento": 100, "cent": 100, "ratus": 100,
    "thousand": 1e3, "nghin": 1e3, "ngan": 1e3, "พัน": 1e3, "mil": 1e3, "ribu": 1e3, "mille": 1e3,
        "หมื่น": 1e4, "แสน": 1e5,
    "million": 1e6, "millions": 1e6, "trieu": 1e6, "ล้าน": 1e6, "millon": 1e6, "millones": 1e6, "milhao": 1e6,
    "milhoes": 1e6, "juta": 1e6, "lakh": 1e5, "crore": 1e7, "muoi": 10,
    "billion": 1e9, "billions": 1e9, "ty": 1e9, "ti": 1e9, "bilhao": 1e9, "bilhoes": 1e9,
        "miliar": 1e9, "bilion": 1e9,
    "milliard": 1e9, "milliards": 1e9, "trillion": 1e12, "trilhao": 1e12, "trilhoes": 1e12, "triliun": 1e12,
}  # fmt: skip
MULTIPLIER = re.compile(
    r"\s?-?(hundred|trăm|ร้อย|cien|cento|ratus|thousand|nghìn|ngàn|พัน|mil|ribu|mille|หมื่น|แสน"
    r"|millions?|triệu|ล้าน|millón"
    r"|millones|milhão|milhões|juta|lakh|crore|mươi|billions?|tỷ|tỉ|bilhão|bilhões|miliar|bilion|milliards?|trillion"
    r"|trilhão|trilhões|triliun)(?![^\W\d_\u0e00-\u0e7f])"
)
GLUED = {"k": 1e3, "m": 1e6, "bn": 1e9, "b": 1e9, "tr": 1e6, "rb": 1e3, "jt": 1e6}
ORDINALS = frozenset({"th", "st", "nd", "rd", "er", "ers", "e"})
UNITS = {
    "%": ("%", "percent", "per cent", "phan tram", "เปอร์เซ็น", "por ciento", "por cento",
        "pour cent", "persen", "peratus"),
    "$": ("$", "€", "£", "฿", "₫", "dollar", "euro", "baht", "บาท", "dong", "vnd", "usd", "dolar",
        "rupiah", "ringgit", "reais", "peso"),
    "day": ("day", "ngay", "วัน", "dia", "jour", "hari"),
    "week": ("week", "tuan", "สัปดาห์", "semana", "semaine", "minggu"),
    "month": ("month", "thang", "เดือน", "mes", "meses", "mois", "bulan"),
    "year": ("year", "nam", "ปี", "ano", "an ", "ans", "annee", "tahun"),
    "hour": ("hour", "gio", "ชั่วโมง", "hora", "heure", "jam"),
    "minute": ("minut", "phut", "นาที", "menit", "minit"),
    "people": ("people", "person", "nguoi", "คน", "ราย", "persona", "pessoa", "personne", "orang"),
    "time": ("time", "lan", "ครั้ง", "vez", "veces", "vezes", "fois", "kali"),
    "child": ("child", "kid", "tre", "เด็ก", "nino", "crianca", "enfant", "anak"),
    "country": ("countr", "quoc gia", "nuoc", "ประเทศ", "pais", "pays", "negara"),
}  # fmt: skip
HEDGE = re.compile(
    r"(?:about|around|almost|nearly|over|more than|less than|at least|up to|approximately|roughly|~"
    r"|khoảng|gần|hơn|tầm|ประมาณ|ราว|กว่า|เกือบ"
    r"|cerca de|unos|unas|casi|más de|aproximadamente|quase|mais de|uns|environ|près de|plus de"
    r"|presque|sekitar|hampir|lebih)\s*$"
)
_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")


def guess(text: str) -> str | None:
    """The language whose words for numbers a text can have, as far as its letters tell."""
    if any("\u0e00" < char < "\u0e7f" for char in text):
        return "th"
    return "vi" if _VIETNAMESE.search(text) else None


@cache
def pattern(lang: str | None) -> tuple[re.Pattern[str] | None, dict[str, float]]:
    """A pattern whose first group is a word for a number, and the numbers; of English and Spanish where None."""
    known = {"ms": "id"}.get(lang or "", lang or "")
    spelt = [_SPELT[known]] if known in _SPELT else [_SPELT["en"], _SPELT["es"]] if not lang else []
    values = {word: float(n) for each in spelt for n, words in enumerate(each.split(), 2) for word in words.split("|")}
    if not values:
        return None, values
    words = "|".join(sorted(values, key=len, reverse=True))
    if known == "th":
        return re.compile(rf"({words})(?=\s?(?:{_COUNTED['th']}))"), values
    behind = rf"(?=\s(?:mươi|{_COUNTED['vi']})\b)" if known == "vi" else r"(?!\w)"
    return re.compile(rf"(?<!\w)({words}){behind}"), values
