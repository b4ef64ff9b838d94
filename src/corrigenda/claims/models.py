"""The register's nouns. `second_person.sql` in `desk` adds the rules that no code can go around."""

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from corrigenda.core.clock import now
from corrigenda.core.ids import new_public_id


class Rating(models.Model):
    """One step of the rating scale: label, order, meaning; the Method page and the JSON-LD use this same data."""

    code = models.SlugField(max_length=32, unique=True)
    order = models.PositiveSmallIntegerField(unique=True)  # where it stands in lists
    value = models.PositiveSmallIntegerField(null=True)  # 1 worst ... 5 best; null: stands outside the scale
    labels = models.JSONField(default=dict)  # {language: label}
    meanings = models.JSONField(default=dict)  # {language: one sentence}

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.label_in(get_language() or "en")

    def label_in(self, lang: str) -> str:
        """The label in a language, in English where that is missing."""
        return str(self.labels.get(lang) or self.labels.get("en") or self.code)

    def meaning_in(self, lang: str) -> str:
        """The meaning in a language, in English where that is missing."""
        return str(self.meanings.get(lang) or self.meanings.get("en") or "")


class Publisher(models.Model):
    """An organisation whose fact-checks were imported. Never a person."""

    name = models.CharField(max_length=200)
    site = models.CharField(max_length=200, unique=True)  # host name, or a slug of the name where none is known

    def __str__(self) -> str:
        return self.name


class Claim(models.Model):
    """A checkable statement in the affirmative: what is said, not what is true."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    text = models.TextField()
    lang = models.CharField(max_length=16, blank=True)
    created_at = models.DateTimeField(default=now, editable=False)

    def __str__(self) -> str:
        return self.text


class Appearance(models.Model):
    """Where a claim was seen in public: an address and a date."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="appearances")
    url = models.URLField(max_length=2000)
    seen_on = models.DateField(null=True)


class Origin(models.TextChoices):
    """Whose fact-check it is."""

    DESK = "desk", _("ours")
    IMPORTED = "imported", _("another publisher's")


class State(models.TextChoices):
    """How far a fact-check of ours has come. Imported ones are published from the first."""

    DRAFT = "draft", _("draft")
    WAITING = "waiting", _("waiting for sign-off")
    SIGNED_OFF = "signed_off", _("signed off")
    PUBLISHED = "published", _("published")


class FactCheck(models.Model):
    """A finding on one claim: title, text, rating, evidence."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.DESK)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="fact_checks")
    lang = models.CharField(max_length=16, blank=True)
    title = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)  # Markdown; plain text for imported ones
    topic = models.CharField(max_length=32, blank=True)
    rating = models.ForeignKey(Rating, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)  # the database raises it with every change of content
    edited_by = models.ForeignKey("core.Member", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)
    updated_at = models.DateTimeField(default=now)
    published_at = models.DateTimeField(null=True, blank=True)
    review_by = models.DateField(null=True, blank=True)  # past it, never used for an automatic answer

    # Imported ones only.
    publisher = models.ForeignKey(Publisher, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    url = models.TextField(blank=True)
    rating_words = models.CharField(max_length=500, blank=True)  # as they wrote it; mapped by a table, or not
    reviewed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="imported_fact_check_names_its_publisher",
                condition=Q(origin="desk", publisher=None) | Q(origin="imported", publisher__isnull=False),
            ),
            models.CheckConstraint(
                name="published_fact_check_has_a_date",
                condition=~Q(state="published") | Q(published_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-published_at"], name="fact_check_by_date"),
            models.Index(fields=["updated_at"], name="fact_check_by_change"),
        ]

    def __str__(self) -> str:
        return self.title or self.claim.text

    @property
    def ours(self) -> bool:
        """Whether this desk wrote it."""
        return self.origin == Origin.DESK


class EvidenceKind(models.TextChoices):
    """What sort of source it is."""

    PRIMARY = "primary", _("primary source")
    EXPERT = "expert", _("expert")
    DATA = "data", _("data")
    ARCHIVE = "archive", _("archive")


class Evidence(models.Model):
    """A source a fact-check rests on, that a reader can open."""

    fact_check = models.ForeignKey(FactCheck, on_delete=models.CASCADE, related_name="evidence")
    order = models.PositiveSmallIntegerField(default=0)
    url = models.URLField(_("link"), max_length=2000)
    title = models.CharField(_("title"), max_length=300, blank=True)
    quote = models.TextField(_("what it says"))
    quote_is_summary = models.BooleanField(_("in our own words"), default=False)
    kind = models.CharField(_("kind"), max_length=8, choices=EvidenceKind.choices, default=EvidenceKind.PRIMARY)
    seen_on = models.DateField(_("seen on"), null=True, blank=True)
    edited_by = models.ForeignKey("core.Member", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(name="evidence_can_be_opened", condition=Q(url__regex=r"^https?://[^/\s]+")),
        ]


class ImportRecord(models.Model):
    """The raw record an imported fact-check came from, kept as it was."""

    fact_check = models.OneToOneField(FactCheck, on_delete=models.CASCADE, related_name="import_record")
    record_key = models.CharField(max_length=64, unique=True)  # SHA-256 of publisher and the record's own id
    content_digest = models.CharField(max_length=64)
    source = models.CharField(max_length=2000)
    external_id = models.TextField(blank=True)
    raw = models.TextField()
    imported_at = models.DateTimeField(default=now)
