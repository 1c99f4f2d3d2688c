"""The form for many photos at once: what is left empty stays as it is in each of them."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.picks import PickOne, PickSome
from entities.models import Entity
from photos.admin.captions import CaptionArea, Of
from photos.labels import LABELS
from photos.models import CreditKind, Medium, Photo, PhotoCreator
from photos.models.photo import RIGHTS_END_BEFORE_THEY_BEGIN
from photos.services import LONGEST_CREATOR
from photos.together import Wanted
from vietnamese.text import squeeze

AS_IT_IS = ("", _("as it is in each photo"))
# What may be emptied; a kind and a day are only ever replaced.
CAN_BE_EMPTIED = [
    *("caption", "creators", "provider", "subjects", "place"),
    *("usage_terms", "rights_from", "rights_until"),
]
COLUMNS = [
    *("caption", "provider", "kind", "medium", "place"),
    *("usage_terms", "rights_from", "rights_until"),
]


def _area() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 3})


class TogetherForm(forms.Form):
    caption = forms.CharField(
        label=LABELS["caption"], required=False, widget=CaptionArea(Of.TOGETHER)
    )
    creators = forms.ModelMultipleChoiceField(
        Entity.objects.none(), label=_("creators: people on record"), required=False
    )
    creator_names = forms.CharField(
        label=_("creators: names as printed, one in each line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    provider = forms.ModelChoiceField(Entity.objects.none(), label=_("provider"), required=False)
    kind = forms.ChoiceField(
        label=LABELS["kind"], required=False, choices=[AS_IT_IS, *CreditKind.choices]
    )
    medium = forms.ChoiceField(
        label=LABELS["medium"], required=False, choices=[AS_IT_IS, *Medium.choices]
    )
    subjects = forms.ModelMultipleChoiceField(
        Entity.objects.none(), label=LABELS["subjects"], required=False
    )
    subjects_how = forms.ChoiceField(
        label=_("these people and organisations"),
        required=False,
        choices=[("add", _("are added to those of each photo")), ("replace", _("replace them"))],
    )
    taken_on = forms.DateField(
        label=_("day it was taken"),
        required=False,
        widget=AdminDateWidget,
        help_text=_("Each photo keeps its hour."),
    )
    place = forms.CharField(label=LABELS["place"], required=False, max_length=200)
    usage_terms = forms.CharField(label=LABELS["usage_terms"], required=False, widget=_area())
    rights_from = forms.DateField(
        label=LABELS["rights_from"], required=False, widget=AdminDateWidget
    )
    rights_until = forms.DateField(
        label=LABELS["rights_until"], required=False, widget=AdminDateWidget
    )

    def __init__(self, *args, site, **kwargs):
        super().__init__(*args, **kwargs)
        alive = Entity.objects.filter(merged_into=None)
        creator, provider, subjects = (
            PhotoCreator._meta.get_field("entity"),
            Photo._meta.get_field("provider"),
            Photo._meta.get_field("subjects"),
        )
        self._complete("creators", PickSome(creator, site), alive.people())
        self._complete("provider", PickOne(provider, site), alive.organisations())
        self._complete("subjects", PickSome(subjects, site), alive)
        for name in CAN_BE_EMPTIED:
            self.fields[f"empty_{name}"] = forms.BooleanField(
                label=_("empty it in all"), required=False
            )
        for field in self.fields.values():
            field.label = capfirst(field.label)

    def _complete(self, name, widget, choices):
        field = self.fields[name]
        field.widget = widget
        field.queryset = choices

    def clean_creator_names(self):
        names = [squeeze(line) for line in self.cleaned_data["creator_names"].splitlines()]
        if any(len(name) > LONGEST_CREATOR for name in names):
            raise ValidationError(
                _("A name has at most %(limit)d letters.") % {"limit": LONGEST_CREATOR}
            )
        return [name for name in names if name]

    def clean(self):
        cleaned = super().clean()
        for name in CAN_BE_EMPTIED:
            if cleaned.get(f"empty_{name}") and self._is_filled(name):
                self.add_error(name, _("Fill it in or have it emptied, not both."))
        start, end = cleaned.get("rights_from"), cleaned.get("rights_until")
        if start and end and end < start:
            self.add_error("rights_until", RIGHTS_END_BEFORE_THEY_BEGIN)
        if not self.errors and self.wanted() == Wanted():
            raise ValidationError(_("Nothing is filled in: nothing would change."))
        return cleaned

    def _is_filled(self, name) -> bool:
        given = self.cleaned_data
        if name == "creators":
            return bool(given.get("creators") or given.get("creator_names"))
        return bool(given.get(name))

    def _is_changed(self, name) -> bool:
        return self._is_filled(name) or bool(self.cleaned_data.get(f"empty_{name}"))

    def wanted(self) -> Wanted:
        """Return what a valid form asks for."""
        given = self.cleaned_data
        creators = subjects = None
        if self._is_changed("creators"):
            creators = [*given["creators"], *given["creator_names"]]
        if self._is_changed("subjects"):
            subjects = list(given["subjects"])
        is_replaced = given["subjects_how"] == "replace" or not subjects
        return Wanted(
            columns={name: given[name] for name in COLUMNS if self._is_changed(name)},
            creators=creators,
            taken_on=given["taken_on"],
            subjects=subjects,
            replaces_subjects=subjects is not None and is_replaced,
        )

    def rows(self):
        """Each field with the box that empties it, or None; creators are two fields."""
        boxes = {name: name for name in CAN_BE_EMPTIED} | {"creator_names": "creators"}
        del boxes["creators"]
        for name in self.fields:
            if not name.startswith("empty_"):
                yield self[name], self[f"empty_{boxes[name]}"] if name in boxes else None
