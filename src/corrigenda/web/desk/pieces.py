"""A piece in another language, and explainers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from corrigenda.claims.pieces import start_explainer, start_translation
from corrigenda.core.exceptions import Invalid
from corrigenda.core.models import Member
from corrigenda.desk import queries
from corrigenda.web.desk.forms import languages
from corrigenda.web.desk.screen import SeeOther, desk_action, typed


@desk_action(back="waiting")
def explain(request: HttpRequest, member: Member) -> HttpResponse:
    """Begin an explainer."""
    fresh = start_explainer(lang=_lang(request), member=member)
    return SeeOther("editor", fact_check_id=fresh.public_id)


@desk_action(back="read")
def translate(request: HttpRequest, member: Member, fact_check_id: str) -> HttpResponse:
    """Begin a translation, or go on with the one there is."""
    original = queries.fact_check_by(fact_check_id)
    fresh = start_translation(original.pk, lang=_lang(request), member=member)
    messages.info(request, _("These are the words of the original. Write yours over them; its sources stay."))
    return SeeOther("editor", fact_check_id=fresh.public_id)


def _lang(request: HttpRequest) -> str:
    lang = typed(request.POST, "lang", most=16)
    if lang not in {code for code, _name in languages()}:
        raise Invalid(_("Choose a language."))
    return lang
