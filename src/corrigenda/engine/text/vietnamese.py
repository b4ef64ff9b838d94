"""Notices Vietnamese, and whether it was typed without its accents: then ranking trusts words more than meaning."""

from __future__ import annotations

import re

_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:uye|uoi|ieu|yeu|oai|oay|uay|uya|ie|ye|uo|ua|ue|uy|ui|uu|oa|oe|oi|oo|ai|ao|au|ay|eo|eu|ia|iu|[aeiouy])"
    r"(?:ng|nh|ch|[cmnpt])?"
)
# Letters no other language uses much; those that Yoruba and Igbo share with Vietnamese are left out.
LETTERS = re.compile("[đơưĐƠƯ\u1ea0-\u1ef9](?<![ẸẹỊịỌọỤụ])")
# Frequent in Vietnamese without accents, rare as words of other languages written in Latin letters.
_MARKERS = frozenset(
    """
    khong nguoi duoc nhung cua trong mot voi cac nhieu nuoc viet nhan hien cung truoc phai theo thanh
    truong duong nghia ngay thang hoc benh uong thuoc dich tinh huyen xuat dang giai chua khach nghe biet
    nhat thoi quoc chinh phu tren duoi bao vua roi nua rang chuyen thong tin mang chia gia dinh tre phong
    chong khoi vang nuoi vay thi dau ngoai
    """.split()  # noqa: SIM905
)
_SHORT_FORMS = frozenset(
    ["ko", "k", "dc", "dk", "ng", "j", "vs", "mn", "mng", "ntn", "bn", "trc", "hok", "khg", "hem", "lun", "z", "nx"]
)


def is_syllable(word: str) -> bool:
    """Whether a folded word has the shape of a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(word) is not None


def written_with_accents(text: str, said: list[str]) -> bool:
    """Whether a text is Vietnamese as it is written: its letters, and words that are single syllables."""
    if len(LETTERS.findall(text)) < 2:
        return False
    plain = [word for word in said if word.isalpha()]
    return sum(map(is_syllable, plain)) >= 0.6 * len(plain)


def typed_without_accents(words: list[str], *, accents: int) -> bool:
    """Whether these folded words look like Vietnamese typed without accents.

    ``accents`` is how many of them lost one in folding: a text with some is not meant.
    """
    if len(words) < 3 or accents * 10 > len(words):
        return False
    plain = [word for word in words if word.isalpha()]
    if len(plain) < 3:
        return False
    shaped = sum(1 for word in plain if _SYLLABLE.fullmatch(word) or word in _SHORT_FORMS)
    marked = sum(1 for word in plain if word in _MARKERS)
    return shaped >= 0.72 * len(plain) and marked >= max(1, 0.1 * len(plain))
