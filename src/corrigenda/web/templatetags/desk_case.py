"""What the case page says: masked places, mentions, what differs first, lengths of time to come."""

from __future__ import annotations

from datetime import datetime, timedelta

from django import template
from django.conf.locale import LANG_INFO
from django.utils.html import conditional_escape, format_html, urlize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from corrigenda.core.clock import now
from corrigenda.core.models import Member
from corrigenda.desk.mentions import mention_pattern, unseen_mentions
from corrigenda.engine.explain import Differing, likeliness
from corrigenda.intake.masking import PLACEHOLDERS
from corrigenda.matching.queries import Suggested
from corrigenda.web.templatetags.desk_reasons import quoted
from corrigenda.web.templatetags.desk_words import likelihood
from corrigenda.web.templatetags.reading import duration

register = template.Library()
SURE = frozenset({"almost_certain", "very_likely"})


@register.filter
def masked_marked(text: str) -> SafeString:
    """A message with the places marked where something personal was taken out before it was stored."""
    safe = str(conditional_escape(text))
    for placeholder in PLACEHOLDERS:
        safe = safe.replace(placeholder, f'<span class="masked">{placeholder}</span>')
    return mark_safe(safe)  # noqa: S308 - escaped in the first line; placeholders are our own


@register.filter
def has_masked(text: str) -> bool:
    """Whether something was taken out of a text."""
    return any(placeholder in text for placeholder in PLACEHOLDERS)


@register.filter
def probably(code: str) -> str:
    """A language that a machine told by letters and words, said as such."""
    if not code:
        return _("language not known")
    info = LANG_INFO.get(code) or LANG_INFO.get(code.split("-")[0]) or {}
    name = _(str(info["name"])) if "name" in info else code
    if get_language() == "vi":  # within a sentence: tiếng Việt
        name = name[:1].lower() + name[1:]
    return _("probably %(language)s") % {"language": name}


@register.filter
def with_mentions(text: str, names: list[str]) -> SafeString:
    """A note with its links and the names it mentions."""
    safe = urlize(text, autoescape=True, nofollow=True)
    pattern = mention_pattern(str(conditional_escape(name)) for name in names)
    if pattern is not None:
        safe = pattern.sub(lambda found: f'<span class="mention">{found.group()}</span>', safe)
    return mark_safe(safe)  # noqa: S308 - escaped by urlize; a name is matched as escaped


@register.simple_tag(takes_context=True)
def unseen_mention_count(context: template.Context, member: Member) -> int:
    """How often the member was mentioned since last looking; asked of the database where the page does not know."""
    known = context.get("unseen_mentions")
    return known if isinstance(known, int) else unseen_mentions(member).count()


@register.filter
def headline(suggested: Suggested) -> str:
    """How near a claim is, the difference first where one is marked, the judge's doubt where it doubted."""
    differences = suggested.explanation.differences
    if suggested.probability is None:
        return likelihood(None)
    sure = likeliness(suggested.probability)
    if differences:
        but = {"but": _but(differences[0])}
        if sure in SURE:
            return _("Says almost the same, but: %(but)s") % but
        if sure == "unlikely":
            return _("Probably another claim: %(but)s") % but
        return _("Perhaps the same claim, but: %(but)s") % but
    if suggested.doubted:
        return _("Looks like the same claim, but was held back")
    return likelihood(suggested.probability)


@register.filter
def is_plain(suggested: Suggested) -> bool:
    """Whether nothing speaks against the probability, so that its figure may be shown."""
    return not suggested.explanation.differences and not suggested.doubted


@register.filter
def until(moment: datetime | None) -> str:
    """How long it is until a moment, in words."""
    return duration(max(moment - now(), timedelta())) if moment else ""


def _but(difference: Differing) -> str:
    here, there = quoted(difference.in_message), quoted(difference.in_claim)
    if difference.kind == "negation":
        return _("one denies what the other says")
    if here and there:
        return _("%(message)s against %(claim)s") % {"message": here, "claim": there}
    if here:
        return _("only the message says %(words)s") % {"words": here}
    return _("only the claim says %(words)s") % {"words": there}


@register.simple_tag
def placeholder_note() -> str:
    """What the marked places are."""
    return format_html(
        '<span class="masked">[…]</span> {}', _("was taken out before it was stored: numbers and addresses of people.")
    )
