"""The words of a fact-check, part by part, as plain text that can be quoted and compared."""

from corrigenda.claims.drafts import Draft, draft_from, draft_of
from corrigenda.claims.models import FactCheck, Version
from corrigenda.desk.models import TextPart

Words = dict[str, str]  # {part: its words}; the rating is its code, a source one paragraph


def words_of(fact_check: FactCheck) -> Words:
    """The words as they stand now."""
    return _words(draft_of(fact_check))


def words_of_version(fact_check: FactCheck, version: int) -> Words | None:
    """The words of an earlier version, or None for one from before versions were kept."""
    kept = Version.objects.filter(fact_check=fact_check, version=version).first()
    return _words(draft_from(kept.content)) if kept else None


def _words(draft: Draft) -> Words:
    sources = ("\n".join(filter(None, (row.title, row.url, row.quote))) for row in draft.evidence)
    return {
        str(TextPart.CLAIM): draft.claim,
        str(TextPart.TITLE): draft.title,
        str(TextPart.RATING): draft.rating,
        str(TextPart.SUMMARY): draft.summary,
        str(TextPart.BODY): draft.body,
        str(TextPart.EVIDENCE): "\n\n".join(sources),
    }
