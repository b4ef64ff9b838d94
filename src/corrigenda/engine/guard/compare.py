"""The comparison: what a message says otherwise than a claim, each with the words from either text.

A register's claims are written in the affirmative form of the falsehood, so a message that denies what the claim says
is another statement, however close the words are. So is one with another number, date, place or name where the
claim's should stand. What a message merely leaves out is no difference. Limits were chosen on the training pairs of
2A and ct25 (``benchmarks/guard.py``), never on a set that is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from corrigenda.engine.guard.dates import Date, dates
from corrigenda.engine.guard.names import Name, alike, handles, names
from corrigenda.engine.guard.negation import denials
from corrigenda.engine.guard.places import Mention, mentions
from corrigenda.engine.guard.quantities import Quantity, quantities, same_quantity
from corrigenda.engine.guard.sides import Sides, content, sides
from corrigenda.engine.text.clean import fold_clean
from corrigenda.engine.text.words import stem, words
from corrigenda.engine.types import Difference, KnownClaim

SAME_SENTENCE = 0.6  # share of a claim's words from which a sentence speaks of the very same thing
ALL_OF_IT = 0.9  # from which the denials of both may be counted
SIMILAR = 0.34  # from which it may, where the words beside the difference agree too
SHOWN = 3


def differences(message: str, claim: KnownClaim, *, lang: str | None = None) -> tuple[Difference, ...]:
    """What a message says otherwise than a claim; empty when nothing was noticed, which proves nothing."""
    read = sides(message, claim, lang=lang)
    if not read.claimed or not read.message:
        return ()
    found = (_number(read), _date(read), _place(read), _name(read), _negation(read))
    return tuple(each for each in found if each)


def _negation(read: Sides) -> Difference | None:
    here, there = denials(read.sentence, read.lang), denials(read.claimed, read.claim_lang)
    if not (here or there) or read.covers < SIMILAR:
        return None
    said_here, said_there = content(read.sentence), content(read.claimed)
    denied_here = frozenset().union(*(each.denied for each in here)) & said_there
    denied_there = frozenset().union(*(each.denied for each in there)) & said_here
    uneven = bool(here) != bool(there) or (read.covers >= ALL_OF_IT and len(here) != len(there))
    reach_here, reach_there = (frozenset().union(*(each.reach for each in denied)) for denied in (here, there))
    only_here, only_there = denied_here - reach_there, denied_there - reach_here
    # Where each denies once, a subject may stand on either side of "not": each must deny what the other does not.
    others = (only_here and only_there) if len(here) == len(there) else (only_here or only_there)
    if (uneven and (read.covers >= SAME_SENTENCE or others)) or (others and read.covers >= SAME_SENTENCE):
        return Difference("negation", _listed(each.word for each in here), _listed(each.word for each in there))
    return None


def _number(read: Sides) -> Difference | None:
    there = quantities(read.claimed, read.claim_lang)
    here = quantities(read.sentence, read.lang) if there else ()
    if not here:
        return None
    said, claimed = quantities(read.message, read.lang), quantities(read.known, read.claim_lang)
    here = tuple(each for each in here if not _part_of_date(each, read.sentence))
    there = tuple(each for each in there if not _part_of_date(each, read.claimed))
    own = [each for each in here if not any(same_quantity(each, one) for one in claimed)]
    missing = [each for each in there if not any(same_quantity(each, one) for one in said)]
    return _replaced(read, "number", own=own, missing=missing, instead=_count_the_same)


def _count_the_same(one: Quantity, other: Quantity) -> bool:
    return not one.unit or not other.unit or one.unit[:4] == other.unit[:4]


def _part_of_date(quantity: Quantity, text: str) -> bool:
    return any(each.start < quantity.end and quantity.start < each.end for each in dates(text))


def _date(read: Sides) -> Difference | None:
    there = dates(read.claimed)
    here = dates(read.sentence) if there else ()
    if not here:
        return None
    said, claimed = dates(read.message), dates(read.known)
    own = [each for each in here if all(each.contradicts(one) for one in claimed)]
    missing = [each for each in there if all(each.contradicts(one) for one in said)]
    return _replaced(read, "date", own=own, missing=missing, instead=Date.contradicts)


def _place(read: Sides) -> Difference | None:
    there = mentions(read.claimed)
    here = mentions(read.sentence) if there else ()
    if not here:
        return None
    said, claimed = mentions(read.message), mentions(read.known)
    own = [each for each in here if not _spoken_of(each, claimed, read.known)]
    missing = [each for each in there if not _spoken_of(each, said, read.message)]
    return _replaced(read, "place", own=own, missing=missing, instead=_same_sort)


def _spoken_of(place: Mention, others: Iterable[Mention], text: str) -> bool:
    """Whether a text names this place, one in it, one around it, or its people ("Australians")."""
    if place.doubtful:
        return True
    if any(other.place.country == place.place.country and other.place.kind != place.place.kind for other in others):
        return True
    if any(other.place == place.place for other in others):
        return True
    begins = fold_clean(place.written)[: max(4, len(place.written) - 3)]
    return begins in fold_clean(text)


def _same_sort(one: Mention, other: Mention) -> bool:
    sorts = {one.place.kind, other.place.kind}
    return len(sorts) == 1 or "country" not in sorts or one.place.country != other.place.country


def _name(read: Sides) -> Difference | None:
    there = names(read.claimed)
    here = names(read.sentence) if there else ()
    if not here:
        return None
    said, known = _all_words(read.message), _all_words(read.known)
    own = [each for each in here if not _named_in(each, known, read.sentence) and not _packed_in(each, read.known)]
    missing = [each for each in there if not _named_in(each, said, read.claimed) and not _packed_in(each, read.message)]
    return _replaced(read, "name", own=own, missing=missing, instead=_as_full)


def _all_words(text: str) -> frozenset[str]:
    return handles(text) | frozenset(words(text))


def _named_in(name: Name, said: frozenset[str], text: str) -> bool:
    if any(name.start < each.end and each.start < name.end for each in mentions(text)):
        return True
    if any(part in said for word in name.words for part in re.split("[-–]", word) if part):
        return True
    return any(alike(word, other) for word in name.words if len(word) > 3 for other in said)


def _packed_in(name: Name, text: str) -> bool:
    """A name in a script without spaces may have run into the next words: its beginning is looked for."""
    return name.words[0] > "\u0e00" and name.words[0][:4] in text


def _as_full(one: Name, other: Name) -> bool:
    return (len(one.words) > 1) == (len(other.words) > 1)


def _replaced(
    read: Sides, kind: Any, *, own: Sequence[Any], missing: Sequence[Any], instead: Callable[[Any, Any], bool]
) -> Difference | None:
    """One thing of the message that stands where the claim has another, if there is."""
    for here in own:
        for there in missing:
            if not instead(here, there):
                continue
            rest = _covers_beside(read, there.written)
            if rest >= SAME_SENTENCE or (rest >= SIMILAR and _beside(read, here, there)):
                return Difference(kind, _listed(x.written for x in own), _listed(x.written for x in missing))
    return None


def _covers_beside(read: Sides, written: str) -> float:
    """The share of the claim's words, but for the thing itself, that the sentence says."""
    wanted = content(read.claimed) - content(written)
    return len(wanted & content(read.sentence)) / len(wanted) if wanted else 1.0


def _beside(read: Sides, here: Any, there: Any) -> bool:
    """Whether a neighbouring word is the same in both texts."""
    mine, theirs = _neighbours(read.sentence, here), _neighbours(read.claimed, there)
    return bool(mine[0] and mine[0] == theirs[0]) or bool(mine[1] and mine[1] == theirs[1])


def _neighbours(text: str, thing: Any) -> tuple[str, str]:
    before = [word for word in words(text[max(0, thing.start - 40) : thing.start]) if len(word) > 2]
    behind = [word for word in words(text[thing.end : thing.end + 40]) if len(word) > 2]
    return (stem(before[-1]) if before else "", stem(behind[0]) if behind else "")


def _listed(found: Iterable[str]) -> str:
    return ", ".join(list(dict.fromkeys(re.sub(r"\s+", " ", each).strip() for each in found))[:SHOWN])
