"""Near misses made from a claim by rule: what says almost the same, and is another claim.

    made("Garlic cures cancer in 3 days", "en", random.Random(7)) ->
        [("negation", "Garlic does not cure cancer in 3 days"), ("number", "Garlic cures cancer in 7 days"), ...]

For training and measuring. Kinds are those of ``engine.types.Difference``, and ``words`` for opposites. Languages: en,
vi, th, es, pt, fr, id, ms; any other gets numbers, years, countries and names only. The same arguments and the same
state of ``rng`` give the same texts.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from benchmarks import near_words
from corrigenda.engine.guard.places import Place, gazetteer, mentions, name_in
from corrigenda.engine.text import clean

Kinds = list[tuple[str, str]]
_FIGURE = re.compile(r"(?<![\w.,/-])(?:[$€£฿])?(\d{1,3}(?:([.,])\d{3})+|\d+(?:[.,]\d+)?)(?![\d/]|[.,]\d|-\w|[^\W\d_])")
_YEAR = re.compile(r"(?<![\d.,/-])(?:19[3-9]\d|20[0-3]\d|25[3-7]\d)(?![\d%]|[.,/]\d)")
_DAY = re.compile(r"(?<![\d/.-])([0-3]?\d)(?:[/-][01]?\d(?=[/-](?:19|20|25)\d\d)|/[01]?\d(?![\d/-]))")
_NAME = re.compile(
    r"(?<![\w@#])[A-ZÀ-ÝĐƠƯ][\w'’-]*[a-zà-ỹ][\w'’-]*(?: (?:[A-ZĐ]\. )?(?:(?:de|da|dos|van|von|bin|binti|al) )?"
    r"[A-ZÀ-ÝĐƠƯ][\w'’-]*[a-zà-ỹ]\w*){1,3}"
)
_NOT_PERSON = re.compile(rf"\b(?:{'|'.join(near_words.NOT_PEOPLE)})\b|Bộ |Công |Việt |Trung |Quốc ")
_TITLE = re.compile(
    r"^(?:(?:Former|Late|Vice|Prime|First|U\.S\.|US|President|Presidente|Président|Minister|Lady|Pope|Papa|Queen|King"
    r"|Prince|Princess|Dr|Dr\.|Mr|Mr\.|Mrs|Mrs\.|Sir|Senator|Sen|Rep|Gov|Governor|Chancellor|General"
    r"|Attorney|Actor|Actress|Singer|Rapper|Billionaire|Congressman|Democratic|Republican|Ông|Bà|Tun|Datuk|Dato) )+"
)


_CLAUSE = re.compile(r"\b(?:that|which|who|whom|where|when|while|why|whose|because|if|after|before|named|called)\b")
_THE = re.compile(r"\b[Tt]he $")


def made(claim_text: str, lang: str, rng: random.Random, *, names: Sequence[str] = ()) -> Kinds:
    """Near misses of a claim with their kind: at most one of each kind but ``negation``, of which there are up to two.

    ``names``: people's names to swap in, best of other claims of the same language (see ``people``).
    """
    text = " ".join(claim_text.split())
    base = "id" if lang == "ms" else lang
    steps: list[tuple[str, Callable[[], str | None]]] = [
        ("negation", lambda: negated(text, base, rng)),
        ("negation", lambda: denied(text, lang, rng)),
        ("number", lambda: other_number(text, lang, rng)),
        ("date", lambda: other_date(text, lang, rng)),
        ("place", lambda: other_place(text, lang, rng)),
        ("name", lambda: other_name(text, names, rng)),
        ("words", lambda: opposite(text, base, rng)),
    ]
    found: dict[str, str] = {}
    for kind, step in steps:
        other = step()
        if other and other.casefold() != text.casefold():
            found.setdefault(other, kind)
    return [(kind, other) for other, kind in found.items()]


def negated(text: str, lang: str, rng: random.Random) -> str | None:
    """With the negation inside the sentence taken out, or one put in where the language puts it."""
    for pattern, instead in near_words.REMOVE.get(lang, []):
        shorter, count = re.subn(pattern, instead, text, count=1, flags=re.IGNORECASE)
        if count:
            return _capital_as(text, re.sub(r"  +", " ", shorter))
    if lang == "en":
        return _negated_english(text, rng)
    return _negated_before(text, lang)


def denied(text: str, lang: str, rng: random.Random) -> str | None:
    """Said to be untrue, as those who correct it do."""
    wholes = near_words.DENIALS.get(lang)
    if not wholes or re.search(r"\?|\bfals|\bfake|\bhoax|ปลอม|giả|tidak benar", text.casefold()):
        return None
    whole = rng.choice(wholes)
    inner = text.rstrip(" .!")
    return whole.format(inner if whole.startswith("{}") else _lower_first(inner))


def other_number(text: str, lang: str, rng: random.Random) -> str | None:
    """One figure or word for a number replaced by another of the same size; percentages stay below 100."""
    figures = [each for each in _FIGURE.finditer(text) if not _dated(text, each)]
    if figures and (lang not in near_words.NUMBERS or rng.random() < 0.8):
        chosen = rng.choice(figures)
        return _put(text, chosen.start(1), chosen.end(1), _of_same_size(chosen.group(1), chosen.group(2), rng))
    words = near_words.NUMBERS.get(lang, [])
    before = near_words.COUNTED.get(lang)
    edges = (
        (r"", rf"(?=\s?(?:{before}))")
        if lang == "th"
        else (r"(?<!\w)", rf"(?= (?:{before})\b)" if before else r"(?!\w)")
    )
    spelt = list(re.finditer(rf"{edges[0]}({'|'.join(words)}){edges[1]}", text, re.IGNORECASE)) if words else []
    if spelt:
        chosen = rng.choice(spelt)
        other = rng.choice([word for word in words if word != chosen.group(1).casefold()])
        return _put(text, chosen.start(), chosen.end(), _like(chosen.group(1), other))
    return None


def other_date(text: str, lang: str, rng: random.Random) -> str | None:
    """Another year, month or day."""
    options: list[str] = []
    if day := _DAY.search(text):
        other = rng.choice([n for n in range(1, 29) if n != int(day.group(1))])
        options.append(_put(text, day.start(1), day.end(1), str(other).zfill(len(day.group(1)))))
    months = near_words.MONTHS.get(lang, [])
    if months and (
        month := re.search(rf"(?<!\w)(?:{'|'.join(months)})(?!\w)" if lang != "th" else "|".join(months), text)
    ):
        other_month = rng.choice([name for name in months if name != month.group()])
        options.append(_put(text, month.start(), month.end(), other_month))
    if year := _YEAR.search(text):
        step = 10 if text[year.end() : year.end() + 1] == "s" else 1
        options.append(
            _put(text, year.start(), year.end(), str(int(year.group()) - step * rng.choice([-1, 1, 2, 3, 5])))
        )
    return rng.choice(options) if options else None


def other_place(text: str, lang: str, rng: random.Random) -> str | None:
    """A country by another country, a city by another large one, in the names of the language."""
    found = [
        each for each in mentions(clean(text)) if not each.doubtful and text[each.start : each.end] == each.written
    ]
    if not found:
        return None
    chosen = rng.choice(found)
    itself = name_in(chosen.place, lang)
    others = [name for name in _places(chosen.place.kind, lang) if name not in text and name != itself]
    end = chosen.end + (1 if text[chosen.end : chosen.end + 1] == "." and "." in chosen.written else 0)
    start = chosen.start - (4 if lang == "en" and _THE.search(text[: chosen.start]) else 0)
    return _put(text, start, end, rng.choice(others)) if others else None


def other_name(text: str, names: Sequence[str], rng: random.Random) -> str | None:
    """A person's name by another; where only the surname is repeated, that too."""
    found = people(text)
    if not found or not names:
        return None
    tried = rng.sample(names, min(20, len(names)))  # a pool may be long
    others = [name for name in tried if not set(name.split()) & set(text.split())]
    if not others:
        return None
    gone, instead = rng.choice(found), rng.choice(others)
    changed = text.replace(gone, instead)
    return re.sub(rf"(?<!\w){re.escape(gone.split()[-1])}(?!\w)", instead.split()[-1], changed)


