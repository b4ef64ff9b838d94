"""Similar is not same: what two texts say differently keeps a match from being sent without a person looking.

First version: numbers, and words that negate. A register's claims are written in the affirmative form of the
falsehood, so a message that denies what the claim says is another statement, however close the words are.
"""

from __future__ import annotations

import re

from corrigenda.engine.text import clean, numbers, without_links, words
from corrigenda.engine.text.clean import fold_clean
from corrigenda.engine.text.words import stem
from corrigenda.engine.types import Difference, KnownClaim

# Folded, but for Vietnamese, where folding would make "gia" of both "giả" (fake) and "gia" (home).
_NEGATIONS = {
    "en": r"not|no|never|none|nobody|nothing|neither|nor|without|cannot|false|fake|hoax|untrue|debunked|\w+n't"
    r"|dont|doesnt|didnt|isnt|arent|wasnt|werent|wont|cant|couldnt|shouldnt|hasnt|havent",
    "vi": r"không|chẳng|chưa|đừng|sai|giả|bác bỏ|khong|hok|chang",
    "es": r"no|nunca|jamas|nadie|tampoco|ni|sin|falso|falsa|desmienten?",
    "pt": r"nao|nunca|jamais|ninguem|nem|sem|falso|falsa|desmentem?",
    "fr": r"ne|n'\w+|pas|jamais|aucune?|sans|faux|fausse|dement",
    "id": r"tidak|bukan|tak|belum|jangan|tanpa|hoaks|palsu",
    "ms": r"tidak|bukan|tak|belum|jangan|tanpa|palsu",
}
# For texts of unknown language: words of the above that mean nothing else in the other languages.
_ANYWHERE = r"not|no|never|cannot|\w+n't|fake|hoax|không|chẳng|đừng|khong|nunca|jamas|nao|jamais|tidak|bukan|palsu"
_THAI = re.compile(r"ไม่|มิได้|มิใช่|ปลอม|เท็จ|อย่า|ห้าม")
_SENTENCE = re.compile(r"[.!?…。！？\n|]+(?=\s|$)|\n+|(?<=[。！？])")
_PATTERNS = {lang: re.compile(rf"(?<!\w)(?:{cues})(?!\w)") for lang, cues in _NEGATIONS.items()}
_ANY = re.compile(rf"(?<!\w)(?:{_ANYWHERE})(?!\w)")
_BEHIND = {lang: re.compile(rf"(?<!\w)(?:{cues})\s+(\w+)") for lang, cues in _NEGATIONS.items()}
_BEHIND_ANY = re.compile(rf"(?<!\w)(?:{_ANYWHERE})\s+(\w+)")


def differences(message: str, claim: KnownClaim, *, lang: str | None = None) -> tuple[Difference, ...]:
    """What a message says otherwise than a claim; empty when nothing was noticed, which proves nothing.

    Looks at the sentence of the message that shares most words with the claim.
    """
    claimed = claim.text or claim.title
    sentence = _closest(message, claimed)
    found = []
    in_message, in_claim = set(numbers(clean(message))), set(numbers(clean(claimed)))
    here = set(numbers(sentence))
    if (in_claim - in_message) and (here - in_claim):
        found.append(Difference("number", _listed(here - in_claim), _listed(in_claim - in_message)))
    denied_here, denied_there = negations(sentence, lang=lang), negations(claimed, lang=claim.lang)
    if bool(denied_here) != bool(denied_there) or _deny_other_words(sentence, claim, lang=lang):
        found.append(Difference("negation", _listed(denied_here), _listed(denied_there)))
    return tuple(found)


def negations(text: str, *, lang: str | None = None) -> tuple[str, ...]:
    """The negating words of a text, in order."""
    plain = clean(text).casefold()
    found = list(_THAI.findall(plain))
    for form in dict.fromkeys((plain, fold_clean(plain))):
        found.extend(_PATTERNS.get(lang or "", _ANY).findall(form.replace("’", "'")))
    return tuple(dict.fromkeys(found))


def _deny_other_words(message: str, claim: KnownClaim, *, lang: str | None) -> bool:
    """Whether one text denies a word that the other says plainly: "do not put it on" and "put it on, it won't scar"."""
    claimed = claim.text or claim.title
    denied_here, denied_there = _denied(message, lang=lang), _denied(claimed, lang=claim.lang)
    said_here, said_there = set(map(stem, words(message))), set(map(stem, words(claimed)))
    return bool((denied_here & said_there) - denied_there or (denied_there & said_here) - denied_here)


def _denied(text: str, *, lang: str | None) -> set[str]:
    """The words right behind the negating ones, folded and stemmed."""
    plain = clean(text).casefold().replace("’", "'")
    behind = _BEHIND.get(lang or "", _BEHIND_ANY)
    found = [*behind.findall(plain), *behind.findall(fold_clean(plain))]
    return {stem(word) for each in found for word in words(each)[:1]}


def _closest(message: str, claimed: str) -> str:
    sentences = [part for part in map(clean, _SENTENCE.split(without_links(message[:5_000]))) if part]
    if len(sentences) < 2:
        return clean(without_links(message))
    wanted = set(words(claimed))
    return max(sentences, key=lambda sentence: len(wanted.intersection(words(sentence))))


def _listed(found: set[str] | tuple[str, ...]) -> str:
    return ", ".join(sorted(found))
