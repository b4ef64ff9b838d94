"""How people really type: a text with slips, without accents, in short forms, all in capitals."""

from __future__ import annotations

import random
import re
import unicodedata

_SHORT = {
    "không": ("ko", "k", "hok", "khong"),
    "được": ("dc", "đc", "duoc"),
    "người": ("ng", "ngừi"),
    "gì": ("j", "gi"),
    "với": ("vs", "vs"),
    "mọi người": ("mn", "mng"),
    "như thế nào": ("ntn",),
    "trước": ("trc",),
    "biết": ("bít", "bik"),
    "rồi": ("r", "rùi"),
    "chồng": ("ck",),
    "vợ": ("vk",),
    "bạn": ("bn", "b"),
    "cũng": ("cg", "cug"),
    "những": ("nhg", "nhug"),
    "nhiều": ("nhìu",),
    "thôi": ("thui",),
    "luôn": ("lun",),
}
_SHORT_WORD = re.compile(rf"(?<!\w)({'|'.join(_SHORT)})(?!\w)", re.IGNORECASE)


def without_accents(text: str) -> str:
    """Latin letters without their marks; other scripts stay."""
    kept = []
    for letter in unicodedata.normalize("NFC", text):
        base = unicodedata.normalize("NFD", letter)
        kept.append(base[0] if base[0].isascii() else letter)
    return "".join(kept).replace("đ", "d").replace("Đ", "D")


def short_forms(text: str, rng: random.Random) -> str:
    """Vietnamese as it is typed on a telephone."""
    return _SHORT_WORD.sub(lambda found: rng.choice(_SHORT[found[1].lower()]), text)


def slips(text: str, rng: random.Random, *, share: float = 0.04) -> str:
    """Letters swapped, doubled, dropped."""
    letters = list(text)
    for _ in range(max(1, int(share * len(letters)))):
        at = rng.randrange(max(1, len(letters) - 1))
        if not letters or not letters[at].isalpha():
            continue
        what = rng.random()
        if what < 0.4 and at + 1 < len(letters):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        elif what < 0.7:
            letters[at] = ""
        else:
            letters[at] += letters[at]
    return "".join(letters)


def noisy(text: str, rng: random.Random, *, lang: str | None) -> str:
    """The text as somebody may have typed it; more often than not, as it is."""
    what = rng.random()
    if lang == "vi":
        if what < 0.5:
            return without_accents(short_forms(text, rng) if rng.random() < 0.3 else text)
        return short_forms(text, rng) if what < 0.65 else text
    if what < 0.07:
        return text.lower()
    if what < 0.12:
        return text.upper()
    if what < 0.22:
        return slips(text, rng)
    if what < 0.27:
        return " ".join(re.sub(r"[^\w\s]", " ", text).split()) or text
    return without_accents(text) if what < 0.34 else text
