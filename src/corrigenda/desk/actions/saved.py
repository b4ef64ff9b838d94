"""A member names what they look at often. Nobody else sees it."""

from django.db import transaction
from django.utils.translation import gettext as _

from corrigenda.core.exceptions import Invalid, NotFound
from corrigenda.core.models import Member
from corrigenda.desk.actions.rules import need_active
from corrigenda.desk.bulk import MOST_SAVED
from corrigenda.desk.models import SavedSearch

LONGEST_NAME = 60
LONGEST_ADDRESS = 600


@transaction.atomic
def save_search(name: str, address: str, *, member: Member) -> SavedSearch:
    """Keep a list's filters under a name; the same name again means the new filters. Raises Invalid, NotAllowed."""
    need_active(member)
    name = _clean(name)
    if not address or len(address) > LONGEST_ADDRESS:
        raise Invalid(_("Choose a filter first, then save it."))
    known = SavedSearch.objects.filter(member=member)
    if not known.filter(name=name).exists() and known.count() >= MOST_SAVED:
        raise Invalid(_("You have %(count)d saved searches. Delete one first.") % {"count": MOST_SAVED})
    return SavedSearch.objects.update_or_create(member=member, name=name, defaults={"address": address})[0]


@transaction.atomic
def rename_search(public_id: str, name: str, *, member: Member) -> None:
    """Give a saved search of one's own another name. Raises Invalid, NotAllowed, NotFound."""
    need_active(member)
    own = SavedSearch.objects.filter(member=member, public_id=public_id)
    if not own.exists():
        raise NotFound
    name = _clean(name)
    if SavedSearch.objects.filter(member=member, name=name).exclude(public_id=public_id).exists():
        raise Invalid(_("Another saved search has this name."))
    own.update(name=name)


@transaction.atomic
def forget_search(public_id: str, *, member: Member) -> None:
    """Delete a saved search of one's own. Raises NotAllowed, NotFound."""
    need_active(member)
    if not SavedSearch.objects.filter(member=member, public_id=public_id).delete()[0]:
        raise NotFound


def _clean(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Invalid(_("Give it a name."))
    if len(name) > LONGEST_NAME:
        raise Invalid(_("A name has at most %(count)d characters.") % {"count": LONGEST_NAME})
    return name
