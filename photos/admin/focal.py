"""The focal point on a photo's form: picked on the picture, with its crops beside it."""

from django import forms
from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from photos import tasks

FIELDS = ("focal_x", "focal_y")


class FocalPoint:
    """For PhotoAdmin. Without script two numbers do it all."""

    def get_fieldsets(self, request, obj=None):
        shown = super().get_fieldsets(request, obj)
        if obj is None or obj.is_awaiting or obj.is_taken_down:
            return shown
        (name, first), *others = shown
        fields = [*first["fields"]]
        fields.insert(fields.index("picture") + 1, FIELDS)
        return [(name, {**first, "fields": fields}), *others]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in FIELDS:
            kwargs["widget"] = forms.NumberInput(attrs={"min": 0, "max": 1, "step": "any"})
            kwargs["help_text"] = _(
                "What every crop keeps in sight, from 0 (left, top) to 1 (right, bottom)."
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description=_("picture"))
    def picture(self, photo):
        if photo.pk is None or photo.is_awaiting:
            return super().picture(photo)
        return render_to_string("admin/photos/photo/_focal.html", {"photo": photo})

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and set(FIELDS) & set(form.changed_data):
            # Cut anew in the background, so that who publishes it need not wait.
            tasks.prepare.enqueue(form.instance.pk)
