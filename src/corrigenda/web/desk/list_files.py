"""What the lists of cases, of fact-checks in work, and of what a search found have in them as files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from corrigenda.claims.models import FactCheck
from corrigenda.core.models import Member
from corrigenda.desk.finding import Found
from corrigenda.desk.listing import CaseRow, case_rows
from corrigenda.desk.models import Case
from corrigenda.desk.queries import drafts
from corrigenda.desk.sign_off_queries import waiting_queue
from corrigenda.matching.queries import Suggested
from corrigenda.web.desk.exports import Column, Listing


def _case_columns() -> tuple[Column[CaseRow], ...]:
    return (
        Column("case", _("Id"), lambda row: row.case.public_id),
        Column("people", _("People who asked"), lambda row: row.requests),
        Column("lately", _("Lately"), lambda row: row.growth),
        Column("text", _("Message"), lambda row: row.text),
        Column("lang", _("Language"), lambda row: row.lang),
        Column("wordings", _("Wordings"), lambda row: row.messages),
        Column("pictures", _("Pictures"), lambda row: row.pictures),
        Column("topic", _("Topic"), lambda row: row.case.topic),
        Column("owner", _("Whose"), lambda row: row.case.owner.name if row.case.owner else ""),
        Column("state", _("State"), lambda row: row.case.get_state_display()),
        Column("why_not", _("Why not checkable"), lambda row: row.case.get_not_checkable_display()),
        Column("fact_check", _("Fact-check"), lambda row: row.case.fact_check.title if row.case.fact_check else ""),
        Column("opened_at", _("Opened"), lambda row: row.case.opened_at),
        Column("due_at", _("Due"), lambda row: row.case.due_at),
        Column("last_asked_at", _("Last asked"), lambda row: row.newest_at),
        Column("closed_at", _("Closed"), lambda row: row.case.closed_at),
    )


OPEN_CASES: Listing[Case, CaseRow] = Listing("open-cases", rows=case_rows, columns=_case_columns())
SETTLED_CASES: Listing[Case, CaseRow] = Listing("settled-cases", rows=case_rows, columns=_case_columns())


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A fact-check that waits for a second person, or a draft."""

    public_id: str
    state: str
    title: str
    lang: str
    writers: str
    reader: str
    since: datetime


def work_of(member: Member, *, lang: str = "") -> list[WorkRow]:
    """What waits for a second person, then the drafts: as the screen shows them."""
    waiting = [
        WorkRow(
            row.fact_check.public_id,
            str(row.fact_check.get_state_display()),
            row.fact_check.title,
            row.fact_check.lang,
            ", ".join(row.writers),
            row.reader.name if row.reader else "",
            row.since,
        )
        for row in waiting_queue(member, lang=lang)
    ]
    return waiting + [
        WorkRow(
            each.public_id,
            str(each.get_state_display()),
            each.title,
            each.lang,
            each.edited_by.name if each.edited_by else "",
            "",
            each.updated_at,
        )
        for each in drafts(lang=lang)
    ]


IN_WORK: Listing[WorkRow, WorkRow] = Listing(
    "fact-checks-in-work",
    rows=lambda rows: rows,
    columns=(
        Column("fact_check", _("Id"), lambda row: row.public_id),
        Column("state", _("State"), lambda row: row.state),
        Column("title", _("Title"), lambda row: row.title),
        Column("lang", _("Language"), lambda row: row.lang),
        Column("writers", _("Written by"), lambda row: row.writers),
        Column("reader", _("Read by"), lambda row: row.reader),
        Column("since", _("Since"), lambda row: row.since),
    ),
)


DUE: Listing[FactCheck, FactCheck] = Listing(
    "due-for-review",
    rows=lambda rows: rows,
    columns=(
        Column("fact_check", _("Id"), lambda each: each.public_id),
        Column("title", _("Title"), lambda each: each.title),
        Column("lang", _("Language"), lambda each: each.lang),
        Column("topics", _("Topics"), lambda each: ", ".join(each.topics)),
        Column("rating", _("Rating"), lambda each: str(each.rating or "")),
        Column("review_by", _("Due"), lambda each: each.review_by),
    ),
)


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One thing that a search found."""

    kind: str
    public_id: str
    text: str
    lang: str
    state: str


def found_rows(found: Found | None, alike: Sequence[Suggested]) -> list[FoundRow]:
    """What the screen of a search shows, in the same order: cases, fact-checks, messages; or the register alike."""
    rows = [_found_check(each.fact_check) for each in alike]
    if found is None:
        return rows
    for row in found.cases:
        case = row.case
        rows.append(FoundRow(gettext("case"), case.public_id, row.text, row.lang, str(case.get_state_display())))
    rows += [_found_check(each) for each in found.fact_checks]
    for each in found.messages:
        state = gettext("answered by the register") if each.answer else gettext("not looked at yet")
        message = each.message
        rows.append(FoundRow(gettext("message"), message.public_id, message.text, message.lang, state))
    return rows


def _found_check(fact_check: FactCheck) -> FoundRow:
    words = fact_check.title or fact_check.claim.text
    state = str(fact_check.get_state_display())
    return FoundRow(gettext("fact-check"), fact_check.public_id, words, fact_check.lang, state)


FOUND: Listing[FoundRow, FoundRow] = Listing(
    "search",
    rows=lambda rows: rows,
    columns=(
        Column("kind", _("Kind"), lambda row: row.kind),
        Column("id", _("Id"), lambda row: row.public_id),
        Column("text", _("Words"), lambda row: row.text),
        Column("lang", _("Language"), lambda row: row.lang),
        Column("state", _("State"), lambda row: row.state),
    ),
)
