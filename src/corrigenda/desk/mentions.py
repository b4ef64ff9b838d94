"""Who is mentioned in notes, and what of that a member has not seen yet."""

import re
from collections.abc import Iterable

from django.db.models import QuerySet

from corrigenda.core.models import Member
from corrigenda.desk.models import Mention


def members_who_can_be_named() -> QuerySet[Member]:
    """Members of today, by name."""
    return Member.objects.filter(is_active=True).exclude(name="").order_by("name", "pk")


def mention_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Finds "@name" for any of the names, the longest that fits; None without names.

    A name ends where its word ends; in scripts without spaces between words it may be followed by anything.
    """
    longest_first = sorted(set(names), key=len, reverse=True)
    if not longest_first:
        return None
    either = "|".join(re.escape(name) + (r"(?![\w])" if _is_spaced(name) else "") for name in longest_first)
    return re.compile(rf"(?<![\w@])@({either})", re.IGNORECASE)


def members_named(text: str) -> list[Member]:
    """The members of today that a note names with an @; all of those who share a name."""
    if "@" not in text:
        return []
    members = list(members_who_can_be_named())
    pattern = mention_pattern(each.name for each in members)
    named = {found.casefold() for found in pattern.findall(text)} if pattern else set()
    return [each for each in members if each.name.casefold() in named]


def unseen_mentions(member: Member) -> QuerySet[Mention]:
    """Mentions of a member in notes whose case that member has not opened since."""
    return Mention.objects.filter(member=member, seen_at=None)


def mentions_of(member: Member) -> QuerySet[Mention]:
    """All mentions of a member, the latest first."""
    mentions = Mention.objects.filter(member=member).select_related("note__case", "note__written_by")
    return mentions.order_by("-note__written_at", "-pk")


def _is_spaced(name: str) -> bool:
    return not re.search("[\u0e01-\u0e7f\u0e81-\u0eff\u1000-\u109f\u1780-\u17ff]$", name)
