"""Claims, and what was found on them: fact-checks, ours and imported, with their evidence."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from corrigenda.claims.models.scale import Rating
from corrigenda.core.clock import now
from corrigenda.core.ids import new_public_id


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
    RETRACTED = "retracted", _("retracted")  # still readable, never repeated
    APPLIED = "applied", _("in force")  # an amendment whose words are part of what it amends
    DROPPED = "dropped", _("dropped")  # an amendment that was given up


class AmendmentKind(models.TextChoices):
    """What is done to a published fact-check."""

    CORRECTION = "correction", _("correction")  # something was wrong
    UPDATE = "update", _("update")  # new facts; the finding stands
    RETRACTION = "retraction", _("retraction")  # withdrawn


class Kind(models.TextChoices):
    """What sort of piece it is."""

    FACT_CHECK = "fact_check", _("fact-check")
    EXPLAINER = "explainer", _("explainer")


class FactCheck(models.Model):
    """A finding on one claim: title, text, rating, evidence. An explainer is one without a claim and a rating."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.DESK)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FACT_CHECK, editable=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="fact_checks")  # empty: an explainer's
    lang = models.CharField(max_length=16, blank=True)
    title = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)  # Markdown; plain text for imported ones
    topics = ArrayField(models.CharField(max_length=32), default=list, blank=True)  # codes of `Topic`
    rating = models.ForeignKey(Rating, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)  # the database raises it with every change of content
    edited_by = models.ForeignKey("core.Member", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=now, editable=False)
    updated_at = models.DateTimeField(default=now)
    published_at = models.DateTimeField(null=True, blank=True)
    review_by = models.DateField(null=True, blank=True)  # past it, never used for an automatic answer
    sources_reason = models.TextField(blank=True)  # why fewer than two independent sources are enough here
    translation_of = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="translations"
    )
    translated_version = models.PositiveIntegerField(null=True, blank=True)  # which version of it these words follow

    # Amendments only: drafts of what a published fact-check is to say, in the same hands and under the same rules.
    amends = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="amendments")
    amends_version = models.PositiveIntegerField(null=True, blank=True)  # the version its writer began from
    amendment_kind = models.CharField(max_length=12, choices=AmendmentKind.choices, blank=True)
    public_reason = models.TextField(blank=True)  # why; readers see it with its date
    retracted_at = models.DateTimeField(null=True, blank=True)

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
            models.CheckConstraint(
                name="explainer_has_no_rating_and_is_ours",
                condition=~Q(kind="explainer") | Q(origin="desk", rating=None),
            ),
            models.CheckConstraint(
                name="translation_names_a_version",
                condition=Q(translation_of=None, translated_version=None)
                | (Q(translation_of__isnull=False, translated_version__isnull=False) & ~Q(translation_of=F("id")))
                | Q(translation_of=None, amends__isnull=False),  # of a translation
            ),
            models.UniqueConstraint(fields=["translation_of", "lang"], name="one_translation_a_language"),
            models.CheckConstraint(
                name="amendment_is_whole",
                condition=Q(amends=None, amends_version=None, amendment_kind="", public_reason="")
                | Q(amends__isnull=False, amends_version__isnull=False, origin="desk") & ~Q(amendment_kind=""),
            ),
            models.UniqueConstraint(
                fields=["amends"],
                condition=Q(state__in=["draft", "waiting", "signed_off"]),
                name="one_amendment_at_a_time",
            ),
        ]
        indexes = [
            GinIndex(fields=["topics"], name="fact_check_by_topic"),
            models.Index(fields=["state", "-published_at"], name="fact_check_by_date"),
            models.Index(fields=["updated_at"], name="fact_check_by_change"),
        ]

    def __str__(self) -> str:
        return self.title or self.claim.text

    @property
    def is_amendment(self) -> bool:
        """Whether it is a correction, an update or a retraction of another one."""
        return self.amends_id is not None

    @property
    def ours(self) -> bool:
        """Whether this desk wrote it."""
        return self.origin == Origin.DESK

    @property
    def explains(self) -> bool:
        """Whether it is an explainer: no claim, no rating, never an answer by itself."""
        return self.kind == Kind.EXPLAINER


class EvidenceKind(models.TextChoices):
    """What sort of source it is."""

    PRIMARY = "primary", _("primary source")
    EXPERT = "expert", _("expert")
    DATA = "data", _("data")
    ARCHIVE = "archive", _("archive")


class Stance(models.TextChoices):
    """What it says of the claim."""

    CONTRADICTS = "contradicts", _("contradicts the claim")
    SUPPORTS = "supports", _("supports the claim")
    CONTEXT = "context", _("gives context")


class Evidence(models.Model):
    """A source a fact-check rests on, that a reader can open."""

    fact_check = models.ForeignKey(FactCheck, on_delete=models.CASCADE, related_name="evidence")
    order = models.PositiveSmallIntegerField(default=0)
    url = models.URLField(_("link"), max_length=2000)
    title = models.CharField(_("title"), max_length=300, blank=True)
    quote = models.TextField(_("what it says"))
    quote_is_summary = models.BooleanField(_("in our own words"), default=False)
    kind = models.CharField(_("kind"), max_length=8, choices=EvidenceKind.choices, default=EvidenceKind.PRIMARY)
    stance = models.CharField(_("stance"), max_length=11, choices=Stance.choices, blank=True)  # "": not said
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
