"""The log of what was done at the desk, for editors and administrators. It never says anything about askers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from corrigenda.core.audit_log import BY_ITSELF, AuditFilter, entries
from corrigenda.core.exceptions import NotAllowed
from corrigenda.core.models import AuditEntry, Member
from corrigenda.desk.audit_subjects import Subject, subjects_of
from corrigenda.web.desk.audit_words import ACTIONS, KINDS, action_words, detail_words, kind_words
from corrigenda.web.desk.exports import Column, Listing, as_file, file_wanted
from corrigenda.web.desk.screen import desk_screen, typed

PAGE = 50


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line of the log."""

    entry: AuditEntry
    subject: Subject | None

    @property
    def who(self) -> str:
        """The member's name, or the desk itself."""
        return self.entry.member.name if self.entry.member else _("the desk itself")

    @property
    def what(self) -> str:
        """What was done, in words."""
        return action_words(self.entry.action)

    @property
    def details(self) -> str:
        """What else is known of it, in words."""
        return detail_words(self.entry)

    @property
    def kind(self) -> str:
        """What it was done to: a case, a fact-check."""
        return kind_words(self.entry.subject_type)

    @property
    def url(self) -> str:
        """The page of what it was done to, if there is one."""
        if self.subject is None or not self.subject.page:
            return ""
        if self.subject.page == "members":
            return f"{reverse('desk:members')}#{self.subject.public_id}"
        name = "case_id" if self.subject.page == "case" else "fact_check_id"
        return reverse(f"desk:{self.subject.page}", kwargs={name: self.subject.public_id})


def audit_rows(some: Sequence[AuditEntry]) -> list[AuditRow]:
    """The lines for some entries, in the same order."""
    subjects = subjects_of(some)
    return [AuditRow(entry, subjects.get((entry.subject_type, entry.subject_id))) for entry in some]


LIST: Listing[AuditEntry, AuditRow] = Listing(
    "log",
    rows=audit_rows,
    columns=(
        Column("at", gettext_lazy("When"), lambda row: row.entry.at),
        Column("who", gettext_lazy("Who"), lambda row: row.who),
        Column("what", gettext_lazy("What"), lambda row: row.what),
        Column("details", gettext_lazy("Details"), lambda row: row.details),
        Column("kind", gettext_lazy("Done to"), lambda row: row.kind),
        Column("title", gettext_lazy("Title"), lambda row: row.subject.title if row.subject else ""),
        Column("action", gettext_lazy("Name of the action"), lambda row: row.entry.action),
        Column("subject", gettext_lazy("Id"), lambda row: row.entry.subject_id),
    ),
)


@desk_screen
def audit_log(request: HttpRequest, member: Member) -> HttpResponseBase:
    """Who did what, and when; filtered by what the address says."""
    if not member.may_audit:
        raise NotAllowed(_("Only an editor or administrator can see the log."))
    shown = _filter(request)
    found = entries(shown)
    if wanted := file_wanted(request):
        return as_file(wanted, LIST, found, member=member)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "section": "log",
        "page": page,
        "rows": audit_rows(list(page)),
        "shown": shown,
        "filtered": shown != AuditFilter(),
        "members": Member.objects.order_by("name", "pk"),
        "actions": sorted(((code, str(words)) for code, words in ACTIONS.items()), key=lambda each: each[1]),
        "kinds": KINDS.items(),
        "by_itself": BY_ITSELF,
    }
    return render(request, "desk/audit_log.html", context)


def _filter(request: HttpRequest) -> AuditFilter:
    said = request.GET
    return AuditFilter(
        who=typed(said, "who", most=16),
        action=typed(said, "action", most=64),
        kind=typed(said, "kind", most=32),
        subject=typed(said, "subject", most=64),
        first=_day(typed(said, "first", most=10)),
        last=_day(typed(said, "last", most=10)),
    )


def _day(said: str) -> date | None:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    return day if 1970 <= day.year < 9999 else None
