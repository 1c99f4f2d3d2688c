import secrets
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from entities.models import Entity
from entities.models.periods import refuse_reversed
from vietnamese.text import fold, normalise, squeeze


class CreditKind(models.TextChoices):
    UNKNOWN = "unknown", _("not stated")
    STAFF = "staff", _("staff")
    CONTRIBUTOR = "contributor", _("contributor")
    AGENCY = "agency", _("news agency")
    HANDOUT = "handout", _("handed out")
    ARCHIVE = "archive", _("archive")
    ILLUSTRATION = "illustration", _("illustration")
    READER = "reader", _("reader")
    SCREENSHOT = "screenshot", _("screenshot")
    AI = "ai", _("made by AI")


# Kinds that may stand without a name: "Ảnh tư liệu", "Ảnh minh họa".
SPEAKS_FOR_ITSELF = frozenset(
    {
        CreditKind.ARCHIVE,
        CreditKind.ILLUSTRATION,
        CreditKind.SCREENSHOT,
        CreditKind.READER,
        CreditKind.AI,
    }
)


class Medium(models.TextChoices):
    PHOTO = "photo", _("photo")
    VIDEO = "video", _("video")
    GRAPHIC = "graphic", _("graphic")


def private_storage():
    return storages["private"]


def original_path(photo: "Photo", filename: str) -> str:
    return f"originals/{secrets.token_hex(16)}{PurePath(filename).suffix.lower()}"


def preview_path(photo: "Photo", filename: str) -> str:
    return f"previews/{secrets.token_hex(16)}.jpg"


OUTSIDE = _("The focal point lies outside the picture.")
RIGHTS_END_BEFORE_THEY_BEGIN = _("The rights end before they begin.")


class PhotoQuerySet(models.QuerySet):
    def usable(self):
        """What may be chosen for a story or a portrait: not taken down, joined to no other."""
        return self.filter(taken_down_at__isnull=True, joined_into__isnull=True)

    def of(self, *photos):
        """`photos`, and those that were joined to them: older editions and versions name them."""
        pks = [photo.pk for photo in photos]
        return self.filter(Q(pk__in=pks) | Q(joined_into__in=pks))

    def awaiting(self):
        """Captions whose picture is still to come."""
        # An awaiting photo has no checksum, by the constraint; and of that there is an index.
        return self.usable().filter(is_awaiting=True, checksum="")

    def in_stories_of(self, user):
        return self.filter(pk__in=Photo.objects.filter(uses__article__created_by=user))

    def without_caption(self):
        return self.filter(caption="")

    def without_credit(self):
        """As photos.credits says it: no name, and no kind that speaks for itself."""
        return self.filter(provider=None, creators=None).exclude(kind__in=SPEAKS_FOR_ITSELF)

    def with_credit(self):
        """With all that the credit renderer and the desk's cards read."""
        return self.select_related("provider__organisation").prefetch_related("creators__entity")


