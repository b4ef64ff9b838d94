"""What the desk's lists say in words, and their addresses."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corrigenda.claims.models import Topic
from corrigenda.desk.listing import CaseFilter
from corrigenda.desk.models import BulkChange, Case
from corrigenda.web.desk.filters import SORT_NAMES

register = template.Library()


@register.filter
def topic_name(code: str, topics: Iterable[Topic] | None) -> str:
    """A topic in the language of the page; its code where it is not known."""
    return next((str(topic) for topic in topics or () if topic.code == code), code)


@register.filter
def order_name(shown: CaseFilter) -> str:
    """The order a list is in."""
    return str(SORT_NAMES[shown.order])


@register.filter
def address_of_page(shown: CaseFilter, page: Page[Case]) -> str:
    """The query of the address of what is on the screen now."""
    parts = (shown.address, f"page={page.number}" if page.number > 1 else "")
    return "&".join(part for part in parts if part)


@register.filter
def words_only(shown: CaseFilter) -> str:
    """The words of a filter as the query of an address."""
    return as_query(shown.q)


@register.filter
def as_query(words: str) -> str:
    """Words as the query of an address."""
    return urlencode({"q": words})


@register.filter
def what_was_done(change: BulkChange) -> str:
    """What a member did to several cases, to that member."""
    count = len(change.changes)
    sentences = {
        "take": ngettext("You took %(count)d case.", "You took %(count)d cases.", count),
        "assign": ngettext("You assigned %(count)d case.", "You assigned %(count)d cases.", count),
        "release": ngettext("You released %(count)d case.", "You released %(count)d cases.", count),
        "topic": ngettext("You set the topic of %(count)d case.", "You set the topic of %(count)d cases.", count),
        "not_checkable": ngettext(
            "You closed %(count)d case as not checkable.", "You closed %(count)d cases as not checkable.", count
        ),
    }
    return sentences.get(change.action, _("You changed cases.")) % {"count": count}
