"""The neutral layout: one object a line, `{id, text, title?, subtitle?, body?, lang?, url?, date?, ...}`."""

from corrigenda.claims.importing.claimreview import (
    CLAIM_CHARACTERS,
    NAME_CHARACTERS,
    TITLE_CHARACTERS,
    WORDS_CHARACTERS,
    Node,
    Surroundings,
    own_id,
)
from corrigenda.claims.importing.mending import dumped
from corrigenda.claims.importing.records import ImportedFactCheck, NotTaken
from corrigenda.claims.importing.values import claim_in, date_in, language_in, site_of, text_in, urls_in


def is_neutral(node: Node) -> bool:
    """Whether an object looks like the neutral layout: it has a text, and no schema.org type."""
    return "text" in node and "@type" not in node


def fact_check_from(node: Node, around: Surroundings) -> ImportedFactCheck:
    """The record in a neutral object. Raises NotTaken when it has no text."""
    claim_text = claim_in(node.get("text"), limit=CLAIM_CHARACTERS)
    if not claim_text:
        raise NotTaken("no_claim")
    url = next(urls_in(node.get("url"), around.base_url), "")
    publisher = text_in(node.get("publisher"), "name", limit=NAME_CHARACTERS)
    site = site_of(publisher.replace("https:www", "https://www")) or site_of(url)
    return ImportedFactCheck(
        claim_text=claim_text,
        raw=dumped(node),
        external_id=text_in(node.get("id"), limit=WORDS_CHARACTERS) or own_id(url, claim_text),
        title=text_in(node.get("title"), limit=TITLE_CHARACTERS),
        summary=text_in(node.get("subtitle")) or text_in(node.get("summary")),
        body=text_in(node.get("body")),
        lang=language_in(node.get("lang")),
        url=url,
        publisher_name="" if site_of(publisher.replace("https:www", "https://www")) else publisher,
        publisher_site=site,
        rating_words=text_in(node.get("rating"), limit=WORDS_CHARACTERS)
        or text_in(node.get("verdict"), limit=WORDS_CHARACTERS),
        reviewed_on=date_in(node.get("date")),
    )
