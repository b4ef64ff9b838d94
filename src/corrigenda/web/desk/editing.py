"""What the editor shows: the form, what somebody else stored meanwhile, and what is still missing."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from corrigenda.claims.drafts import Draft, DraftChanged, draft_of
from corrigenda.claims.history import FieldDifference, begun_from, between
from corrigenda.claims.merging import merged
from corrigenda.claims.models import Autosave, FactCheck, Topic
from corrigenda.claims.typed import left_behind, writing_too
from corrigenda.core.clock import now
from corrigenda.desk import queries
from corrigenda.desk.queries import FactCheckPage
from corrigenda.web.desk.forms import DraftForms
from corrigenda.web.desk.ready import lines
from corrigenda.web.desk.wordings import FIELD_NAMES


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that both changed: what is stored there now, and what differs from yours word by word."""

    field: str
    name: str
    stored: object
    difference: FieldDifference


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a save was refused; what somebody else stored, where both changed it; what was taken from them."""

    sentence: str
    stored: Draft | None = None
    clashes: tuple[Clash, ...] = ()
    taken: tuple[str, ...] = ()  # names of fields, as people read them

    @property
    def differs(self) -> dict[str, Clash]:
        """The clashes by field."""
        return {clash.field: clash for clash in self.clashes}


@dataclass(frozen=True, slots=True)
class RatingChoice:
    """A rating as the writer chooses it."""

    code: str
    label: str
    meaning: str


def both_texts(error: DraftChanged, fact_check: FactCheck, *, stamp: str) -> tuple[Trouble, DraftForms]:
    """Both texts brought together as far as nobody has to choose, and what is left to choose."""
    together = merged(begun_from(fact_check, stamp), stored=error.stored, yours=error.yours)
    apart = {each.name: each for each in between(error.stored, together.draft)}
    clashes = tuple(
        Clash(name, str(FIELD_NAMES[name]), getattr(error.stored, name), apart[name])
        for name in FIELD_NAMES
        if name in together.both and name in apart
    )
    taken = tuple(str(label) for name, label in FIELD_NAMES.items() if name in together.taken)
    return Trouble(error.sentence, error.stored, clashes, taken), DraftForms.of(together.draft)


def with_usual_day(draft: Draft, *, stored: Draft) -> Draft:
    """The draft with the usual day to check again, when it is given its first topics and has no day yet."""
    if draft.review_by or stored.review_by or stored.topics or not draft.topics:
        return draft
    usual = Topic.objects.filter(code__in=draft.topics, review_days__isnull=False).order_by("review_days").first()
    if usual is None or usual.review_days is None:
        return draft
    return replace(draft, review_by=now().date() + timedelta(days=usual.review_days))


def editor_page(
    request: HttpRequest,
    page: FactCheckPage,
    forms: DraftForms,
    *,
    trouble: Trouble | None = None,
    kept: Autosave | None = None,
    brought_back: Autosave | None = None,
) -> HttpResponse:
    """The editor with a form in it. `kept` is offered above the form, `brought_back` is in the form already."""
    fact_check = page.fact_check
    stored = draft_of(fact_check)
    member = request.user
    assert not member.is_anonymous
    context = {
        "section": "waiting",
        "page": page,
        "fact_check": fact_check,
        "original": fact_check.translation_of,
        "case_messages": queries.messages_of(page.case) if page.case else [],
        "returns": fact_check.returns.select_related("returned_by"),
        "form": forms.words,
        "evidence": forms.evidence,
        "ratings": _ratings(forms),
        "ready": lines(forms.draft_so_far(stored) if forms.words.is_bound else stored, fact_check),
        "writing_too": writing_too(fact_check, member),
        "left_behind": left_behind(fact_check, member),
        "trouble": trouble,
        "kept": kept,
        "brought_back": brought_back,
        "stamp": stored.stamp if trouble and trouble.stored else forms.words["stamp"].value(),
    }
    return render(request, "desk/editor.html", context, status=409 if trouble else 200)


def _ratings(forms: DraftForms) -> list[RatingChoice]:
    lang = get_language() or "en"
    return [RatingChoice(each.code, each.label_in(lang), each.meaning_in(lang)) for each in forms.words.ratings]
