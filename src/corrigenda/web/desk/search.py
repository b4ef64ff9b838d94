"""The register, searched from a case: by meaning, and by the words themselves."""

import logging

from corrigenda.desk import queries
from corrigenda.desk.queries import Suggestion
from corrigenda.engine.types import EngineError
from corrigenda.matching import queries as matching

SHOWN = 10


def search_register(words: str) -> list[Suggestion]:
    """Published fact-checks for some words, each once: first those the engine finds, then those with the words."""
    try:
        found = [Suggestion(each.fact_check, each.probability) for each in matching.search(words, limit=SHOWN)]
    except EngineError:
        logging.getLogger(__name__).exception("The engine cannot search now; the words alone are looked for.")
        found = []
    known = {each.fact_check.pk for each in found}
    with_words = queries.published_with_words(words, limit=SHOWN)
    found += [Suggestion(fact_check, None) for fact_check in with_words if fact_check.pk not in known]
    return found[:SHOWN]
