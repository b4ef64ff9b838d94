"""What the entries of the audit log are about, with the words by which people know it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corrigenda.claims.models import FactCheck, Origin
from corrigenda.core.models import AuditEntry, Member
from corrigenda.desk.models import Case, CaseMessage
from corrigenda.matching.models import Match

WORDS = 120  # characters of a title
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """What an entry is about: the page it has, its id there, and its title. A page "" has no link."""

    page: str
    public_id: str
    title: str
    lang: str = ""


def subjects_of(entries: Sequence[AuditEntry]) -> dict[Key, Subject]:
    """The subjects of some entries that are still there, by kind and id."""
    ids: dict[str, set[str]] = {}
    for entry in entries:
        ids.setdefault(entry.subject_type, set()).add(entry.subject_id)
    found = _cases(ids.get("Case", ())) | _fact_checks(ids.get("FactCheck", ())) | _members(ids.get("Member", ()))
    return found | _matches(ids.get("Match", ()))


def _cases(ids: Iterable[str]) -> dict[Key, Subject]:
    public_ids = Case.objects.filter(public_id__in=ids).values_list("public_id", flat=True)
    titles = {public_id: Subject("case", public_id, "") for public_id in public_ids}
    rows = CaseMessage.objects.filter(case__public_id__in=titles).order_by("-pk")
    for public_id, text, lang in rows.values_list("case__public_id", "message__text", "message__lang"):
        titles[public_id] = Subject("case", public_id, text.strip()[:WORDS], lang)
    return {("Case", public_id): subject for public_id, subject in titles.items()}


def _fact_checks(ids: Iterable[str]) -> dict[Key, Subject]:
    rows = FactCheck.objects.filter(public_id__in=ids).values_list("public_id", "title", "lang", "origin")
    return {
        ("FactCheck", public_id): Subject("read" if origin == Origin.DESK else "", public_id, title[:WORDS], lang)
        for public_id, title, lang, origin in rows
    }


def _members(ids: Iterable[str]) -> dict[Key, Subject]:
    rows = Member.objects.filter(public_id__in=ids).values_list("public_id", "name")
    return {("Member", public_id): Subject("members", public_id, name) for public_id, name in rows}


def _matches(ids: Iterable[str]) -> dict[Key, Subject]:
    rows = Match.objects.filter(pk__in=[int(each) for each in ids if each.isdecimal()]).values_list(
        "pk", "message__case_message__case__public_id", "message__text", "message__lang"
    )
    return {
        ("Match", str(pk)): Subject("case" if case else "", case or "", text.strip()[:WORDS], lang)
        for pk, case, text, lang in rows
    }
