"""A guess at the language of a text, good enough to know whether two texts can be expected to share words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from corrigenda.engine.text import clean
from corrigenda.engine.text.vietnamese import LETTERS as VIETNAMESE

LETTERS = 400  # looked at

_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = {
    "en": "the of and to in is that for it was on are with this you have from they not be at",
    "es": "el los las del que por una con para se su al lo como más pero fue está y muy",
    "pt": "os das dos que não uma com para se na no em ao mais mas foi está você e ele são",
    "fr": "le les des du et une dans pour que qui sur est pas ce au avec il sont cette aux",
    "de": "der die das und nicht ein eine den mit von zu auf für dem im sich auch wird bei",
    "ms": "yang dan di ini itu untuk dengan tidak dari ke pada akan adalah sudah ada bisa dia kita",
    "pl": "i w na nie się z do jest że to jak po co od przez dla są ale za tego",
    "it": "il gli della di che per una con non è sono nel alla dei ha più questo anche si come",
    "vi": "khong nguoi duoc nhung cua trong mot cac la va cho voi nay khi den thi da co bi se",
}
_OWNERS: dict[str, list[str]] = {}
for _tongue, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _OWNERS.setdefault(_word, []).append(_tongue)


def tongue(text: str) -> str:
    """A code (ISO 639-1 where it is a language, else the name of a script); "" where nothing tells."""
    text = clean(text)[: 4 * LETTERS]
    script = _script(text)
    if script != "latin":
        return {"thai": "th"}.get(script, script)
    if len(VIETNAMESE.findall(text)) >= 2:
        return "vi"
    votes = Counter(owner for word in _WORD.findall(text.casefold()) for owner in _OWNERS.get(word, ()))
    if not votes:
        return ""
    (first, most), *others = votes.most_common(2)
    return first if most >= 2 and (not others or most > others[0][1]) else ""


def _script(text: str) -> str:
    names = Counter(
        unicodedata.name(letter, "").split(" ", 1)[0].lower() for letter in text[:LETTERS] if letter.isalpha()
    )
    return names.most_common(1)[0][0] if names else ""


def may_share_words(one: str, other: str) -> bool:
    """Whether texts of these tongues would share words if they said the same; yes where one is unknown Latin."""
    if one == other:
        return True
    latin = {*_SMALL_WORDS, ""}
    return one in latin and other in latin and "" in (one, other)
