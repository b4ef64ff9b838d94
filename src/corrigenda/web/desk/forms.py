"""The fact-check as a form: what is typed becomes a `Draft`, and a `Draft` becomes what is shown."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.validators import URLValidator
from django.http import QueryDict
from django.utils.text import normalize_newlines
from django.utils.translation import gettext_lazy as _

from corrigenda.claims.drafts import Draft, EvidenceRow
from corrigenda.claims.models import Autosave, EvidenceKind, Rating, Stance, Topic

MOST_EVIDENCE = 50
MOST_BODY = 200_000
NO_WORDS = frozenset({"stamp", "follows"})  # of the form, not of the draft


class Words(forms.CharField):
    """Words in any script; line ends are brought to one form, so that the same words are the same."""

    def __init__(self, *, most: int, **options: Any) -> None:
        super().__init__(required=False, max_length=most, **options)

    def to_python(self, value: object) -> str:
        return normalize_newlines(str(super().to_python(value)).replace("\x00", ""))


def languages() -> list[tuple[str, str]]:
    """Languages a fact-check can be in: the site's own first, then every other one that has a name here."""
    own = [(code, str(name)) for code, name in settings.LANGUAGES]
    known = {code for code, _name in own}
    others = {code: str(info["name_local"]) for code, info in LANG_INFO.items() if "name_local" in info}
    return own + sorted(((c, n) for c, n in others.items() if c not in known), key=lambda pair: pair[1].casefold())


class FactCheckForm(forms.Form):
    """The words of a fact-check, without its evidence. Everything may be missing in a draft."""

    claim = Words(most=3000)
    title = Words(most=300)
    rating = forms.ChoiceField(required=False)
    summary = Words(most=3000)
    body = Words(most=MOST_BODY)
    topics = forms.MultipleChoiceField(required=False)
    sources_reason = Words(most=1000)
    lang = forms.ChoiceField(required=True)
    review_by = forms.DateField(required=False)
    translated_version = forms.IntegerField(required=False, min_value=1)
    follows = forms.IntegerField(required=False, min_value=1)  # the version a translation was brought up to
    stamp = forms.CharField(required=False, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = self.initial.get("rating")
        self.ratings = [each for each in Rating.objects.all() if each.offered or each.code == present]
        rating, lang, topics = (self.fields[name] for name in ("rating", "lang", "topics"))
        assert isinstance(rating, forms.ChoiceField)
        assert isinstance(lang, forms.ChoiceField)
        assert isinstance(topics, forms.MultipleChoiceField)
        rating.choices = [("", _("none yet")), *((each.code, str(each)) for each in self.ratings)]
        lang.choices = _with_present(languages(), self.initial.get("lang"))
        topics.choices = _topics(self.initial.get("topics") or ())


class EvidenceForm(forms.Form):
    """One source. A row left empty is no source."""

    url = forms.URLField(
        required=False,
        max_length=2000,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"], message=_("Give a link that begins with https://"))],
    )
    title = Words(most=300)
    quote = Words(most=5000)
    quote_is_summary = forms.BooleanField(required=False)
    kind = forms.ChoiceField(required=False, choices=EvidenceKind.choices, initial=EvidenceKind.PRIMARY)
    stance = forms.ChoiceField(required=False, choices=[("", _("not said")), *Stance.choices])
    seen_on = forms.DateField(required=False)
    place = forms.IntegerField(required=False, min_value=0, max_value=999)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if (typed.get("title") or typed.get("quote")) and not typed.get("url") and "url" not in self.errors:
            self.add_error("url", _("Give the link where a reader can open this."))
        return typed

    def as_row(self) -> EvidenceRow | None:
        """What was typed, or None for an empty row or one marked for removal."""
        typed: dict[str, Any] = {name: self.cleaned_data.get(name) for name in self.base_fields if name != "place"}
        if self.cleaned_data.get("DELETE") or not typed["url"]:
            return None
        typed["kind"] = typed["kind"] or str(EvidenceKind.PRIMARY)
        return EvidenceRow(**typed)


EvidenceForms = forms.formset_factory(
    EvidenceForm,
    extra=1,
    can_delete=True,
    max_num=MOST_EVIDENCE,
    absolute_max=2 * MOST_EVIDENCE + 10,  # those that are marked as removed are sent as well
    validate_max=True,
)


@dataclass(frozen=True, slots=True)
class DraftForms:
    """Both parts of the editor's form together."""

    words: FactCheckForm
    evidence: "forms.BaseFormSet[EvidenceForm]"

    @classmethod
    def of(cls, draft: Draft) -> "DraftForms":
        """The form that shows a draft, with one empty row for a further source."""
        rows = [asdict(row) for row in draft.evidence]
        initial = {**asdict(draft), "stamp": draft.stamp}
        return cls(FactCheckForm(initial=initial), EvidenceForms(prefix="evidence", initial=rows))

    @classmethod
    def typed(cls, posted: QueryDict, *, stored: Draft) -> "DraftForms":
        """The form as somebody sent it. `stored` keeps unusual choices, such as a rare language, possible."""
        words = FactCheckForm(posted, initial=asdict(stored))
        return cls(words, EvidenceForms(posted, prefix="evidence"))

    @classmethod
    def kept(cls, kept: Autosave, *, stored: Draft) -> "DraftForms":
        """The form as it stood when it was kept, begun from the words it was begun from."""
        posted = QueryDict(mutable=True)
        for name, parts in kept.typed.items():
            posted.setlist(name, parts)
        posted["stamp"] = kept.stamp
        return cls.typed(posted, stored=stored)

    def draft_so_far(self, stored: Draft) -> Draft:
        """What was typed, as far as it can be read; the rest as it is stored. After `is_valid`, whatever it said."""
        if self.is_valid():
            return self.draft()
        read = {name: value for name, value in self.words.cleaned_data.items() if name not in NO_WORDS}
        if "topics" in read:
            read["topics"] = tuple(sorted(read["topics"]))
        rows = tuple(row for form in self.evidence.forms if form.is_valid() and (row := form.as_row()))
        return replace(stored, **read, evidence=rows)

    def is_valid(self) -> bool:
        """Whether both parts can be stored."""
        return all([self.words.is_valid(), self.evidence.is_valid()])

    def draft(self) -> Draft:
        """What was typed. Only after `is_valid`."""
        words = {name: value for name, value in self.words.cleaned_data.items() if name not in NO_WORDS}
        words["topics"] = tuple(sorted(words["topics"]))
        follows = self.words.cleaned_data["follows"] or words["translated_version"]
        words["translated_version"] = follows or self.words.initial.get("translated_version")
        ordered = sorted(self.evidence.forms, key=lambda form: form.cleaned_data.get("place") or 0)
        rows = (form.as_row() for form in ordered)
        return Draft(**words, evidence=tuple(row for row in rows if row is not None))

    @property
    def stamp(self) -> str:
        """The stamp of the words the writer began from."""
        return str(self.words.cleaned_data.get("stamp", ""))


def _topics(present: Iterable[str]) -> list[tuple[str, str]]:
    """Topics on offer, and those this piece has already."""
    kept = set(present)
    known = [(each.code, str(each)) for each in Topic.objects.all() if each.offered or each.code in kept]
    return known + [(code, code) for code in sorted(kept - {code for code, _label in known})]


def _with_present(choices: list[tuple[str, Any]], present: str | None) -> list[tuple[str, Any]]:
    if present and present not in {code for code, _name in choices}:
        return [*choices, (present, present)]
    return choices
