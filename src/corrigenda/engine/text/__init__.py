"""Everything that is done to a text before it is looked up: cleaning, folding, words, numbers, links, keys."""

from corrigenda.engine.text.clean import LONGEST, clean, fold, unshouted
from corrigenda.engine.text.figures import numbers
from corrigenda.engine.text.groups import groups_of, language_of
from corrigenda.engine.text.links import canonical_link, links, without_links
from corrigenda.engine.text.repeats import holds, near_key, near_repeats, said, shared, text_key
from corrigenda.engine.text.words import terms, words

__all__ = [
    "LONGEST",
    "canonical_link",
    "clean",
    "fold",
    "groups_of",
    "holds",
    "language_of",
    "links",
    "near_key",
    "near_repeats",
    "numbers",
    "said",
    "shared",
    "terms",
    "text_key",
    "unshouted",
    "without_links",
    "words",
]
