"""The list of photos under a story says which of them leads."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.picks import KnowsRows
from articles import leading, saving
from articles.admin.forms import RowsAtHand
from articles.models import PhotoUse


class PhotoUseForm(KnowsRows):
    # Not the column itself: rows are saved one by one, and two may not lead at any moment.
    leads = forms.BooleanField(
        label=capfirst(gettext_lazy("lead photo")),
        required=False,
        help_text=gettext_lazy("Where none is chosen, the first photo that is shown leads."),
    )

    class Meta:
        model = PhotoUse
        fields = ["photo", "caption"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leads"].initial = self.instance.is_lead


class PhotoUseFormSet(RowsAtHand):
    def clean(self):
        super().clean()
        if len(self._leading()) > 1:
            raise ValidationError(_("Only one photo of a story can be its lead photo."))

    def _leading(self):
        """Return the forms that are ticked; without script the one before is still ticked, too."""
        ticked = [
            form
            for form in self.forms
            if getattr(form, "cleaned_data", {}).get("leads")
            and not form.cleaned_data.get("DELETE")
        ]
        fresh = [form for form in ticked if "leads" in form.changed_data]
        return fresh or ticked

    def settle(self):
        """After `save`: let the photo that is ticked lead, and place those that are new."""
        lead = next((form.instance for form in self._leading()), None)
        if any("leads" in form.changed_data for form in self.forms):
            leading.choose(self.instance, lead)
        # One that is to lead stands above the text already.
        added = [use for use in self.new_objects if lead is None or use.pk != lead.pk]
        if added:
            self.instance.refresh_from_db(fields=["body"])
            saving.place_at_end(self.instance, added)


def tell_if_above(request, before, now):
    """Say that the lead photo stands above the text, where it did not in the version before."""
    was = leading.key_above(before.snapshot) if before else ""
    if (key := leading.key_above(now.snapshot)) and key != was:
        messages.info(
            request,
            _(
                "The lead photo does not stand in the text: readers will see it above the text, "
                "under the lead."
            ),
        )
