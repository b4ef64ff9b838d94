"""What sign-off needs of a draft, and what would make it better. The database asks for what is `needed`."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from corrigenda.claims.drafts import Draft, EvidenceRow
from corrigenda.claims.reading_level import reading_level
from corrigenda.core.clock import now
from corrigenda.engine.guard import negations
from corrigenda.engine.guard.sides import content

TWO = 2
MOSTLY_TRUE = 4  # from this step of the scale on, the claim holds
MUCH = 0.6  # share of the claim's words, as in `engine.guard.compare.SAME_SENTENCE`
FEW = 3
_END = re.compile(r"[.!?…]\s|\n")


def missing_for_sign_off(draft: Draft, *, explainer: bool = False) -> tuple[str, ...]:
    """Which parts are still missing: names of fields, in the order of the form. The database asks for the same."""
    parts = {"claim": draft.claim, "title": draft.title, "rating": draft.rating, "summary": draft.summary}
    if explainer:
        parts = {"title": draft.title, "summary": draft.summary, "body": draft.body}
    parts["evidence"] = "".join(row.quote.strip() for row in draft.evidence if row.url.strip())
    missing = [name for name, words in parts.items() if not words.strip()]
    if "evidence" not in missing and len(sources(draft.evidence)) < TWO and not draft.sources_reason.strip():
        missing.append("sources")
    return tuple(missing)


def sources(rows: tuple[EvidenceRow, ...]) -> frozenset[str]:
    """The independent sources: different hosts of links that have a quote. "www." makes no difference."""
    return frozenset(host for row in rows if row.quote.strip() and (host := _host(row.url)))


def _host(url: str) -> str:
    try:
        return (urlsplit(url.strip()).hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list: `needed` lines keep a draft from being sent, others are advice."""

    code: str
    there: bool
    needed: bool = False
    figures: tuple[str, ...] = ()


def readiness(draft: Draft, *, explainer: bool = False, rating_value: int | None = None) -> tuple[Check, ...]:
    """Everything a second person would look for first, in the order of the form.

    `rating_value` is the step of the scale: what is rated true may say in its title what the claim says.
    """
    missing = missing_for_sign_off(draft, explainer=explainer)
    needed = ("title", "summary", "body") if explainer else ("claim", "title", "rating", "summary")
    lines = [Check(name, name not in missing, needed=True) for name in (*needed, "evidence")]
    if "evidence" not in missing:
        lines.append(Check("sources", "sources" not in missing, True, tuple(sorted(sources(draft.evidence)))))
    if not explainer and (rating_value is None or rating_value < MOSTLY_TRUE):
        if draft.title.strip():
            lines.append(Check("title_repeats", not repeats(draft.title, draft)))
        if draft.summary.strip():
            lines.append(Check("summary_first", not repeats(_first_sentence(draft.summary), draft)))
    level = reading_level(f"{draft.summary}\n\n{draft.body}", draft.lang)
    lines.append(Check("reading", not level.hard, figures=(level.measure, f"{level.value:.0f}")))
    lines.append(Check("topics", bool(draft.topics)))
    lines.append(Check("review_by", bool(draft.review_by and draft.review_by > now().date())))
    return tuple(lines)


def repeats(words: str, draft: Draft) -> bool:
    """Whether these words say again what the claim says, without a word that denies it. A plain rule, and a hint."""
    claimed, said = content(draft.claim), content(words)
    if len(claimed) < FEW or len(claimed & said) / len(claimed) < MUCH:
        return False
    return bool(negations(words, lang=draft.lang)) == bool(negations(draft.claim, lang=draft.lang))


def _first_sentence(text: str) -> str:
    return _END.split(text.strip(), maxsplit=1)[0]
