"""Beginnings other than a case: the same finding in another language, and explainers."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from corrigenda.claims.actions import save_draft, start_draft
from corrigenda.claims.drafts import draft_of
from corrigenda.claims.models import Claim, FactCheck, Kind, Origin
from corrigenda.core import audit
from corrigenda.core.exceptions import Invalid, NotAllowed, NotFound, StateConflict
from corrigenda.core.models import Member


@transaction.atomic
def start_explainer(*, lang: str, member: Member) -> FactCheck:
    """An empty explainer in a language: no claim, no rating. Raises NotAllowed."""
    return start_draft(lang=lang, member=member, kind=Kind.EXPLAINER)


@transaction.atomic
def start_translation(original_id: int, *, lang: str, member: Member) -> FactCheck:
    """The draft of a piece in another language, with the original's words to write over; or the one begun already.

    Raises NotFound, NotAllowed, Invalid for the language it is in, StateConflict for a translation of a translation.
    """
    ours = FactCheck.objects.select_for_update().filter(origin=Origin.DESK, amends=None)
    original = ours.filter(pk=original_id).first()
    if original is None:
        raise NotFound
    if not member.may_write:
        raise NotAllowed(_("Volunteers do not write fact-checks. Leave a note on the case instead."))
    if original.translation_of_id:
        raise StateConflict(_("This is a translation itself. Translate its original."))
    if lang == original.lang:
        raise Invalid(_("It is in this language already."))
    begun = original.translations.filter(lang=lang).first()
    if begun is not None:
        return begun
    words = draft_of(original)
    fresh = FactCheck.objects.create(
        kind=original.kind,
        claim=Claim.objects.create(text="", lang=lang),
        lang=lang,
        translation_of=original,
        translated_version=original.version,
        edited_by=member,
    )
    audit.record("start_translation", fresh, member=member, of=original.public_id, version=original.version)
    words = replace(words, lang=lang, translated_version=original.version)
    return save_draft(fresh.pk, words, stamp_seen=draft_of(fresh).stamp, member=member)
