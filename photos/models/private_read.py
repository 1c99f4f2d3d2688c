from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from photos.models.photo import Photo


class PrivateCopy(models.TextChoices):
    ORIGINAL = "original", _("original")
    PREVIEW = "preview", _("small picture")


class PrivateRead(models.Model):
    """That somebody fetched an original, or looked at a photo that was taken down."""

    photo = models.ForeignKey(
        Photo, on_delete=models.CASCADE, related_name="reads", verbose_name=_("photo")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("who")
    )
    copy = models.CharField(_("what"), max_length=10, choices=PrivateCopy)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("reading of a private copy")
        verbose_name_plural = _("readings of private copies")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="photos_privateread_copy_known", condition=Q(copy__in=PrivateCopy.values)
            ),
        ]

    def __str__(self):
        return f"{self.photo_id}: {self.copy}"
