import datetime

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from articles.models.revision import Revision
from articles.models.section import Section
from entities.models import Entity
from photos.models import Photo

LONG_AGO = datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC)


# At module level, not inside Edition: Meta.constraints must be able to read it.
class EditionKind(models.TextChoices):
    FIRST = "first", _("first")
    UPDATE = "update", _("update")
    CORRECTION = "correction", _("correction")
    CREDIT = "credit", _("credit")
    NAME = "name", _("name")
    REMOVAL = "removal", _("photo taken down")
    # The text is that of the edition before; a record of a correction has come to it.
    STATEMENT = "statement", _("word to readers")
    NOTICE = "notice", _("notice")


def ends_after(now, edition=""):
    """The condition that an edition is not over at `now`; `edition` leads to it, "edition__"."""
    until = f"{edition}visible_until"
    return Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": now})


class EditionQuerySet(models.QuerySet):
    def public(self, now):
        """What readers may see at `now`. Every public page starts here."""
        return self.filter(visible_from__lte=now).filter(ends_after(now))

    def current(self, now):
        """What readers see at `now`, or will."""
        return self.filter(ends_after(now))

    def current_first(self, now):
        """What readers see or will stands before all that is over; the newest first."""
        is_over = Case(When(ends_after(now), then=0), default=1)
        return self.order_by(is_over, "-pk")

    def without_text(self):
        """Leave out the large columns, which an act or a list of the desk does not read."""
        return self.defer(
            "head_html",
            "json_ld",
            "header_html",
            "lead_html",
            "names_html",
            "body_html",
            "related_html",
            "row_html",
            "large_html",
            "gallery_html",
            "facts",
        )

    def stories(self):
        return self.exclude(kind=EditionKind.NOTICE)

    def newest_first(self):
        # A bound that keeps nothing out: without one SQLite may read all that is visible by the
        # index of the clock, and sort it.
        rows = self.filter(first_published_at__gt=LONG_AGO)
        return rows.order_by("-first_published_at", "-article_id")

    def for_cards(self):
        """Only what a card in a list shows: the text of a story weighs 30 kB."""
        return self.only(
            "article_id",
            "section_id",
            "path",
            "headline",
            "lead",
            "section_name",
            "published_text",
            "published_iso",
            "card",
        )


