"""The small forms of the panel of names, and the field that carries its decisions."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.ids import id_of
from articles import naming, recording
from entities.models import Entity, EntityKind
from entities.offices import LONGEST_LABEL

# The panel stands inside the story's form: its own fields belong to this one.
PANEL_FORM = "desk-names-form"


class ChoicesField(forms.CharField):
    """Decisions on names that have no row yet, as the panel writes them."""

    # What a browser remembers of another visit is no decision.
    widget = forms.HiddenInput(attrs={"autocomplete": "off"})

    def clean(self, value):
        try:
            return naming.read_choices(super().clean(value))
        except naming.NamingRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class PanelForm(forms.Form):
    kind = forms.ChoiceField(choices=EntityKind, widget=forms.HiddenInput)
    text = forms.CharField(max_length=naming.LONGEST_NAME, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="id_name_%s", **kwargs)
        for field in self.fields.values():
            field.widget.attrs["form"] = PANEL_FORM


class RecordField(forms.ModelChoiceField):
    """A record that is searched for by name; the template puts the search field beside it."""

    widget = forms.HiddenInput

    def __init__(self, kind: EntityKind | None = None, **kwargs):
        records = Entity.objects.surviving()
        super().__init__(records.filter(kind=kind) if kind else records, **kwargs)


class FurtherOfficesField(forms.MultipleChoiceField):
    """Offices read beside the first, one tick each; a value is "ID of the body:office"."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, values):
        """Show these values as they are printed; what is none is left to `clean` to refuse."""
        read = [(value, _office_in(value)) for value in values]
        self.choices = [(value, office[0]) for value, office in read if office]

    def valid_value(self, value):
        return _office_in(value) is not None

    def clean(self, value):
        return [office for one in super().clean(value) if (office := _office_in(one))]


def _office_in(value: str) -> tuple[str, Entity] | None:
    number, _colon, office = str(value).partition(":")
    if id_of(number) is None or not 0 < len(office) <= LONGEST_LABEL:
        return None
    body = Entity.objects.surviving().organisations().filter(pk=number).first()
    return (office, body) if body else None


class AliasForm(PanelForm):
    entity = RecordField(
        label=capfirst(_("name on record")),
        error_messages={"required": _("Choose the record that is meant.")},
    )


class NewOrganisationForm(PanelForm):
    name = forms.CharField(label=capfirst(_("name")), max_length=naming.LONGEST_NAME)

    def clean_name(self):
        name = self.cleaned_data["name"]
        if not any(character.isalnum() for character in name):
            raise forms.ValidationError(_("This is no name."))
        return name

    def record(self) -> recording.NewRecord:
        return recording.NewRecord(**self.cleaned_data)


class NewPersonForm(NewOrganisationForm):
    office = forms.CharField(
        label=capfirst(_("office")),
        max_length=200,
        required=False,
        help_text=_("As it is printed."),
    )
    organisation = RecordField(
        EntityKind.ORGANISATION, label=capfirst(_("organisation")), required=False
    )
    further = FurtherOfficesField(label=_("Also held, as the text says"), required=False)
    held_on = forms.DateField(label=capfirst(_("held on")), required=False)
    source = forms.CharField(label=capfirst(_("source")), max_length=300, required=False)
    has_page = forms.BooleanField(label=_("A page for readers"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["further"].offer(self["further"].value() or [])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("office") and not cleaned.get("organisation"):
            self.add_error("organisation", _("Choose whose office it is, or leave the office out."))
        if cleaned.get("organisation") and not cleaned.get("office"):
            self.add_error("office", _("Write the office that is held there."))
        return cleaned
