"""Figures and codes in words, for the desk's templates."""

from django import template
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext as _

from corrigenda.engine.explain import likeliness

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    """The name of a language in that language; the code itself where the name is not known."""
    found = LANG_INFO.get(code) or LANG_INFO.get(code.split("-")[0]) or {}
    return str(found.get("name_local") or code or _("language not known"))


@register.filter
def likelihood(probability: float | None) -> str:
    """A same-claim probability in words."""
    if probability is None:
        return _("linked by a person")
    words = {
        "almost_certain": _("almost certainly the same claim"),
        "very_likely": _("very likely the same claim"),
        "likely": _("likely the same claim"),
        "perhaps": _("perhaps the same claim"),
        "unlikely": _("probably another claim"),
    }
    return words[likeliness(probability)]


@register.filter
def percent(probability: float | None) -> str:
    """A probability as a whole percentage, never rounded up to certainty; empty where there is none."""
    return "" if probability is None else f"{min(99, int(probability * 100))}\u00a0%"
