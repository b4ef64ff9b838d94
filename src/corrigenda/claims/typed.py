"""What was typed and not saved: kept for its writer until it is saved or thrown away.

Kept many times a minute, seen by nobody else, gone with the next save: so it leaves no entry in the audit log.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TypeAlias

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from corrigenda.claims.models import Autosave, FactCheck
from corrigenda.core.clock import now
from corrigenda.core.exceptions import Invalid, NotAllowed
from corrigenda.core.models import Member

Typed: TypeAlias = Mapping[str, list[str]]

LARGEST = 600_000  # characters of a whole form: a text of the greatest length, and fifty sources
HERE_FOR = timedelta(minutes=2)  # how long after the last word somebody counts as writing
_FIELD = re.compile(
    r"(claim|title|rating|summary|body|topics|lang|review_by|sources_reason|translated_version|follows|stamp"
    r"|evidence-(TOTAL_FORMS|INITIAL_FORMS|\d{1,3}-[A-Za-z_]{1,20}))"
)


def keep_typed(fact_check: FactCheck, typed: Typed, *, member: Member) -> Autosave:
    """Keep a form as it stands, valid or not. Raises NotAllowed for volunteers, Invalid for more than a form holds."""
    if not member.may_write:
        raise NotAllowed(_("Volunteers do not write fact-checks. Leave a note on the case instead."))
    fields = {name: [part.replace("\x00", "") for part in parts] for name, parts in typed.items() if _is_field(name)}
    if sum(len(part) for parts in fields.values() for part in parts) > LARGEST:
        raise Invalid(_("This is more than one fact-check can hold. Copy it somewhere safe and make it shorter."))
    stamp = (fields.pop("stamp", None) or [""])[0][:64]
    kept, _made = Autosave.objects.update_or_create(
        fact_check=fact_check,
        member=member,
        defaults={"typed": fields, "stamp": stamp, "version": fact_check.version, "at": now()},
    )
    return kept


def forget_typed(fact_check: FactCheck, *, member: Member) -> None:
    """Throw away what a member typed and did not save. Twice is harmless."""
    Autosave.objects.filter(fact_check=fact_check, member=member).delete()


def unsaved_of(fact_check: FactCheck, member: Member) -> Autosave | None:
    """What a member typed and did not save, or None."""
    return Autosave.objects.filter(fact_check=fact_check, member=member).first()


def writing_too(fact_check: FactCheck, member: Member) -> list[Member]:
    """Who else is writing in it at this moment."""
    return [kept.member for kept in _of_others(fact_check, member).filter(at__gte=_just_now(), member__is_active=True)]


def left_behind(fact_check: FactCheck, member: Member) -> list[Autosave]:
    """Words of members who left the desk before they saved them."""
    return list(_of_others(fact_check, member).filter(member__is_active=False))


def _of_others(fact_check: FactCheck, member: Member) -> QuerySet[Autosave]:
    return fact_check.autosaves.exclude(member=member).select_related("member").order_by("-at")


def _just_now() -> datetime:
    return now() - HERE_FOR


def _is_field(name: str) -> bool:
    return _FIELD.fullmatch(name) is not None
