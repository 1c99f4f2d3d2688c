import secrets

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.part import PartOfStory
from photos.models import Photo
from vietnamese.text import normalise


def new_photo_key() -> str:
    return secrets.token_hex(4)


class PhotoUse(PartOfStory, models.Model):
    """
    One photo in one story, under a key that stands in its text.

    The order of the photos is the text's. What is empty here shows through from
    the photo: that is the rule, and a caption for this story only the exception.
    """

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="photo_uses",
        verbose_name=_("story"),
    )
    key = models.CharField(_("key"), max_length=20, default=new_photo_key, editable=False)
    photo = models.ForeignKey(
        Photo, on_delete=models.PROTECT, related_name="uses", verbose_name=_("photo")
    )
    caption = models.TextField(
        _("caption for this story"),
        blank=True,
        help_text=_("Empty: the caption of the photo itself."),
    )
    # articles.leading is the only writer. Where no photo leads, the first one that is shown does.
    is_lead = models.BooleanField(_("lead photo"), default=False)

    class Meta:
        verbose_name = _("photo in the story")
        verbose_name_plural = _("photos in the story")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="articles_photouse_key_once_per_story", fields=["article", "key"]
            ),
            models.CheckConstraint(name="articles_photouse_key_not_empty", condition=~Q(key="")),
            models.UniqueConstraint(
                name="articles_photouse_one_lead_per_story",
                fields=["article"],
                condition=Q(is_lead=True),
                violation_error_message=_("Only one photo of a story can be its lead photo."),
            ),
        ]

    def __str__(self):
        return str(self.photo)

    def clean(self):
        super().clean()
        # One that stands there already is taken out by hand: the text around it may need it.
        if self.pk is None and self.photo_id is not None and self.photo.is_taken_down:
            raise ValidationError({"photo": _("This photo was taken down.")})
        if self.pk is None and self.photo_id is not None and self.photo.joined_into is not None:
            other = {"number": self.photo.joined_into_id}
            sentence = _("This photo was joined to no. %(number)d: choose that one.") % other
            raise ValidationError({"photo": sentence})

    def save(self, *args, **kwargs):
        self.caption = normalise(self.caption).strip()
        super().save(*args, **kwargs)

    @property
    def shown_caption(self) -> str:
        return self.caption or self.photo.caption
