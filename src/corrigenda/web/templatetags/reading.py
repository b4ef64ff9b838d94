"""Template filters for reading: Markdown, links to elsewhere, lengths of time, the rating scale."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

import nh3
from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

from corrigenda.claims.models import Rating
from corrigenda.core.clock import now

register = template.Library()

# No pictures: a reader's browser asks nobody else for anything.
TAGS = {"a", "blockquote", "br", "code", "em", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong"}
TAGS |= {"table", "tbody", "td", "th", "thead", "tr", "ul"}
SCALE = range(1, 6)


@register.filter
def markdown(text: str) -> SafeString:
    """Markdown as clean HTML: no HTML of the writer's own, no pictures, headings below the page's."""
    tokens = _parser().parse(text)
    for token in tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h3" if token.tag in {"h1", "h2"} else "h4"
    parser = _parser()
    html = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
    return mark_safe(clean)  # noqa: S308 - cleaned in the line above


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


@register.filter
def outside_link(url: str) -> str:
    """The address if a reader can open it as a web page, "" otherwise: records of others may say anything."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in {"http", "https"} and parts.hostname else ""


@register.filter
def host(url: str) -> str:
    """The host of an address, for a reader to see where a link leads."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if outside_link(url) else ""


@register.filter
def age(moment: datetime | None) -> str:
    """How long ago something was, in words, to its largest unit."""
    return duration(max(now() - moment, timedelta())) if moment else ""


@register.filter
def duration(length: timedelta | None) -> str:
    """A length of time in words, to its largest unit."""
    if length is None:
        return ""
    seconds = int(length.total_seconds())
    if seconds < 1:
        return _("less than a second")
    if seconds < 60:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    minutes = seconds // 60
    if minutes < 60:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d day", "%(count)d days", hours // 24) % {"count": hours // 24}


@register.filter
def steps(rating: Rating) -> list[bool]:
    """The five steps of the scale, worst first: which of them this rating is. All False for one outside it."""
    return [step == rating.value for step in SCALE]


@register.filter
def share(part: float | None) -> str:
    """A share as a whole percentage."""
    return "" if part is None else f"{part * 100:.0f}\u00a0%"


@register.filter
def meaning(rating: Rating) -> str:
    """What a rating means, in the language of the page."""
    return rating.meaning_in(get_language() or "en")
