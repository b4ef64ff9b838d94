"""Words that deny, what they deny, and the ways of speaking that only look like a denial."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corrigenda.engine.text.clean import clean, fold_clean
from corrigenda.engine.text.words import stem, words

SCOPE = 34  # characters behind a negating word that it is taken to deny
REACH = 110  # characters behind it that it may deny, where other words stand between
WORDS_DENIED = 3

# Folded, but for Vietnamese, where folding would make "gia" of both "giả" (fake) and "gia" (home).
_NEGATIONS = {
    "en": r"not|no|never|none|nobody|nothing|neither|nor|without|cannot|false|falsely|fake|hoax|untrue|debunked|myth"
    r"|\w+n't|dont|doesnt|didnt|isnt|arent|wasnt|werent|wont|cant|couldnt|shouldnt|hasnt|havent"
    r"|refuses?|refused|denie[sd]",
    "vi": r"không|chẳng|chưa|đừng|sai|giả|bác bỏ|khong|hok|chang|bịa đặt|tin đồn",
    "es": r"no|nunca|jamas|nadie|tampoco|ni|sin|falso|falsa|bulo|mentira|desmienten?",
    "pt": r"nao|nunca|jamais|ninguem|nem|sem|falso|falsa|boato|mentira|desmentem?",
    "fr": r"ne(?! \w+ que)|n'\w+|pas|jamais|aucune?|sans|faux|fausse|intox|dement|rien",
    "id": r"tidak|bukan|bukanlah|tak|tiada|belum|jangan|tanpa|hoaks|palsu|bohong",
    "ms": r"tidak|bukan|bukanlah|tak|tiada|belum|jangan|tanpa|palsu|bohong",
}
# For texts of unknown language: words of the above that mean nothing else in the other languages.
_ANYWHERE = r"not|no|never|cannot|\w+n't|fake|hoax|không|chẳng|đừng|khong|nunca|jamas|nao|jamais|tidak|bukan|palsu"
_THAI = re.compile(r"ไม่(?!้)|มิได้|มิใช่|ปลอม|เท็จ|อย่า(?!ง)|ห้าม")
# Denials of a denial, and turns of phrase that deny nothing of what is claimed.
_TURNS = re.compile(
    r"(?:not|n't|never) (?:at all |entirely )?(?:an? )?(?:false|untrue|fake|hoax|lie|wrong|myth|unfounded|incorrect)"
    r"|(?:nobody|no one|cannot|can't|can not)(?: can)? deny|no (?:doubt|denying|matter|wonder|joke|kidding|words|way)"
    r"|not (?:only|just|merely|sure|to mention|surprised)|why not|not without|(?:don't|do not"
    r"|dont) (?:miss|forget|worry|know|ever forget)"
    r"|(?:can't|cannot|cant|can not|could not|couldn't) (?:believe|wait|stop|make this up)|if not"
    r"|or not|no longer a secret|no\.? \d"
    r"|(?:true|fact|real|right) or (?:false|fiction|fake|hoax|wrong|not)|(?:false|fake|hoax) or (?:true|fact|real)"
    r"|đúng không|phải không|có đúng không|không (?:ạ|nhỉ|vậy|ta|các bạn|mọi người)|không (?:chỉ"
    r"|những|phải không)|không\s*\?|hay không"
    r"|hàng không|không (?:khí|gian|quân)|không sai|không phải (?:là )?(?:tin )?(?:giả|sai)"
    r"|(?:dung|phai|that) khong|khong chi|khong (?:a\b|nhi\b|vay\b|cac ban|moi nguoi)|khong\s*\?"
    r"|chưa\s*\?|không thể phủ nhận|ai cũng biết không|(?:thật|đúng) (?:không|khong)"
    r"|(?:thật|đúng|that|dung) (?:hay|hoặc) (?:là )?(?:tin )?(?:giả|sai|gia|không|khong)"
    r"|(?:tin )?giả hay (?:là )?(?:tin )?thật"
    r"|no (?:solo|sólo|es (?:falso|mentira))|no es (?:falso|mentira|un bulo)|nao (?:so|apenas"
    r"|somente|e (?:falso|mentira|boato))"
    r"|não (?:só|apenas|somente|é (?:falso|mentira|boato))|sem duvida|sem dúvida|sin duda|sans doute|sans aucun doute"
    r"|(?:verdad|verdadero|real|cierto) o (?:mentira|falso|bulo|no)"
    r"|(?:falso|bulo|mentira) o (?:verdadero|verdad|real|cierto)"
    r"|(?:verdade|verdadeiro|fato|real) ou (?:mentira|falso|fake|boato|não|nao)"
    r"|(?:fake|falso|boato|mentira) ou (?:é )?(?:verdade|verdadeiro|fato)"
    r"|vrai ou (?:faux|pas|intox)|info ou intox|(?:faux|intox) ou (?:vrai|info)"
    r"|(?:fakta|benar|betul) atau (?:hoaks|palsu|tidak|bohong)|(?:hoaks|palsu|bohong) atau (?:fakta|benar|betul)"
    r"|(?:benar|betul|ya) (?:tidak|tak|bukan)\s*\?"
    r"|pas (?:seulement|faux|fausse|une intox)|n'est-ce pas|(?:tidak|bukan|tak) (?:hanya|cuma|saja"
    r"|sahaja|salah|bohong|hoaks|palsu)",
)
_THAI_TURNS = re.compile(
    r"จริงหรือ(?:ข่าว)?(?:ปลอม|เท็จ|มั่ว)|(?:ข่าว)?ปลอมหรือ(?:ข่าว)?จริง|หรือไม่|ใช่หรือไม่|ไม่ใช่แค่|ไม่เพียง|ไม่น่าเชื่อ|ไม่ผิด|ไม่เท็จ|ไม่ปลอม|ไม่ใช่ข่าวปลอม|ไม่ใช่เรื่องเท็จ|ไม่ว่า"
)
_NEXT_CLAUSE = re.compile(
    r"[.,;:!?\n()–—]|(?<!\w)(?:but|and|because|though|although|so that|since|nhưng|vì|và|mà|nên|nhung|pero|porque"
    r"|aunque|mas|porém|embora|mais|parce|tetapi|tapi|karena|kerana|dan)(?!\w)|แต่|เพราะ|และ"
)
_OF_LANG = {lang: re.compile(rf"(?<!\w)(?:{cues})(?!\w)") for lang, cues in _NEGATIONS.items()}
_ANY = re.compile(rf"(?<!\w)(?:{_ANYWHERE})(?!\w)")


@dataclass(frozen=True, slots=True)
class Denial:
    """A negating word and the words (folded, stemmed) behind it."""

    word: str
    denied: frozenset[str]
    reach: frozenset[str]  # to the end of the clause as well


def negations(text: str, *, lang: str | None = None) -> tuple[str, ...]:
    """The negating words of a text, in order; those of a double negation and of mere turns of phrase left out."""
    return tuple(dict.fromkeys(denial.word for denial in denials(text, lang)))


@lru_cache(maxsize=512)
def denials(text: str, lang: str | None) -> tuple[Denial, ...]:
    """What a text denies."""
    plain = _without_turns(clean(text).casefold().replace("’", "'"))
    pattern = _OF_LANG.get(lang or "", _ANY)
    found: dict[int, Denial] = {}
    folded = fold_clean(plain)
    forms = (plain, folded) if len(folded) == len(plain) and folded != plain else (plain,)
    for form in forms:
        for match in (*_THAI.finditer(form), *pattern.finditer(form)):
            denied = [stem(word) for word in words(form[match.end() : match.end() + SCOPE])]
            denied = denied[: WORDS_DENIED * (3 if match.group() > "\u0e00" else 1)]
            clause = _NEXT_CLAUSE.split(form[match.end() : match.end() + REACH], maxsplit=1)[0]
            reach = frozenset(stem(word) for word in words(clause))
            word = plain[match.start() : match.end()]
            found.setdefault(match.start(), Denial(word, frozenset(denied), reach | frozenset(denied)))
    return tuple(found[at] for at in sorted(found))


def _without_turns(text: str) -> str:
    return _TURNS.sub(_blank, _THAI_TURNS.sub(_blank, text))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())
