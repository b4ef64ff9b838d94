"""A fact-check was retracted: the cases that it answered are open again."""

from django.db import transaction

from corrigenda.claims.models import State
from corrigenda.core import audit
from corrigenda.desk.models import Answering, Case, CaseState


@transaction.atomic
def reopen_withdrawn(fact_check_id: int) -> int:
    """Open the cases again that a retracted fact-check answered; return how many. Twice is harmless."""
    answered = Case.objects.select_for_update().filter(
        fact_check_id=fact_check_id, fact_check__state=State.RETRACTED, state__in=[CaseState.ANSWERED, CaseState.OPEN]
    )
    cases = list(answered.order_by("pk"))
    own = dict(Answering.objects.filter(case__in=cases).values_list("case_id", "draft_id"))
    Answering.objects.filter(case__in=cases).delete()
    for case in cases:
        Case.objects.filter(pk=case.pk).update(state=CaseState.OPEN, fact_check=own.get(case.pk), closed_at=None)
        audit.record("reopen_withdrawn", case, member=None)
    return len(cases)
