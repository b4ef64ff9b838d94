"""Reads about which messages make a case: what can be merged with it, what was, what was split off."""

from collections.abc import Sequence
from dataclasses import dataclass

from corrigenda.core.exceptions import NotFound
from corrigenda.core.models import Member
from corrigenda.desk.models import Case, CaseMessage, CaseState, Merge, Parting
from corrigenda.desk.queries import CaseFilter, CaseRow, case_rows, open_cases
from corrigenda.intake.models import Message

OFFERED = 25  # other cases, the most asked


@dataclass(frozen=True, slots=True)
class Grouping:
    """What a case page needs to offer splitting and merging."""

    others: tuple[CaseRow, ...]
    merges: tuple[Merge, ...]  # what was merged into this case, the latest first
    was_split_off: bool


def grouping_of(case: Case, *, member: Member) -> Grouping:
    """For an open case."""
    others = list(open_cases(CaseFilter(), member=member).exclude(pk=case.pk)[:OFFERED])
    return Grouping(
        others=tuple(case_rows(others)),
        merges=tuple(Merge.objects.filter(into=case).select_related("case", "merged_by").order_by("-merged_at")),
        was_split_off=Parting.objects.filter(message__case_message__case=case).exclude(case=case).exists(),
    )


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
