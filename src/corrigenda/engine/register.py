"""What of a register is fit to be looked up: empty texts and boilerplate only ever produce wrong hits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corrigenda.engine.text import clean, text_key, words
from corrigenda.engine.types import KnownClaim

BOILERPLATE = 12  # claims with different titles that carry one text: it says nothing about any of them


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A claim that cannot be found, with the reason as a code: ``empty`` or ``boilerplate``."""

    claim_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Fit:
    """The claims to index, cleaned, and those left out."""

    claims: list[KnownClaim]
    left_out: list[LeftOut]


def fit_to_index(claims: Sequence[KnownClaim]) -> Fit:
    """Clean every text of the claims, drop boilerplate fields, leave out claims with no word left."""
    repeated = _boilerplate(claims)
    fit: list[KnownClaim] = []
    left_out: list[LeftOut] = []
    for claim in claims:
        kept = _without(claim, repeated)
        if _says_anything(kept):
            fit.append(kept)
        else:
            left_out.append(LeftOut(claim.id, "boilerplate" if _says_anything(claim) else "empty"))
    return Fit(fit, left_out)


def _boilerplate(claims: Sequence[KnownClaim]) -> set[str]:
    titles: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        title = text_key(claim.title)
        for text in (claim.text, *claim.more):
            if title and text:
                titles[text_key(text)].add(title)
    return {key for key, different in titles.items() if len(different) >= BOILERPLATE}


def _without(claim: KnownClaim, repeated: set[str]) -> KnownClaim:
    text, title = ("" if text_key(part) in repeated else clean(part) for part in (claim.text, claim.title))
    more = tuple(clean(part) for part in claim.more if text_key(part) not in repeated)
    return replace(claim, text=text, title=title, more=more)


def _says_anything(claim: KnownClaim) -> bool:
    return any(map(words, (claim.text, claim.title)))
