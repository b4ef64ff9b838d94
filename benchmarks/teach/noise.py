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
_ENGLISH = {
    "you": ("u", "ya"),
    "your": ("ur", "yo"),
    "you're": ("ur", "youre"),  # codespell:ignore youre
    "are": ("r",),
    "for": ("4", "fo"),  # codespell:ignore fo
    "to": ("2",),
    "before": ("b4",),
    "people": ("ppl",),
    "because": ("bc", "cuz", "coz"),
    "with": ("w/", "wit"),  # codespell:ignore wit
    "without": ("w/o",),
    "about": ("abt", "bout"),
    "government": ("govt", "gov"),
    "please": ("pls", "plz"),
    "through": ("thru",),
    "tonight": ("2nite",),
    "today": ("2day",),
    "tomorrow": ("2moro", "tmrw"),
    "and": ("&", "n"),
    "the": ("da", "de", "teh"),  # codespell:ignore teh
    "this": ("dis",),
    "that": ("dat",),
    "they": ("dey",),
    "them": ("dem",),
    "there": ("dere",),
    "going to": ("gonna", "finna", "gon"),
    "want to": ("wanna",),
    "is not": ("ain't", "aint"),
    "are not": ("ain't", "aint"),
    "isn't": ("ain't", "isnt"),
    "don't": ("dont", "doan"),
    "nothing": ("nuttin", "nada"),
    "something": ("sumtin", "smth"),
    "children": ("kids", "pickney", "pikin"),
    "very": ("v", "hella"),
    "said": ("sed",),
}
_ENGLISH_WORD = re.compile(rf"(?<!\w)({'|'.join(sorted(_ENGLISH, key=len, reverse=True))})(?!\w)", re.IGNORECASE)
_LONG_WORD = re.compile(r"(?<!\w)[a-z]{6,}(?!\w)")
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


def chat_english(text: str, rng: random.Random) -> str:
    """English typed in a hurry or spelt as it is spoken: short forms, dropped g's, words without their vowels."""
    short = _ENGLISH_WORD.sub(lambda m: rng.choice(_ENGLISH[m[1].lower()]) if rng.random() < 0.7 else m[1], text)
    short = re.sub(r"(?<=\w\w)ing\b", rng.choice(("in", "in'", "ing")), short)
    return _LONG_WORD.sub(lambda m: _without_vowels(m[0]) if rng.random() < 0.1 else m[0], short)


def _without_vowels(word: str) -> str:
    return word[:2] + re.sub(r"[aeiou]", "", word[2:-1]) + word[-1]


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
    if lang == "en" and what > 0.85:
        text = chat_english(text, rng)
        return slips(text, rng) if what > 0.95 else text
    if what < 0.07:
        return text.lower()
    if what < 0.12:
        return text.upper()
    if what < 0.22:
        return slips(text, rng)
    if what < 0.27:
        return " ".join(re.sub(r"[^\w\s]", " ", text).split()) or text
    return without_accents(text) if what < 0.34 else text


def hurried(text: str, rng: random.Random, *, lang: str | None) -> str:
    """The text with slips of few or many letters or, in English, as it is chatted; often all small, seldom shouted."""
    if rng.random() < 0.5:
        text = slips(text, rng, share=rng.choice((0.02, 0.04, 0.08)))
    elif lang == "en":
        text = chat_english(text, rng)
    elif lang == "vi":
        text = without_accents(short_forms(text, rng))
    case = rng.random()
    return text.lower() if case < 0.35 else text.upper() if case < 0.45 else text
