"""Article, the schema.org form of an explainer (https://schema.org/Article): it has no claim and no rating."""

from __future__ import annotations

from corrigenda.publish.formats import PublicForm
from corrigenda.publish.formats.claimreview import claim_review

OF_A_REVIEW = ("claimReviewed", "itemReviewed", "reviewRating", "reviewBody")


def structured(form: PublicForm) -> dict[str, object]:
    """The JSON-LD object of a piece: a ClaimReview for a fact-check, an Article for an explainer."""
    return article(form) if form.explainer else claim_review(form)


def article(form: PublicForm) -> dict[str, object]:
    """The JSON-LD object of an explainer."""
    shared = {name: value for name, value in claim_review(form).items() if name not in OF_A_REVIEW}
    return shared | {"@type": "Article", "headline": form.title, "abstract": form.summary}
