"""Reads about which messages make a case: what can be merged with it, what was, what was split off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corrigenda.core.exceptions import NotFound
from corrigenda.desk.models import Case, CaseMessage, CaseState, Demand, Merge, Parting
from corrigenda.intake.models import Message

OFFERED = 25  # other cases, the most asked


@dataclass(frozen=True, slots=True)
class Offered:
    """Another open case, to merge with."""

    public_id: str
    text: str  # of its first message
    requests: int


@dataclass(frozen=True, slots=True)
class Grouping:
    """What a case page needs to offer splitting and merging."""

    others: tuple[Offered, ...]
    merges: tuple[Merge, ...]  # what was merged into this case, the latest first
    was_split_off: bool


def grouping_of(case: Case) -> Grouping:
    """For an open case."""
    split_off = Parting.objects.filter(message__case_message__case=case).exclude(case=case)
    return Grouping(
        others=tuple(_offered(case)),
        merges=tuple(Merge.objects.filter(into=case).select_related("case", "merged_by").order_by("-merged_at")),
        was_split_off=split_off.filter(message__cut_from=None).exists(),  # what was cut out is let go of elsewhere
    )


def _offered(case: Case) -> Iterator[Offered]:
    others = Demand.objects.filter(case__state=CaseState.OPEN).exclude(case=case)
    others = others.select_related("case").prefetch_related("message")  # thousands sorted, few read
    for other in others.order_by("-requests", "case__opened_at", "case_id")[:OFFERED]:
        yield Offered(other.case.public_id, other.message.text[:200] if other.message else "", other.requests)


def remaining_case(case: Case) -> Case:
    """The case that a merged one is part of now; any other case itself."""
    while merge := Merge.objects.select_related("into").filter(case=case).first():
        case = merge.into
    return case


def waiting_message_ids() -> list[int]:
    """The messages of all open cases, oldest first."""
    waiting = CaseMessage.objects.filter(case__state=CaseState.OPEN)
    return list(waiting.order_by("message_id").values_list("message_id", flat=True))


def message_ids_of(public_ids: Sequence[str]) -> list[int]:
    """Raises NotFound where one is no message."""
    found = dict(Message.objects.filter(public_id__in=public_ids).values_list("public_id", "pk"))
    if missing := set(public_ids) - set(found):
        raise NotFound(", ".join(sorted(missing)))
    return [found[public_id] for public_id in dict.fromkeys(public_ids)]
