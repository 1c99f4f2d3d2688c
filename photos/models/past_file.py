from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from photos.models.photo import Photo, private_storage


class PastFile(models.Model):
    """
    A file that a photo had before another took its place; written once, never changed.

    Editions of its time name it by its checksum.
    """

    photo = models.ForeignKey(
        Photo, on_delete=models.CASCADE, related_name="past_files", verbose_name=_("photo")
    )
    original = models.FileField(_("picture"), storage=private_storage, max_length=200)
    preview = models.FileField(storage=private_storage, max_length=200)
    checksum = models.CharField(_("SHA-256"), max_length=64)
    size = models.PositiveBigIntegerField(_("bytes"))
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    source_file_name = models.CharField(_("name of the file"), max_length=200, blank=True)
    replaced_at = models.DateTimeField(_("replaced"), auto_now_add=True)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    reason = models.TextField(_("why"))

    class Meta:
        verbose_name = _("earlier file of a photo")
        verbose_name_plural = _("earlier files of photos")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="photos_pastfile_names_its_file",
                condition=~Q(original="") & ~Q(checksum="") & ~Q(reason=""),
            ),
        ]

    def __str__(self):
        return self.source_file_name or self.checksum[:12]
