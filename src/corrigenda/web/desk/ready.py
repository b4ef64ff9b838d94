"""The list of what is still missing, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from corrigenda.claims.drafts import Draft
from corrigenda.claims.models import FactCheck, Rating
from corrigenda.claims.readiness import Check, readiness


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is about, how it stands ("yes", "no", "hint" or "unknown"), and more about it."""

    name: str
    state: str
    more: str = ""


def lines(draft: Draft, fact_check: FactCheck) -> list[Line]:
    """The list for a draft as it stands."""
    value = Rating.objects.filter(code=draft.rating).values_list("value", flat=True).first() if draft.rating else None
    return [_line(check) for check in readiness(draft, explainer=fact_check.explains, rating_value=value)]


def _line(check: Check) -> Line:
    if check.code == "reading":
        return _reading(check)
    state = "yes" if check.there else "no" if check.needed else "hint"
    return Line(_names()[check.code], state, "" if check.there and check.code != "sources" else _more(check))


def _names() -> dict[str, str]:
    return {
        "claim": _("the claim"),
        "title": _("a title"),
        "rating": _("a rating"),
        "summary": _("a summary"),
        "body": _("a text"),
        "evidence": _("a link with what it says"),
        "sources": _("two independent sources"),
        "title_repeats": _("the title says what is so"),
        "summary_first": _("the summary begins with what is so"),
        "topics": _("a topic"),
        "review_by": _("a day to check again"),
    }


def _more(check: Check) -> str:
    if check.code == "sources":
        count = len(check.figures)
        found = ngettext("%(count)d so far: %(hosts)s", "%(count)d so far: %(hosts)s", count)
        said = found % {"count": count, "hosts": ", ".join(check.figures)}
        if check.there:
            return said if count > 1 else _("one, with the reason why it is enough")
        return said + ". " + _("Add one from elsewhere, or say why one is enough.")
    return {
        "title_repeats": _("It has most words of the claim and none that denies it. Readers remember titles."),
        "summary_first": _("Its first sentence has most words of the claim and none that denies it."),
        "review_by": _("Without a day to come, it is used for automatic replies for ever."),
    }.get(check.code, "")


def _reading(check: Check) -> Line:
    measure, figure = check.figures
    state = "unknown" if measure in {"not measured", "too short"} else "yes" if check.there else "hint"
    more = {
        "not measured": _("Not measured: for this language we know no honest measure."),
        "too short": _("Not measured yet: fewer than 40 words."),
        "sentence": _("%(words)s words in a sentence on average; only the length of sentences is measured.")
        % {"words": figure},
        "ease": _("Flesch reading ease %(figure)s of 100; above 50 most adults read it easily.") % {"figure": figure},
    }[measure]
    return Line(_("easy to read"), state, more)