def opposite(text: str, lang: str, rng: random.Random) -> str | None:
    """One word by its opposite."""
    pairs = [pair.replace("_", " ").split("/") for pair in near_words.OPPOSITES.get(lang, "").split()]
    table = {one: other for pair in pairs for one, other in (pair, pair[::-1])}
    table |= {pair[0]: pair[1] for pair in reversed(pairs)}
    found = [
        match
        for word in table
        for match in re.finditer(word if lang == "th" else rf"(?<!\w){word}(?!\w)", text, re.IGNORECASE)
    ]
    if not found:
        return None
    chosen = rng.choice(found)
    other = table.get(chosen.group()) or table.get(chosen.group().casefold())
    return _put(text, chosen.start(), chosen.end(), _like(chosen.group(), other)) if other else None


def people(text: str) -> list[str]:
    """Names of people in a claim, as far as capitals tell: two to four words that are no place and no body."""
    found = []
    places = {each.written for each in mentions(clean(text))}
    for match in _NAME.finditer(text):
        name = _TITLE.sub("", match.group())
        lower = all(word[1:].islower() or not word[0].isupper() for word in re.split(r"[ '’-]", name) if len(word) > 2)
        if " " in name and lower and not _NOT_PERSON.search(name) and not any(place in name for place in places):
            found.append(re.sub(r"['’]s?$", "", name))
    return list(dict.fromkeys(found))


