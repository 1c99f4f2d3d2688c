import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from photos.models.photo import Photo


def rendition_path(rendition: "Rendition", filename: str) -> str:
    """128 random bits: who has not been shown the page cannot guess the file."""
    return f"anh/{secrets.token_hex(16)}.{rendition.extension}"


class RenditionFormat(models.TextChoices):
    JPEG = "jpeg", "JPEG"
    WEBP = "webp", "WebP"
    AVIF = "avif", "AVIF"


class Crop(models.TextChoices):
    """Cut out around the focal point, for cards, sharing and machines."""

    WIDE = "16x9", "16:9"
    CLASSIC = "4x3", "4:3"
    SQUARE = "1x1", "1:1"


class Rendition(models.Model):
    """
    One public file made from a photo: a size, a format, and the facts written into it.

    `facts_key` names those facts (original, caption, credit): a corrected credit
    has another key, and so other files under other names.
    """

    photo = models.ForeignKey(
        Photo, on_delete=models.CASCADE, related_name="renditions", verbose_name=_("photo")
    )
    facts_key = models.CharField(max_length=64)
    format = models.CharField(max_length=10, choices=RenditionFormat)
    # Empty: the whole picture.
    crop = models.CharField(max_length=10, choices=Crop, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    file = models.FileField(upload_to=rendition_path, max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ["crop", "format", "width", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="photos_rendition_one_of_each_size",
                fields=["photo", "facts_key", "format", "crop", "width"],
            ),
            models.CheckConstraint(
                name="photos_rendition_format_known", condition=Q(format__in=RenditionFormat.values)
            ),
            models.CheckConstraint(
                name="photos_rendition_crop_known", condition=Q(crop__in=["", *Crop.values])
            ),
            models.CheckConstraint(
                name="photos_rendition_has_size_and_file",
                condition=Q(width__gt=0, height__gt=0) & ~Q(file=""),
            ),
        ]

    def __str__(self):
        return f"{self.photo_id}: {self.width} {self.crop or 'whole'} {self.format}"

    @property
    def extension(self) -> str:
        return "jpg" if self.format == RenditionFormat.JPEG else self.format
