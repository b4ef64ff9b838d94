"""What is typed and not saved: kept at the desk, offered again, thrown away; and what is still missing, live."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from corrigenda.claims.drafts import Draft, draft_of
from corrigenda.claims.models import Autosave, FactCheck
from corrigenda.claims.typed import forget_typed, keep_typed, unsaved_of, writing_too
from corrigenda.core.exceptions import Invalid
from corrigenda.core.models import Member
from corrigenda.desk import queries
from corrigenda.desk.actions.take_over import take_over_words
from corrigenda.web.desk.forms import DraftForms
from corrigenda.web.desk.ready import lines
from corrigenda.web.desk.screen import SeeOther, desk_action, desk_screen, typed


@desk_screen
def autosave(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Keep the form as it stands, and answer with what is still missing. For the page's own script."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    fact_check = queries.fact_check_by(fact_check_id)
    try:
        kept = keep_typed(fact_check, dict(request.POST.lists()), member=member)
    except Invalid as error:
        return JsonResponse({"sentence": error.sentence}, status=422)
    stored = draft_of(fact_check)
    forms = DraftForms.typed(request.POST, stored=stored)
    valid = forms.is_valid()
    if valid and forms.draft() == stored:
        forget_typed(fact_check, member=member)
    shown = {
        "ready": lines(forms.draft_so_far(stored), fact_check),
        "writing_too": writing_too(fact_check, member),
        "behind": bool(kept.stamp) and kept.stamp != stored.stamp,
    }
    ready = render_to_string("desk/_ready.html", shown, request)
    return JsonResponse({"at": f"{timezone.localtime(kept.at):%H:%M}", "ready": ready})


@desk_action(back="editor")
def discard(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Throw away one's own unsaved words."""
    forget_typed(queries.fact_check_by(fact_check_id), member=member)
    return SeeOther("editor", fact_check_id=fact_check_id)


@desk_action(back="editor")
def take_over(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Go on with the unsaved words of a member who left."""
    take_over_words(queries.fact_check_by(fact_check_id), typed(request.POST, "member"), member=member)
    return SeeOther("unsaved", fact_check_id=fact_check_id)


def worth_keeping(fact_check: FactCheck, member: Member, *, stored: Draft) -> Autosave | None:
    """The member's unsaved words, where they are others than the stored ones."""
    kept = unsaved_of(fact_check, member)
    if kept is None:
        return None
    forms = DraftForms.kept(kept, stored=stored)
    return None if forms.is_valid() and forms.draft() == stored else kept
