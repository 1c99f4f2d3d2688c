from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.stale import StampedForm, StampedFormSet
from photos import pictures
from photos.admin.captions import CaptionArea, Of
from photos.models import SPEAKS_FOR_ITSELF, Photo

# The code of an error that is none of the file: it may pass when it is sent again.
NOT_KEPT = "not_kept"


class PictureField(forms.FileField):
    """An upload that is a picture: cleaned, it is a photos.pictures.Picture."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            # Once: what is checked here is what the service keeps.
            return pictures.take(file, name=file.name)
        except pictures.NotKept as refusal:
            raise ValidationError(str(refusal), code=NOT_KEPT) from refusal
        except pictures.PictureRefused as refusal:
            raise ValidationError(str(refusal)) from refusal


class PhotoForm(StampedForm):
    """The picture itself is an upload here, never a path: services.fill writes the row."""

    file = PictureField(label=capfirst(_("picture file")), required=False)
    # Why the picture of this form could not be stored a moment ago.
    not_kept = ""

    class Meta:
        model = Photo
        fields = [
            "caption",
            "alt_text",
            "provider",
            "kind",
            "medium",
            "subjects",
            "taken_at",
            "place",
            "usage_terms",
            "rights_from",
            "rights_until",
            "instructions",
        ]
        widgets = {"caption": CaptionArea(Of.PHOTO)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "caption" in self.fields:
            self.fields["caption"].widget.attrs["data-photo"] = self.instance.pk

    def clean(self):
        cleaned = super().clean()
        nothing = not cleaned.get("file") and not cleaned.get("caption", "").strip()
        # Where something else is wrong, that is said first.
        if self.instance.pk is None and nothing and not self.errors:
            raise ValidationError(
                _("Choose a picture, or write the caption of one that is still to come.")
            )
        return cleaned

    def clean_file(self):
        picture = self.cleaned_data["file"]
        if self.not_kept:
            raise ValidationError(self.not_kept)
        if picture is not None and self.instance.pk and not self.instance.is_awaiting:
            raise ValidationError(_("This photo has its picture already."))
        return picture


class CreatorFormSet(StampedFormSet):
    """A photo that readers see keeps a credit: refused here, before the last of it is gone."""

    def clean(self):
        super().clean()
        if self.instance.pk is None or not self.instance.editions.exists():
            return
        left = [
            form
            for form in self.forms
            if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
        ]
        speaks = self.instance.kind in SPEAKS_FOR_ITSELF
        if not left and self.instance.provider is None and not speaks:
            raise ValidationError(
                _("Readers see this photo: it needs a creator or a provider in its credit.")
            )