def _negated_english(text: str, rng: random.Random) -> str | None:
    """Behind the first auxiliary or in the first verb, rather of the main clause, never inside a quotation."""
    options = []
    for word in re.finditer(r"(?<=[\w,)'”’] )[a-z]+(?= [\w$“\"'])", text):
        before, behind = text[: word.start()], text[word.end() + 1 :].split()[0]
        instead = _denied_word(word.group(), behind, rng)
        if instead and before.count('"') % 2 == 0 and before.count("“") == before.count("”"):
            options.append((bool(_CLAUSE.search(before)), word.start(), _put(text, word.start(), word.end(), instead)))
    return min(options)[2] if options else None


def _denied_word(word: str, behind: str, rng: random.Random) -> str | None:
    if word in ("has", "have", "had") and re.fullmatch(r"an?|the|no|\d.*|to|more|\w+s", behind):
        return {"has": "does not have", "have": "do not have", "had": "did not have"}[word]
    if word in near_words.EN_AUX:
        if word in ("may", "might") or rng.random() < 0.5:
            return f"{word} not"
        return {"will": "won't", "can": "can't"}.get(word, f"{word}n't") if rng.random() < 0.7 else f"{word} never"
    if word in near_words.EN_PAST:
        return f"did not {near_words.EN_PAST[word]}"
    for base in near_words.EN_VERBS:
        if word in (f"{base}s", f"{base}es", f"{base[:-1]}ies"):
            return f"does not {base}"
    if word.endswith("ed") and len(word) > 4 and behind not in near_words.EN_NOT_BEHIND:
        return f"never {word}"
    return None


def _negated_before(text: str, lang: str) -> str | None:
    clitic = rf"(?:(?:{near_words.CLITICS[lang]}) ?)?" if lang in near_words.CLITICS else ""
    edges = ("", "") if lang == "th" else (r"(?<!\w)", r"(?!\w)")
    best: tuple[int, str] | None = None
    for verb, instead in near_words.BEFORE.get(lang, {}).items():
        word = verb.replace("*", r"\w{3,}")
        for found in re.finditer(rf"{edges[0]}({clitic}{word}){edges[1]}", text):
            if (
                found.start()
                and not (lang == "id" and found.group() in near_words.ID_NOUNS)
                and (best is None or found.start() < best[0])
            ):
                best = (found.start(), _put(text, found.start(), found.end(), _elided(instead.format(found.group(1)))))
    return best[1] if best else None


def _elided(phrase: str) -> str:
    return re.sub(r"^ne (?=[aeéèêiouyh])", "n'", phrase)


def _places(kind: str, lang: str) -> list[str]:
    if kind == "city" and lang == "vi":
        return near_words.VIETNAMESE_CITIES.split("|")
    held = [place for place in gazetteer().by_lang if place.kind == kind]
    if kind == "country":
        held = [place for place in held if place.country in near_words.KNOWN_COUNTRIES]
    elif kind == "city":
        held = [place for place in held if len(gazetteer().by_lang[place]) > 9]
    return [name for name in (_named(place, lang) for place in held) if name]


def _named(place: Place, lang: str) -> str | None:
    if lang == "th" or place.kind == "country":
        return name_in(place, lang)
    return name_in(place, lang) or place.name


def _dated(text: str, figure: re.Match[str]) -> bool:
    months = "|".join(name for names in near_words.MONTHS.values() for name in names)
    around = text[max(0, figure.start() - 14) : figure.end() + 14]
    return bool(_YEAR.fullmatch(figure.group(1)) or re.search(months, around, re.IGNORECASE))


def _of_same_size(written: str, grouped: str | None, rng: random.Random) -> str:
    digits = re.sub(r"\D", "", written)
    zeros = len(digits) - len(digits.rstrip("0")) if len(digits) > 1 else 0
    head = digits[: len(digits) - zeros] or digits
    value, low = int(head), 10 ** (len(head) - 1)
    others = [n for n in (rng.randint(low, low * 10 - 1) for _ in range(40)) if abs(n - value) >= max(1, 0.2 * value)]
    other = (str(others[0]) if others else str(value + 1)) + "0" * zeros
    if grouped:
        return f"{int(other):,}".replace(",", grouped)
    point = re.search(r"[.,]", written)
    return other if not point else f"{other[: point.start()]}{point.group()}{other[point.start() :]}"


def _put(text: str, start: int, end: int, instead: str) -> str:
    return text[:start] + instead + text[end:]


def _like(before: str, after: str) -> str:
    return after[:1].upper() + after[1:] if before[:1].isupper() else after


def _capital_as(before: str, after: str) -> str:
    return after[:1].upper() + after[1:] if before[:1].isupper() else after


def _lower_first(text: str) -> str:
    first = text.split()[0] if text.split() else ""
    return text[:1].lower() + text[1:] if first in near_words.LOWERED else text
