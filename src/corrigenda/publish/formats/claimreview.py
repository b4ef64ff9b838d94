"""ClaimReview, the schema.org form of a fact-check: https://schema.org/ClaimReview."""

from __future__ import annotations

from corrigenda.publish.formats import PublicChange, PublicForm, PublicRating

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
WORST, BEST = 1, 5


def claim_review(form: PublicForm) -> dict[str, object]:
    """The JSON-LD object. The claimant is left out: it is claims that are looked at, not people.

    One that was retracted carries no rating, so that whoever reads it by machine repeats none.
    """
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": form.url,
        "url": form.url,
        "claimReviewed": form.claim,
        "name": form.title,
        "reviewBody": form.summary,
        "inLanguage": form.lang,
        "datePublished": form.published_at.isoformat(),
        "dateModified": form.changed_at.isoformat(),
        "version": form.version,
        "author": {"@type": "Organization", "name": form.desk_name, "url": form.desk_url},
        "publisher": {"@type": "Organization", "name": form.desk_name, "url": form.desk_url},
        "itemReviewed": _claim(form),
        "citation": [
            {
                "@type": "CreativeWork",
                "url": source.url,
                "name": source.title or source.url,
                "text": source.quote,
            }
            for source in form.evidence
        ],
        "sdLicense": LICENCE,
        "license": LICENCE,
        **({"reviewRating": _rating(form.rating)} if form.rating and not form.retracted else {}),
        **({"correction": [_correction(change) for change in form.changes]} if form.changes else {}),
        **({"creativeWorkStatus": "Retracted"} if form.retracted else {}),
    }


def _correction(change: PublicChange) -> dict[str, object]:
    return {
        "@type": "CorrectionComment",
        "name": change.kind,
        "text": change.reason,
        "datePublished": change.at.isoformat(),
    }


def _rating(rating: PublicRating) -> dict[str, object]:
    words: dict[str, object] = {
        "@type": "Rating",
        "alternateName": rating.label,
        "name": rating.label,
        "ratingExplanation": rating.meaning,
    }
    if rating.value is None:
        return words
    return words | {"ratingValue": rating.value, "worstRating": WORST, "bestRating": BEST}


def _claim(form: PublicForm) -> dict[str, object]:
    claim: dict[str, object] = {"@type": "Claim", "text": form.claim}
    if form.appearances:
        claim["appearance"] = [{"@type": "CreativeWork", "url": seen.url} for seen in form.appearances]
    days = [seen.seen_on for seen in form.appearances if seen.seen_on]
    if days:
        claim["datePublished"] = min(days).isoformat()
    return claim
