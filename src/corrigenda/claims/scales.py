"""Writes to what a desk configures: the rating scale and the topics. Codes are given once and stay."""

import re
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from corrigenda.claims.models import FactCheck, Rating, Topic
from corrigenda.core import audit
from corrigenda.core.exceptions import Invalid, NotAllowed, NotFound, StateConflict
from corrigenda.core.models import Member

AWAY = 10_000  # orders are unique: everything is moved out of the way before it is numbered anew
_CODE = re.compile(r"[a-z][a-z0-9_]{0,31}")
Step = TypeVar("Step", Rating, Topic)


@dataclass(frozen=True, slots=True)
class StepWords:
    """What an administrator wrote for a rating or a topic. Words by language; empty ones are left out."""

    labels: dict[str, str]
    meanings: dict[str, str]  # ratings only
    offered: bool = True
    value: int | None = None  # ratings only: 1 worst ... 5 best, None outside the scale
    review_days: int | None = None  # topics only


@transaction.atomic
def add_step(model: type[Step], code: str, words: StepWords, *, member: Member) -> Step:
    """A new rating or topic, last in the list. Raises NotAllowed, Invalid."""
    _need_administrator(member)
    if not _CODE.fullmatch(code):
        raise Invalid(_("A code is made of small letters a to z, digits and _, and begins with a letter."))
    if model.objects.filter(code=code).exists():
        raise Invalid(_("There is one with this code already."))
    last = model.objects.aggregate(last=Max("order"))["last"] or 0
    step = model.objects.create(code=code, order=last + 1, **_fields(model, words))
    audit.record(f"add_{model.__name__.lower()}", step, member=member, code=code)
    return step


@transaction.atomic
def change_step(model: type[Step], code: str, words: StepWords, *, member: Member) -> Step:
    """Other words for a rating or topic, or whether it is offered. Raises NotAllowed, NotFound, Invalid."""
    _need_administrator(member)
    step = _locked(model, code)
    model.objects.filter(pk=step.pk).update(**_fields(model, words))
    audit.record(f"change_{model.__name__.lower()}", step, member=member, code=code)
    return step


@transaction.atomic
def move_step(model: type[Step], code: str, *, by: int, member: Member) -> None:
    """Move a rating or topic up (-1) or down (+1) in lists. At the end of the list nothing happens."""
    _need_administrator(member)
    steps = list(model.objects.select_for_update().order_by("order"))
    at = next((place for place, step in enumerate(steps) if step.code == code), None)
    if at is None:
        raise NotFound
    to = max(0, min(len(steps) - 1, at + by))
    steps.insert(to, steps.pop(at))
    for away in (AWAY, 1):
        for place, step in enumerate(steps):
            model.objects.filter(pk=step.pk).update(order=away + place)
    audit.record(f"move_{model.__name__.lower()}", steps[to], member=member, code=code, place=to + 1)


@transaction.atomic
def remove_step(model: type[Step], code: str, *, member: Member) -> None:
    """Remove what no piece uses. Raises StateConflict for one in use, NotAllowed, NotFound."""
    _need_administrator(member)
    step = _locked(model, code)
    used = FactCheck.objects.filter(topics__contains=[code]).exists() if isinstance(step, Topic) else False
    try:
        with transaction.atomic():
            if used:
                raise StateConflict(_("It is in use. Stop offering it instead: what is written keeps it."))
            audit.record(f"remove_{model.__name__.lower()}", step, member=member, code=code)
            step.delete()
    except ProtectedError as error:
        raise StateConflict(_("It is in use. Stop offering it instead: what is written keeps it.")) from error


def _fields(model: type[Rating] | type[Topic], words: StepWords) -> dict[str, Any]:
    if not words.labels.get("en"):
        raise Invalid(_("Give at least the English label: it stands in where another language is missing."))
    if words.value is not None and not 1 <= words.value <= 5:
        raise Invalid(_("A step of the scale is a number from 1 to 5, or none."))
    own = {"meanings": words.meanings, "value": words.value} if model is Rating else {"review_days": words.review_days}
    return {"labels": words.labels, "offered": words.offered, **own}


def _locked(model: type[Step], code: str) -> Step:
    step = model.objects.select_for_update().filter(code=code).first()
    if step is None:
        raise NotFound
    return step


def _need_administrator(member: Member) -> None:
    if not member.may_administer:
        raise NotAllowed(_("Only an administrator can do this."))
