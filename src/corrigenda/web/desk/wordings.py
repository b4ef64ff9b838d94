"""What the fields of a fact-check are called, in the order of the form, and what their codes mean."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from corrigenda.claims.drafts import Draft
from corrigenda.claims.models import EvidenceKind, Rating, Stance, Topic
from corrigenda.web.templatetags.desk_words import language_name

FIELD_NAMES = {
    "claim": _("The claim"),
    "title": _("Title"),
    "rating": _("Rating"),
    "summary": _("Summary"),
    "body": _("Text"),
    "evidence": _("Evidence"),
    "sources_reason": _("Why one source is enough"),
    "lang": _("Language of this fact-check"),
    "topics": _("Topics"),
    "review_by": _("Check again by"),
    "translated_version": _("Which version of the original it follows"),
}


def in_words(draft: Draft) -> Draft:
    """The draft with words where it has codes, as people read it."""
    rating = Rating.objects.filter(code=draft.rating).first() if draft.rating else None
    topics = {topic.code: str(topic) for topic in Topic.objects.filter(code__in=draft.topics)}
    kinds, stances = dict(EvidenceKind.choices), dict(Stance.choices)
    rows = tuple(
        replace(row, kind=str(kinds.get(row.kind, row.kind)), stance=str(stances.get(row.stance, row.stance)))
        for row in draft.evidence
    )
    return replace(
        draft,
        rating=str(rating or draft.rating),
        topics=tuple(topics.get(code, code) for code in draft.topics),
        lang=language_name(draft.lang),
        evidence=rows,
    )
