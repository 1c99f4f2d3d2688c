from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.picks import Picks
from accounts.rows import Stamped
from accounts.stale import StampedForm, StampedFormSet
from photos import portraits
from photos.models import Portrait


class PortraitForm(StampedForm):
    """Chosen from the person's record or from the photo's: what readers may not see is refused."""

    def clean(self):
        cleaned = super().clean()
        # None where the field was refused, or emptied.
        photo = cleaned.get("photo") or (self.instance.photo if self.instance.photo_id else None)
        if "DELETE" not in self.changed_data and photo is not None and self.has_changed():
            refusal = portraits.why_not(photo, timezone.localdate())
            if refusal:
                raise ValidationError(refusal)
        return cleaned


class PortraitInline(Stamped, Picks, admin.StackedInline):
    """On a person's record: the photo that stands for the person."""

    model = Portrait
    form = PortraitForm
    formset = StampedFormSet
    fields = ["photo"]
    autocomplete_fields = ["photo"]
    max_num = 1
    extra = 0


class PortraitOfInline(PortraitInline):
    """On a photo: whose portrait it is."""

    fields = ["person"]
    autocomplete_fields = ["person"]
    max_num = 5
    verbose_name_plural = _("Portrait of")
