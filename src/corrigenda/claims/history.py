"""Every version of a fact-check, what differs between two of them, and the way back to an earlier one."""

from dataclasses import dataclass

from corrigenda.claims.actions import save_draft
from corrigenda.claims.drafts import Draft, draft_from, draft_of
from corrigenda.claims.models import FactCheck, Version
from corrigenda.core import audit
from corrigenda.core.differences import Piece, differences
from corrigenda.core.exceptions import NotFound
from corrigenda.core.models import Member

WORDS = ("claim", "title", "summary", "body", "sources_reason")
RECENT = 30  # versions looked through for the one a writer began from


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field that differs: its pieces in order."""

    name: str
    pieces: tuple[Piece, ...]


def versions_of(fact_check: FactCheck) -> list[Version]:
    """Every kept version, the newest first."""
    return list(fact_check.versions.select_related("member").defer("content"))


def version_of(fact_check: FactCheck, number: int) -> Version:
    """One kept version. Raises NotFound."""
    found = fact_check.versions.select_related("member").filter(version=number).first()
    if found is None:
        raise NotFound
    return found


def begun_from(fact_check: FactCheck, stamp: str) -> Draft | None:
    """The words that have this stamp, among the latest versions; None when they are not kept."""
    for kept in fact_check.versions.order_by("-version")[:RECENT]:
        draft = draft_from(kept.content)
        if draft.stamp == stamp:
            return draft
    return None


def between(old: Draft, new: Draft) -> tuple[FieldDifference, ...]:
    """The fields that differ, word by word, in the order of the form."""
    before, after = _as_text(old), _as_text(new)
    return tuple(
        FieldDifference(name, differences(before[name], after[name])) for name in after if before[name] != after[name]
    )


def restore_version(fact_check_id: int, number: int, *, member: Member) -> FactCheck:
    """Write the words of an earlier version as a new one. Raises NotFound, NotAllowed, StateConflict, Invalid."""
    fact_check = FactCheck.objects.select_related("claim", "rating").filter(pk=fact_check_id).first()
    if fact_check is None:
        raise NotFound
    earlier = draft_from(version_of(fact_check, number).content)
    saved = save_draft(fact_check_id, earlier, stamp_seen=draft_of(fact_check).stamp, member=member)
    audit.record("restore_version", fact_check, member=member, version=number)
    return saved


def _as_text(draft: Draft) -> dict[str, str]:
    """Every field as text that can be compared; a source is a paragraph."""
    return {
        "claim": draft.claim,
        "title": draft.title,
        "rating": draft.rating,
        "summary": draft.summary,
        "body": draft.body,
        "evidence": "\n".join(
            " · ".join(filter(None, (row.url, row.title, row.quote, row.kind, row.stance, str(row.seen_on or ""))))
            for row in draft.evidence
        ),
        "sources_reason": draft.sources_reason,
        "lang": draft.lang,
        "topics": ", ".join(draft.topics),
        "review_by": str(draft.review_by or ""),
        "translated_version": str(draft.translated_version or ""),
    }