class Edition(models.Model):
    """
    What readers get: one published state of a story, kept for ever.

    `facts` is all that was published, as data; the columns under it are made
    from it by articles.rendering, and may be made again. articles.publishing is
    the only writer of `visible_from` and `visible_until`.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="editions"
    )
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=20, choices=EditionKind)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    reason = models.TextField(_("why"), blank=True)
    # [[code, sentence]]: what the checklist warned of, and it was published all the same.
    over_warnings = models.JSONField(_("published over warnings"), default=list, blank=True)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="editions")
    story_on = models.DateField(_("day of the story"))
    # Placed in its text, and without a picture when it was written: articles.fixes brings the
    # edition up to date when one comes.
    awaited_photos = models.ManyToManyField(Photo, related_name="awaited_by")
    first_published_at = models.DateTimeField(_("first published"))
    changed_for_readers_at = models.DateTimeField(_("updated"))
    embargo_until = models.DateTimeField(_("embargo until"), null=True)

    visible_from = models.DateTimeField(_("visible from"))
    visible_until = models.DateTimeField(_("visible until"), null=True)

    render_version = models.PositiveSmallIntegerField()
    path = models.CharField(max_length=250)
    section_name = models.CharField(max_length=80)
    headline = models.CharField(max_length=250)
    lead = models.TextField()
    byline = models.TextField(blank=True)
    dateline = models.CharField(max_length=120, blank=True)
    published_text = models.CharField(max_length=60)
    published_iso = models.CharField(max_length=40)
    updated_text = models.CharField(max_length=60, blank=True)
    updated_iso = models.CharField(max_length=40, blank=True)
    # {"src", "width", "height", "alt", "credit", "focus"} of the lead photo, or {}.
    card = models.JSONField(default=dict)
    # The ids, parted by blanks, of the names that relate it to other stories.
    related_to = models.TextField(blank=True)
    # How it is shown under another story, and among others of its size.
    related_html = models.TextField(blank=True)
    # How it is shown in a list of stories one under another, and at the head of a page.
    row_html = models.TextField(blank=True)
    large_html = models.TextField(blank=True)
    # Photos stand together in it; and these, one under another.
    has_gallery = models.BooleanField(default=False)
    gallery_html = models.TextField(blank=True)
    # Large columns last: SQLite reads a row from its beginning.
    head_html = models.TextField(blank=True)
    # A <script type="application/ld+json"> element, escaped as json_script does.
    json_ld = models.TextField(blank=True)
    header_html = models.TextField(blank=True)
    lead_html = models.TextField(blank=True)
    names_html = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    facts = models.JSONField()

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-pk"]
        indexes = [
            # Front page, archive and feeds read the newest first.
            models.Index(
                fields=["-first_published_at", "-article"], name="articles_edition_newest"
            ),
            models.Index(
                fields=["section", "-first_published_at", "-article"],
                name="articles_edition_section",
            ),
            # The newest picture stories.
            models.Index(
                fields=["-first_published_at", "-article"],
                condition=Q(has_gallery=True),
                name="articles_edition_galleries",
            ),
            # The desk's queues: what is scheduled, live and corrected, read from the index alone.
            models.Index(
                fields=["visible_from", "visible_until", "kind", "article"],
                name="articles_edition_clock",
            ),
            # With it, when the clock next changes a page.
            models.Index(fields=["visible_until"], name="articles_edition_ends"),
        ]
        constraints = [
            models.CheckConstraint(
                name="articles_edition_kind_known", condition=Q(kind__in=EditionKind.values)
            ),
            models.CheckConstraint(
                name="articles_edition_ends_after_it_begins",
                condition=Q(visible_until__isnull=True) | Q(visible_until__gt=F("visible_from")),
            ),
            models.UniqueConstraint(
                name="articles_edition_one_open_ended",
                fields=["article"],
                condition=Q(visible_until__isnull=True),
            ),
            models.UniqueConstraint(
                name="articles_edition_one_start", fields=["article", "visible_from"]
            ),
            models.UniqueConstraint(
                name="articles_edition_number_once", fields=["article", "number"]
            ),
            models.CheckConstraint(
                name="articles_edition_not_before_embargo",
                condition=Q(embargo_until__isnull=True) | Q(visible_from__gte=F("embargo_until")),
            ),
            models.CheckConstraint(
                name="articles_edition_has_headline_and_path",
                condition=~Q(headline="") & ~Q(path=""),
            ),
        ]

    def __str__(self):
        return f"{self.article_id}/{self.number}"

    def get_absolute_url(self):
        return self.path

    def is_public(self, now) -> bool:
        """As `public` of the queryset says it."""
        is_over = self.visible_until is not None and self.visible_until <= now
        return self.visible_from <= now and not is_over

    @property
    def is_notice(self) -> bool:
        return self.kind == EditionKind.NOTICE

    @property
    def section_path(self) -> str:
        return f"{self.path.rsplit('/', 2)[0]}/"

    def belongs_to(self, user) -> bool:
        return self.article.belongs_to(user)


class EditionEntity(models.Model):
    """That an edition names somebody, with the name and the office as printed then."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="entities")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="editions")
    name = models.CharField(max_length=200)
    office = models.CharField(max_length=400, blank=True)
    position = models.PositiveSmallIntegerField()
    is_in_text = models.BooleanField(default=True)
    # The edition's own, beside the entity: one index serves a person with 5,000 stories.
    first_published_at = models.DateTimeField()

    class Meta:
        verbose_name = _("name in an edition")
        verbose_name_plural = _("names in an edition")
        ordering = ["position", "pk"]
        indexes = [
            # An entity's page and related stories read the newest first.
            models.Index(
                fields=["entity", "-first_published_at", "edition"], name="articles_entity_newest"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="articles_editionentity_once", fields=["edition", "entity"]
            ),
            models.CheckConstraint(
                name="articles_editionentity_name_not_empty", condition=~Q(name="")
            ),
        ]

    def __str__(self):
        return self.name


class EditionPhotoQuerySet(models.QuerySet):
    def current(self, now):
        """Of the editions that readers see at `now`, or will."""
        return self.filter(ends_after(now, "edition__"))

    def of(self, *photos):
        """Those that name one of `photos`, or one that was joined to it."""
        # A query inside, not a join: each is found by its index.
        return self.filter(photo__in=Photo.objects.of(*photos).order_by().values("pk"))


class EditionPhoto(models.Model):
    """
    A photo as an edition showed it: which original, which files, which words.

    It is the row of its public files: a sweep never deletes what stands here.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="photos")
    photo = models.ForeignKey(Photo, on_delete=models.PROTECT, related_name="editions")
    key = models.CharField(max_length=20)
    position = models.PositiveSmallIntegerField()
    checksum = models.CharField(max_length=64)
    facts_key = models.CharField(max_length=64)
    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=400)
    alt_text = models.CharField(max_length=300, blank=True)
    # [{"path", "format", "width", "height"}], widest last within a format.
    files = models.JSONField()
    # The one of them for a picture among others; {} in editions from before there was one.
    thumbnail = models.JSONField(default=dict, blank=True)
    subjects = models.ManyToManyField(
        Entity, related_name="edition_photos", through="articles.EditionPhotoSubject"
    )

    objects = EditionPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo in an edition")
        verbose_name_plural = _("photos in an edition")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="articles_editionphoto_key_once", fields=["edition", "key"]
            ),
            # The promise: nothing is shown without its credit.
            models.CheckConstraint(
                name="articles_editionphoto_credit_not_empty",
                condition=~Q(credit="") & ~Q(checksum=""),
            ),
        ]

    def __str__(self):
        return f"{self.edition_id}: {self.key}"
