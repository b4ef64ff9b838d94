"""Why a claim is suggested and what differs, in words and marks, for the desk's templates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from corrigenda.claims.models import FactCheck
from corrigenda.engine.explain import Differing, Marked, likeliness
from corrigenda.matching.queries import Suggested
from corrigenda.web.templatetags.reading import outside_link

register = template.Library()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some of a text as it is shown. ``kind`` is "" where nothing is marked."""

    text: str
    kind: str = ""
    label: str = ""  # said by screen readers before the words


@register.filter
def pieces(marked: Marked) -> list[Piece]:
    """The shown passage of a text, cut where marks begin and end."""
    return [piece for piece in _cut(marked) if piece.text]


def _cut(marked: Marked) -> Iterator[Piece]:
    labels = {
        "name": _("shared name"),
        "number": _("shared number"),
        "phrase": _("shared words"),
        "differing": _("differs"),
    }
    at = marked.shown_from
    for span in marked.spans:
        start, end = max(span.start, at), min(span.end, marked.shown_to)
        if start < end:
            yield Piece(marked.text[at:start])
            yield Piece(marked.text[start:end], span.kind, labels[span.kind])
            at = end
    yield Piece(marked.text[at : marked.shown_to])


@register.filter
def ground(suggested: Suggested) -> str:
    """Why the claim was found, in one line."""
    match suggested.explanation.ground:
        case "same_text":
            return _("The same text, word for word.")
        case "nearly_same_text":
            return _("Almost the same text.")
        case "shared":
            words = ", ".join(each.words for each in suggested.explanation.shared)
            return _("Both say: %(words)s") % {"words": words}
    if suggested.probability is None or likeliness(suggested.probability) == "unlikely":
        return _("No words in common.")
    return _("No words in common; the meaning is close.")


@register.filter
def difference_name(difference: Differing) -> str:
    """What sort of difference it is."""
    names = {
        "number": _("Another number"),
        "date": _("Another date"),
        "place": _("Another place"),
        "name": _("Another name"),
        "negation": _("One denies what the other says"),
        "words": _("Other words"),
    }
    return names.get(difference.kind, names["words"])


@register.filter
def quoted(words: tuple[str, ...]) -> str:
    """Some words as quotes, one after the other."""
    return ", ".join(f"“{each}”" for each in words)


@register.filter
def checked_by(fact_check: FactCheck) -> str:
    """Whose fact-check it is."""
    return _("this desk") if fact_check.ours else str(fact_check.publisher)


@register.filter
def leads_to(fact_check: FactCheck) -> str:
    """Where a member reads a fact-check: ours at the desk, another publisher's on their page; "" for nowhere."""
    if fact_check.ours:
        return reverse("desk:read", kwargs={"fact_check_id": fact_check.public_id})
    return outside_link(fact_check.url)
