"""Public reads of the register: what is published, newest first, and the rating scale.

There is no read by claimant: a claim is looked at for what it says, not for who said it.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from corrigenda.claims.models import FactCheck, Kind, Origin, Rating, State


def published_fact_checks(
    *, lang: str | None = None, since: datetime | None = None, ours: bool = False
) -> QuerySet[FactCheck]:
    """Published fact-checks, ours and imported, newest first, with claim, rating and publisher at hand.

    `lang` keeps one language, `since` those published at or after it, `ours` leaves imported ones out.
    """
    found = FactCheck.objects.filter(state=State.PUBLISHED, kind=Kind.FACT_CHECK)
    found = found.select_related("claim", "rating", "publisher")
    if lang:
        found = found.filter(lang=lang)
    if since:
        found = found.filter(published_at__gte=since)
    if ours:
        found = found.filter(origin=Origin.DESK)
    return found.order_by("-published_at", "-id")


def own_fact_checks(*, lang: str | None = None) -> QuerySet[FactCheck]:
    """What this desk has published, newest first, with what it has withdrawn: for those who follow it."""
    found = FactCheck.objects.filter(origin=Origin.DESK, state__in=[State.PUBLISHED, State.RETRACTED])
    found = found.filter(kind=Kind.FACT_CHECK)
    if lang:
        found = found.filter(lang=lang)
    return found.select_related("claim", "rating").order_by("-published_at", "-id")


def readable_fact_check(public_id: str) -> FactCheck | None:
    """One that may be read on its page: a published one, or one that was retracted, which says so first."""
    found = FactCheck.objects.filter(state__in=[State.PUBLISHED, State.RETRACTED], public_id=public_id)
    found = found.select_related("claim", "rating", "publisher")
    return found.prefetch_related("evidence", "claim__appearances").first()


def published_explainers(*, lang: str | None = None) -> QuerySet[FactCheck]:
    """Published explainers, newest first. They have no rating, and no list of fact-checks has them."""
    found = FactCheck.objects.filter(kind=Kind.EXPLAINER, state=State.PUBLISHED).select_related("claim")
    if lang:
        found = found.filter(lang=lang)
    return found.order_by("-published_at", "-id")


def in_other_languages(fact_check: FactCheck) -> list[FactCheck]:
    """The same finding in other languages, as far as it is published there."""
    original = fact_check.translation_of_id or fact_check.pk
    family = FactCheck.objects.filter(Q(pk=original) | Q(translation_of_id=original), state=State.PUBLISHED)
    return list(family.exclude(pk=fact_check.pk).order_by("lang"))


def languages_of_fact_checks() -> list[str]:
    """The languages in which anything is published, by code."""
    found = FactCheck.objects.filter(state=State.PUBLISHED, kind=Kind.FACT_CHECK).exclude(lang="")
    return sorted(set(found.order_by().values_list("lang", flat=True).distinct()))


def rating_scale() -> list[Rating]:
    """Every step of the scale, in its order."""
    return list(Rating.objects.all())
