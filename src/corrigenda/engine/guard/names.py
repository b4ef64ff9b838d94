"""Names of people and bodies, as far as capitals, titles and handles tell; compared across spellings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corrigenda.engine.text.clean import fold_clean
from corrigenda.engine.text.vietnamese import is_syllable
from corrigenda.engine.text.words import is_vietnamese, words

_WORD = r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:[.'’-][^\W\d_]+)*"
_PARTICLE = r"(?:de|da|do|dos|das|del|van|von|bin|binti|al|el|di|le|la)"
_RUN = re.compile(rf"(?<![\w@#])({_WORD})((?:\s(?:[A-Z]\.\s)?(?:{_PARTICLE}\s)?{_WORD}){{0,4}})")
_HANDLE = re.compile(r"[@#](\w{3,40})")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
_THAI_TITLE = re.compile(
    r"(?:นายกรัฐมนตรี|ประธานาธิบดี|พล\.?อ\.?|พล\.?ต\.?(?:อ|ท|ต)?\.?|นพ\.|พญ\.|ดร\.|นางสาว|น\.ส\.|นาง(?!าน)|นาย(?!ก|จ้าง|ทุน|แพทย์)|หมอ)\s?([\u0e00-\u0e4f]{3,18})"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:…\"“”'‘\n|]\s*|[-–—•]\s+)$")
# Words that open sentences and titles that go before names: they are no part of one.
_OPENERS = frozenset(
    """
    the a an in on at if when after before this that these those did
    does do is are was were will has have can of for from to by
    as and or but so it its he she they we you i my our
    his her their there here what who why how no not yes just now today more
    former late vice prime first president minister lady pope queen king
    prince princess dr mr mrs ms sir senator sen rep gov
    governor chancellor general attorney actor actress singer
    rapper billionaire congressman us u.s representative secretary
    photo photograph video image picture breaking news please share read watch look fact check
    el la los las un una en de del al y que se
    por para con su es no foto fotografia imagen presidente presidenta ministro senador
    o os as um uma em do da dos das no na e ou por para com seu sua video imagem deputado governador
    le les une des du au aux et il elle ce cette ces dans sur par pour avec president premier ministre selon
    ong ba anh chi co chu bac si thu tuong tong thong chu tich bo truong nguoi mot cac nhung khi neu theo tai o trong
    presiden menteri perdana foto gambar video seorang para yang di dan dari tun datuk dato seri pak bu bapak ibu
    """.split()  # noqa: SIM905
)
# Foreign words that Vietnamese spells in more than one way: they are no names where they open a sentence.
_LOANS = re.compile(r"v[ac]\w*[ck]?[-\s]?[cx]in\w*|vi-?ru[ts]|vi-?ta-?min\w*|covid\w*|internet|online")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written, and its words folded."""

    words: tuple[str, ...]
    written: str
    start: int
    end: int


@lru_cache(maxsize=512)
def names(text: str) -> tuple[Name, ...]:
    """The names in a clean text, in order; none where capitals tell nothing (all capitals, none, or every word)."""
    found = [
        Name((fold_clean(match.group(1)),), match.group().strip(), match.start(), match.end())
        for match in _THAI_TITLE.finditer(text)
    ]
    if _tells_by_capitals(text):
        found.extend(name for match in _RUN.finditer(text) if (name := _name(text, match)))
    return tuple(sorted(found, key=lambda each: each.start))


@lru_cache(maxsize=256)
def handles(text: str) -> frozenset[str]:
    """The words inside ``@BorisJohnson`` and ``#StayHome``, folded, together with the whole of it."""
    found: set[str] = set()
    for handle in _HANDLE.findall(text):
        found.update(fold_clean(part) for part in _CAMEL.split(handle) if len(part) > 2)
        found.add(fold_clean(handle))
    return frozenset(found)


def alike(one: str, other: str) -> bool:
    """Whether two folded words may be one name in two spellings: Zelensky and Zelenskyy, Mohamed and Muhammad's."""
    if one == other or (len(one) > 3 and len(other) > 3 and (one.startswith(other) or other.startswith(one))):
        return True
    longest = max(len(one), len(other))
    if longest < 5 or abs(len(one) - len(other)) > 2 or one[0] != other[0]:
        return False
    return _distance(one, other, most=1 if longest < 8 else 2)


def _tells_by_capitals(text: str) -> bool:
    spelt = re.findall(r"[^\W\d_]{2,}", text)
    capital = sum(1 for word in spelt if word[0].isupper())
    shouted = sum(1 for word in spelt if word.isupper())
    return 0 < capital < 0.75 * len(spelt) + 1.5 and shouted * 2 < len(spelt) + 1


def _name(text: str, match: re.Match[str]) -> Name | None:
    parts = match.group().split()
    at_start = bool(_SENTENCE_START.search(text[max(0, match.start() - 3) : match.start()]))
    dropped = 0
    while dropped < len(parts) and fold_clean(parts[dropped]).strip(".") in _OPENERS:
        dropped += 1
    kept = parts[dropped:]
    if not kept or (len(kept) == 1 and len(kept[0]) < 4):
        return None
    if at_start and not dropped and len(kept) == 1 and not _foreign_in_vietnamese(kept[0], text):
        return None
    written = " ".join(kept)
    start = match.end() - len(written)
    folded = tuple(re.sub(r"['’]s?$", "", fold_clean(word)) for word in kept if word[0].isupper() and len(word) > 2)
    if at_start and not dropped and len(folded) > 2:
        folded = folded[1:]  # its first word may only open the sentence: "Hier Emmanuel Macron"
    return Name(folded, written, start, match.end()) if folded else None


def _foreign_in_vietnamese(word: str, text: str) -> bool:
    """Whether a word that opens a Vietnamese sentence is of another language: then its capital marks a name."""
    folded = fold_clean(word)
    return not is_syllable(folded) and not _LOANS.fullmatch(folded) and is_vietnamese(text, words(text))


def _distance(one: str, other: str, *, most: int) -> bool:
    """Whether at most ``most`` letters were put in, taken out or changed."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (left != right))
        if min(row) > most:
            return False
    return row[-1] <= most
