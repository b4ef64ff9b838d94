"""What people decided about many messages, made at chosen scores beside the shipped threshold."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from django.utils import timezone

from corrigenda.claims.models import Claim, FactCheck, Publisher, Rating
from corrigenda.core.ids import new_public_id
from corrigenda.core.models import Member
from corrigenda.engine.rerank import load_ranker
from corrigenda.intake.models import Message
from corrigenda.matching import engine_room
from corrigenda.matching.models import Match, MatchState

VIETNAMESE = ("vi", "latin", "any")
THAI = ("th", "unspaced", "any")


def fact_check() -> FactCheck:
    """A published one of somebody else's."""
    publisher, _ = Publisher.objects.get_or_create(site="checks.example", defaults={"name": "Checks"})
    return FactCheck.objects.create(
        origin="imported",
        publisher=publisher,
        claim=Claim.objects.create(text="Uống nước chanh nóng chữa khỏi ung thư", lang="vi"),
        lang="vi",
        title="ไม่จริง",
        rating=Rating.objects.get(code="false"),
        state="published",
        published_at=timezone.now(),
    )


def shipped_cut(groups: tuple[str, ...] = VIETNAMESE) -> float:
    """The score from which the shipped calibration answers."""
    shipped = load_ranker().calibration.shipped(groups)
    return float(np.interp(shipped.answer_from, shipped.probabilities, shipped.scores))


def between(low: float, high: float, *, count: int) -> list[float]:
    """Scores in equal steps."""
    return [float(score) for score in np.linspace(low, high, count)]


def decided(
    scores: Iterable[float],
    *,
    member: Member | None,
    right: bool,
    groups: tuple[str, ...] = VIETNAMESE,
    ranker_version: str = "",
    **fields: object,
) -> list[Match]:
    """One message with one match for each score, confirmed or rejected; of the ranker in use unless told."""
    about = fact_check()
    scores = list(scores)
    messages = Message.objects.bulk_create(
        Message(text=f"Nghe nói {key}", text_key=key, lang=groups[0]) for key in (new_public_id() for _ in scores)
    )
    common = {
        "fact_check": about,
        "probability": 0.5,
        "groups": list(groups),
        "ranker_version": ranker_version or engine_room.ranker_version(),
        "state": MatchState.CONFIRMED if right else MatchState.REJECTED,
        "decided_by": member,
        "decided_at": timezone.now(),
        **fields,
    }
    return Match.objects.bulk_create(
        Match(message=message, score=score, **common) for message, score in zip(messages, scores, strict=True)
    )
