"""Fields that complete what is typed: a forged value is a mistake in a form, not a crash."""

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import (
    AutocompleteMixin,
    AutocompleteSelect,
    AutocompleteSelectMultiple,
)

from accounts.ids import LONGEST, id_of


class _UsableIds(AutocompleteMixin):
    """Django looks up what was sent to show it again, and the database cannot read all of it."""

    def optgroups(self, name, value, attr=None):
        usable = [one for one in value if id_of(str(one)) is not None]
        return super().optgroups(name, usable, attr)


class PickOne(_UsableIds, AutocompleteSelect):
    pass


class PickSome(_UsableIds, AutocompleteSelectMultiple):
    def value_from_datadict(self, data, files, name):
        # Cut, a number is still no row's; whole, it is too large for a query.
        return [one[:LONGEST] if one.isdecimal() else one for one in data.getlist(name)]


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
