import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from photos.models.photo import private_storage


def upload_path(upload: "StoryUpload", filename: str) -> str:
    return f"uploads/{secrets.token_hex(16)}"


class StoryUpload(models.Model):
    """A file between "here it is" and "save it": shown to its reporter first."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="story_uploads",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name of the file"), max_length=200)
    file = models.FileField(storage=private_storage, upload_to=upload_path, max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("uploaded story")
        verbose_name_plural = _("uploaded stories")
        ordering = ["pk"]

    def __str__(self):
        return self.name
