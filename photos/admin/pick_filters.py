"""Filters by one of thousands: a box to write in, where a list would not end."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.ids import id_of
from accounts.picks import PickOne
from entities.models import Entity
from photos.models import Photo, PhotoCreator
from photos.searching import LONGEST, credited


class PickFilter(admin.SimpleListFilter):
    template = "admin/photos/photo/_pick_filter.html"
    # The relation of `model` that the box completes as the form does.
    model = Photo
    relation = ""

    def __init__(self, request, params, model, model_admin):
        self.site = model_admin.admin_site
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return []

    def has_output(self):
        return True

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        pk = id_of(self.value())
        return queryset.none() if pk is None else self.having(queryset, pk)

    def having(self, queryset, pk):
        return queryset.filter(**{self.relation: pk})

    def field(self):
        return forms.ModelChoiceField(
            Entity.objects.all(),
            required=False,
            widget=PickOne(self.model._meta.get_field(self.relation), self.site),
        )

    def choices(self, changelist):
        # Another page of another choice is none.
        others = changelist.get_filters_params().items()
        yield {
            "box": self.form()[self.parameter_name],
            "kept": [(k, v) for k, values in others if k != self.parameter_name for v in values],
            "is_set": bool(self.value()),
            "clear": changelist.get_query_string(remove=[self.parameter_name]),
        }

    def form(self):
        fields = {self.parameter_name: self.field()}
        value = {self.parameter_name: self.value()}
        form = type("PickForm", (forms.Form,), fields)
        return form(initial=value, auto_id="filter_%s")


class CreditFilter(PickFilter):
    """By words of the credit: most of who makes pictures is printed, and not on record."""

    title = _("credit")
    parameter_name = "credit"

    def queryset(self, request, queryset):
        return credited(queryset, self.value() or "")

    def field(self):
        return forms.CharField(required=False, max_length=LONGEST, widget=forms.TextInput())


class ProviderFilter(PickFilter):
    title = _("provider")
    parameter_name = relation = "provider"


class CreatorFilter(PickFilter):
    title = _("creator")
    parameter_name = "creator"
    model = PhotoCreator
    relation = "entity"

    def having(self, queryset, pk):
        return queryset.filter(pk__in=PhotoCreator.objects.filter(entity=pk).values("photo"))


class SubjectFilter(PickFilter):
    title = _("who is in it")
    parameter_name = "subject"
    relation = "subjects"


def media(site) -> forms.Media:
    """Return what the boxes need to complete."""
    return PickOne(Photo._meta.get_field("provider"), site).media
