"""A case gets its fact-check: an empty draft, written by whoever may."""

from django.conf import settings
from django.db import transaction

from corrigenda.claims.actions import start_draft
from corrigenda.claims.models import FactCheck
from corrigenda.core import audit
from corrigenda.core.models import Member
from corrigenda.desk.actions.rules import locked_case, need_writer
from corrigenda.desk.models import Case


@transaction.atomic
def start_fact_check(case_id: int, *, member: Member) -> FactCheck:
    """The draft of a case: a new one, in the language of its first message, or the one it has already.

    Whoever starts it owns the case, where nobody does yet. Raises NotAllowed, NotFound, StateConflict.
    """
    need_writer(member)
    case = locked_case(case_id)
    if case.fact_check is not None:
        return case.fact_check
    fact_check = start_draft(lang=_language_of(case, member), member=member)
    Case.objects.filter(pk=case.pk).update(fact_check=fact_check, owner=case.owner or member)
    audit.record("start_fact_check", case, member=member, fact_check=fact_check.public_id)
    return fact_check


def _language_of(case: Case, member: Member) -> str:
    known = {code for code, _ in settings.LANGUAGES}
    langs = case.case_messages.order_by("pk").values_list("message__lang", flat=True)
    return next((lang for lang in langs if lang in known), member.lang if member.lang in known else "en")