class Photo(models.Model):
    """
    What is true of a picture wherever it is used.

    A caption whose picture has not come yet is a row too: awaiting, without a
    file. It is never shown to readers.
    """

    is_awaiting = models.BooleanField(_("awaiting its picture"), default=True, editable=False)
    original = models.FileField(
        _("picture"), storage=private_storage, upload_to=original_path, max_length=200, blank=True
    )
    preview = models.FileField(
        storage=private_storage, upload_to=preview_path, max_length=200, blank=True, editable=False
    )
    checksum = models.CharField(_("SHA-256"), max_length=64, blank=True, editable=False)
    width = models.PositiveIntegerField(_("width"), default=0, editable=False)
    height = models.PositiveIntegerField(_("height"), default=0, editable=False)
    source_file_name = models.CharField(
        _("name of the file"), max_length=200, blank=True, editable=False
    )

    # What the file says of itself, and where: {field: [photos.embedded.Proposal]}.
    embedded = models.JSONField(default=dict, blank=True, editable=False)

    # From the left and from the top, 0 to 1: what every crop keeps in sight.
    focal_x = models.FloatField(_("focal point from the left"), default=0.5)
    focal_y = models.FloatField(_("focal point from the top"), default=0.5)

    caption = models.TextField(_("caption"), blank=True)
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What is to be seen, for readers who do not see it."),
    )
    provider = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="provided_photos",
        verbose_name=_("provider"),
        limit_choices_to={"kind": "organisation"},
    )
    kind = models.CharField(
        _("kind of credit"), max_length=20, choices=CreditKind, default=CreditKind.UNKNOWN
    )
    medium = models.CharField(_("medium"), max_length=10, choices=Medium, default=Medium.PHOTO)
    # Never rewritten: what stood in the text, whatever we understood of it.
    credit_as_written = models.CharField(
        _("credit as written"), max_length=300, blank=True, editable=False
    )
    subjects = models.ManyToManyField(
        Entity, blank=True, related_name="photos", verbose_name=_("who is in it")
    )

    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    usage_terms = models.TextField(_("terms of use"), blank=True)
    rights_from = models.DateField(_("rights from"), null=True, blank=True)
    rights_until = models.DateField(_("rights until"), null=True, blank=True)
    instructions = models.TextField(_("instructions to the desk"), blank=True)

    # A right withdrawn, a child identified: from then on it is shown nowhere.
    taken_down_at = models.DateTimeField(_("taken down"), null=True, editable=False)
    taken_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("taken down by"),
    )

    # The same picture: articles.photo_joining is the only writer. The row stays, for editions
    # and versions name it; its caption is what its stories show where they have none of their own.
    joined_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="joined",
        verbose_name=_("joined to"),
    )

    # Caption, place and file name: photos.searching reads it.
    folded_text = models.TextField(editable=False, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="photos",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-created_at", "-pk"]
        permissions = [
            ("correct_photo", "Can correct photos in published stories"),
            ("take_down_photo", "Can take a photo down everywhere"),
        ]
        indexes = [
            # The library shows the newest first.
            models.Index(fields=["-created_at", "-id"], name="photos_newest"),
            # "Have we this very file already?"
            models.Index(fields=["checksum"], name="photos_same_file"),
        ]
        constraints = [
            models.CheckConstraint(
                name="photos_photo_awaiting_has_no_file",
                condition=Q(is_awaiting=True, original="", checksum="", width=0, height=0)
                | (
                    Q(is_awaiting=False, width__gt=0, height__gt=0)
                    & ~Q(original="")
                    & ~Q(checksum="")
                ),
            ),
            models.CheckConstraint(
                name="photos_photo_focal_point_inside",
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                violation_error_message=OUTSIDE,
            ),
            models.CheckConstraint(
                name="photos_photo_taken_down_by_somebody",
                condition=Q(taken_down_at__isnull=True, taken_down_by__isnull=True)
                | Q(taken_down_at__isnull=False, taken_down_by__isnull=False),
            ),
            models.CheckConstraint(
                name="photos_photo_not_joined_to_itself",
                condition=Q(joined_into__isnull=True) | ~Q(joined_into=F("pk")),
            ),
            models.CheckConstraint(
                name="photos_photo_kind_known", condition=Q(kind__in=CreditKind.values)
            ),
            models.CheckConstraint(
                name="photos_photo_medium_known", condition=Q(medium__in=Medium.values)
            ),
            models.CheckConstraint(
                name="photos_photo_rights_end_after_they_begin",
                condition=Q(rights_from__isnull=True)
                | Q(rights_until__isnull=True)
                | Q(rights_until__gte=F("rights_from")),
                violation_error_message=RIGHTS_END_BEFORE_THEY_BEGIN,
            ),
        ]

    def __str__(self):
        return self.caption[:80] or self.source_file_name or f"#{self.pk}"

    def clean(self):
        super().clean()
        refuse_reversed(self, "rights_from", "rights_until", RIGHTS_END_BEFORE_THEY_BEGIN)

    def save(self, *args, **kwargs):
        # In the model, not the form: imports and the shell go round forms.
        self.caption = normalise(self.caption).strip()
        self.alt_text = squeeze(self.alt_text)
        self.place = squeeze(self.place)
        self.folded_text = fold(f"{self.caption} {self.place} {self.source_file_name}")
        super().save(*args, **kwargs)

    def get_preview_url(self):
        """The address of the small picture for the desk; "" while awaiting, and once taken down."""
        if self.is_awaiting or self.is_taken_down:
            return ""
        return reverse("admin:photos_photo_preview", args=[self.pk])

    @property
    def is_taken_down(self) -> bool:
        return self.taken_down_at is not None

    @property
    def survivor(self) -> "Photo":
        return self.joined_into or self

    def belongs_to(self, user) -> bool:
        return self.uploaded_by_id == user.pk

    @property
    def is_in_writing(self) -> bool:
        """
        Whether nobody but its reporter answers for it yet.

        What an editor reads, approves or publishes holds the caption and the credit of its
        photos; the same of a story that somebody else writes.
        """
        if self.editions.exists() or self.awaited_by.exists() or self.portraits.exists():
            return False
        uses = self.uses.select_related("article")
        return all(use.is_in_writing and use.belongs_to(self.uploaded_by) for use in uses)
