"""Fields that complete what is typed: a forged value is a mistake in a form, not a crash."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)
from django.db import models

from accounts.ids import LONGEST, id_of


class _UsableIds(AutocompleteMixin, forms.Select):
    """Django looks up what was sent to show it again, and the database cannot read all of it."""

    # {id: label} of rows that were loaded with the form: shown without a query.
    known: Mapping[str, str] = MappingProxyType({})

    def optgroups(self, name, value, attr=None):
        usable = [one for one in value if id_of(str(one)) is not None]
        chosen = {str(one) for one in usable}
        if not chosen or not chosen <= self.known.keys():
            return super().optgroups(name, usable, attr)
        is_optional = not self.is_required and not self.allow_multiple_selected
        shown = {"": ""} if is_optional else {}
        shown |= {pk: label for pk, label in self.known.items() if pk in chosen}
        options = [
            self.create_option(name, pk, label, pk in chosen, index)
            for index, (pk, label) in enumerate(shown.items())
        ]
        return [(None, options, 0)]


class PickOne(_UsableIds, AutocompleteSelect):
    pass


class PickSome(_UsableIds, AutocompleteSelectMultiple):
    def value_from_datadict(self, data, files, name):
        # Cut, a number is still no row's; whole, it is too large for a query.
        return [one[:LONGEST] if one.isdecimal() else one for one in data.getlist(name)]


class KnowsRows(forms.ModelForm):
    """For a form whose row came with what its fields point to: a list costs no query for each."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # Inside Django's wrapper with the buttons beside it.
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, _UsableIds) and isinstance(field, forms.ModelChoiceField):
                rows = _at_hand(self.instance, name)
                widget.known = {str(row.pk): field.label_from_instance(row) for row in rows}


def _at_hand(instance: models.Model, name: str) -> Iterable[models.Model]:
    """Return what `instance` has loaded under `name`, and nothing that takes a query."""
    row = instance._state.fields_cache.get(name)
    if row is not None:
        return [row]
    return getattr(instance, "_prefetched_objects_cache", {}).get(name, [])


class Picks(BaseModelAdmin):
    """For a ModelAdmin or an inline with `autocomplete_fields`."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(
            db_field, request, **self._widget(PickOne, db_field, request, kwargs)
        )

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(
            db_field, request, **self._widget(PickSome, db_field, request, kwargs)
        )

    def _widget(self, widget, db_field, request, kwargs):
        if db_field.name not in self.get_autocomplete_fields(request):
            return kwargs
        return {"widget": widget(db_field, self.admin_site, using=kwargs.get("using")), **kwargs}
