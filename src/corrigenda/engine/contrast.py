"""Words that tell two claims apart: a short message that leaves them out, or swaps them, says something else.

"Octopuses have nine hearts" resembles "Octopuses have three hearts" in every way a ranker trained on real forwards
has learnt to look at. Here only the claim's own rarest words count, and whether the message says them. The limits below
were chosen on the demo's sample messages and a third of the 2A training queries, never on a set that is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from corrigenda.engine.text import clean, terms, without_links
from corrigenda.engine.types import Difference, IndexSummary, KnownClaim, Postings

SHORT = 90  # characters; what is longer than this proves more than the words it leaves out disprove
MOST_LEFT_OUT = 0.25  # of a claim's weight in words that a short message may leave unsaid
ALIKE = 0.2  # share of a message's words that are its own; with no more, it must say the claim's rarest word too
SHOWN = 4  # words named in a difference

Find = Callable[[Sequence[str]], Postings]


def contrast(message: str, claim: KnownClaim, *, find: Find, summary: IndexSummary) -> Difference | None:
    """The words in which a message and a claim differ where that is reason enough to let a person look, or None."""
    claimed, said = _words(claim.text or claim.title), _words(message)
    weights = _rarity(claimed, find=find, summary=summary)
    left_out = [term for term in claimed if term not in said]
    if not left_out or not sum(weights.values()):
        return None
    known = set(_words(" ".join((claim.text, claim.title, *claim.more))))
    own = [term for term in said if term not in known]
    share_left_out = sum(weights[term] for term in left_out) / sum(weights.values())
    rarest = 0.999 * max(weights.values())
    says_too_little = len(clean(without_links(message))) <= SHORT and share_left_out > MOST_LEFT_OUT
    swaps_a_word = bool(own) and len(own) <= ALIKE * len(said) and any(weights[term] >= rarest for term in left_out)
    if not (says_too_little or swaps_a_word):
        return None
    left_out.sort(key=lambda term: -weights[term])
    return Difference("words", ", ".join(own[:SHOWN]), ", ".join(left_out[:SHOWN]))


def _words(text: str) -> list[str]:
    """Distinct words (n-grams for scripts without spaces), in order; without pieces of words and numbers."""
    return [term for term in dict.fromkeys(terms(text)) if term[0] not in "~#"]


def _rarity(words: Sequence[str], *, find: Find, summary: IndexSummary) -> dict[str, float]:
    """BM25's idf of each word; 0 for those so common that the index keeps no list of them."""
    found = find(words)
    frequency = found.sizes.astype(np.float32)
    idf = np.log1p((summary.count - frequency + 0.5).clip(min=0.5) / (frequency + 0.5))
    known = dict(zip(found.terms, idf.tolist(), strict=True))
    return {word: known.get(word, 0.0) for word in words}
