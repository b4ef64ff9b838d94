"""What sign-off needs of a draft, and what would make it better. The database asks for what is `needed`."""

from urllib.parse import urlsplit

from corrigenda.claims.drafts import Draft, EvidenceRow

TWO = 2


def missing_for_sign_off(draft: Draft, *, explainer: bool = False) -> tuple[str, ...]:
    """Which parts are still missing: names of fields, in the order of the form. The database asks for the same."""
    parts = {"claim": draft.claim, "title": draft.title, "rating": draft.rating, "summary": draft.summary}
    if explainer:
        parts = {"title": draft.title, "summary": draft.summary, "body": draft.body}
    parts["evidence"] = "".join(row.quote.strip() for row in draft.evidence if row.url.strip())
    missing = [name for name, words in parts.items() if not words.strip()]
    if "evidence" not in missing and len(sources(draft.evidence)) < TWO and not draft.sources_reason.strip():
        missing.append("sources")
    return tuple(missing)


def sources(rows: tuple[EvidenceRow, ...]) -> frozenset[str]:
    """The independent sources: different hosts of links that have a quote. "www." makes no difference."""
    return frozenset(host for row in rows if row.quote.strip() and (host := _host(row.url)))


def _host(url: str) -> str:
    try:
        return (urlsplit(url.strip()).hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return ""
