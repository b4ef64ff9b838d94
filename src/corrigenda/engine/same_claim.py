"""Whether two known claims are one: several fact-checks of the same claim are shown once.

Two questions of different weight. ``surely_one`` lets a machine send the one instead of the other, and so allows no
word to differ. ``much_alike`` folds them on a screen, where a person sees both.
"""

from __future__ import annotations

import re

from corrigenda.engine.guard import differences
from corrigenda.engine.text import clean, numbers, said, shared, text_key, words
from corrigenda.engine.text.places import placed
from corrigenda.engine.text.repeats import NEAR_SHARE
from corrigenda.engine.text.words import says_enough
from corrigenda.engine.types import KnownClaim

_ARTICLES = frozenset("a an the el los las un una unos unas le les une os um uma".split())  # noqa: SIM905
_SIGNS = re.compile("[%€$£₫฿]")


def surely_one(one: KnownClaim, other: KnownClaim) -> bool:
    """Whether two claims say the same, word for word: only case, punctuation, articles and endings may differ.

    Texts of a few words prove nothing ("This is true"): for them the answer is no.
    """
    left, right = one.text, other.text
    if min(len(left), len(right)) * 2 < max(len(left), len(right)):  # nothing that may differ makes so much of it
        return False
    if not says_enough(words(left)) or not says_enough(words(right)):
        return False
    if text_key(left) == text_key(right):
        return True
    return _sentence(left) == _sentence(right) and not differences(left, other, lang=one.lang)


def much_alike(one: KnownClaim, other: KnownClaim) -> bool:
    """Whether two claims are near repeats of one another in which nothing was seen to differ."""
    if surely_one(one, other):
        return True
    shorter, longer = sorted((len(said(one.text)), len(said(other.text))))
    if not shorter or shorter < NEAR_SHARE * longer or shared(one.text, other.text) < NEAR_SHARE:
        return False
    return not differences(one.text, other, lang=one.lang) and not differences(other.text, one, lang=other.lang)


def _sentence(text: str) -> tuple[object, ...]:
    """The words of a text in order, with their accents; and its numbers, and what they count."""
    content = tuple(unit.exact for unit in placed(text).units if unit.key not in _ARTICLES)
    return content, numbers(clean(text)), tuple(_SIGNS.findall(text))
