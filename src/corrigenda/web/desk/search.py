"""The register, searched from a case: by meaning, and by the words themselves."""

import logging

from corrigenda.desk import queries
from corrigenda.engine.explain import explain
from corrigenda.engine.types import EngineError
from corrigenda.matching import queries as matching
from corrigenda.matching.queries import Found, Suggested, known_claim

SHOWN = 10


def search_register(words: str) -> list[Suggested]:
    """Claims for some words, each once: first those the engine finds, then those with the words themselves.

    What differs from a few words typed in says nothing, so no difference is shown.
    """
    try:
        found = [Found(each.fact_check, each.probability, each.found_by) for each in matching.search(words)]
    except EngineError:
        logging.getLogger(__name__).exception("The engine cannot search now; the words alone are looked for.")
        found = []
    shown = matching.explained(words, found)
    known = {fact_check.pk for each in shown for fact_check in each.versions}
    with_words = [row for row in queries.published_with_words(words, limit=SHOWN) if row.pk not in known]
    shown += [Suggested(row, None, explain(words, known_claim(row))) for row in with_words]
    return shown[:SHOWN]
