"""What the address of a list asks for; what it cannot mean is left out."""

from collections.abc import Collection
from dataclasses import dataclass

from django.conf.locale import LANG_INFO
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from corrigenda.claims.models import Topic
from corrigenda.core.models import Member
from corrigenda.desk.listing import STAGES, CaseFilter, languages_in_use
from corrigenda.desk.models import CaseState
from corrigenda.web.desk.screen import typed

MOST_WORDS = 200
SORT_NAMES = {
    "asked": _("most asked"),
    "growing": _("growing fastest"),
    "waiting": _("waiting longest"),
    "newest": _("newest"),
    "closed": _("closed last"),
}
STAGE_NAMES = {
    "nobody_writes": _("nobody writes yet"),
    "draft": _("being written"),
    "waiting": _("waiting for sign-off"),
    "overdue": _("past their time"),
    "answered": _("answered"),
    "not_checkable": _("not checkable"),
}
CLOSED = (CaseState.ANSWERED.value, CaseState.NOT_CHECKABLE.value)


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen in the filters of a list."""

    languages: list[str]
    topics: list[Topic]
    people: list[Member]
    stages: list[tuple[str, str]]
    sorts: list[tuple[str, str]]


def choices(*, settled: bool) -> Choices:
    """For open cases, or for closed ones."""
    stages = CLOSED if settled else STAGES
    return Choices(
        languages=languages_in_use(settled=settled),
        topics=list(Topic.objects.all()),
        people=list(Member.objects.filter(is_active=True).order_by("name", "pk")),
        stages=[(stage, str(STAGE_NAMES[stage])) for stage in stages],
        sorts=[(sort, str(SORT_NAMES[sort])) for sort in CaseFilter(settled=settled).sorts],
    )


def asked_for(sent: QueryDict, known: Choices, *, settled: bool) -> CaseFilter:
    """The filter an address names. A language stays chosen when the last of its cases closes."""
    owners = {"mine", "nobody", *(person.public_id for person in known.people)}
    return CaseFilter(
        q=typed(sent, "q", most=MOST_WORDS),
        owner=_known(typed(sent, "owner"), owners),
        lang=_known(typed(sent, "in"), {*known.languages, *LANG_INFO}),
        topic=_known(typed(sent, "topic"), {topic.code for topic in known.topics}),
        stage=_known(typed(sent, "stage"), {stage for stage, _name in known.stages}),
        sort=_known(typed(sent, "sort"), {sort for sort, _name in known.sorts}),
        settled=settled,
    )


def _known(value: str, values: Collection[str]) -> str:
    return value if value in values else ""
