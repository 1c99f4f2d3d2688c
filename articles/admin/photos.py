from django.contrib import admin, messages
from django.utils.translation import ngettext

from articles import fixes, tasks
from photos import admin as photos
from photos.models import Photo, PhotoCreator

# What readers are shown of a photo.
SHOWN = {"caption", "alt_text", "provider", "kind", "medium", "subjects", "creators"}


@admin.register(Photo)
class PhotoAdmin(photos.PhotoAdmin):
    """The photo library, with what reaches into published stories."""

    def has_change_permission(self, request, obj=None):
        # Once readers have seen it, a correction goes to all stories: the desk's work.
        may_change = super().has_change_permission(request, obj)
        if obj is None or not may_change or not obj.editions.exists():
            return may_change
        return request.user.has_perm("photos.correct_photo", obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        # Rights, credit, or whose it is: the portrait follows whatever changed.
        if form.changed_data or any(formset.has_changed() for formset in formsets):
            for portrait in form.instance.portraits.all():
                tasks.publish_portrait.enqueue(portrait.pk)
        fields = {
            *form.changed_data,
            *("creators" for f in formsets if f.model is PhotoCreator and f.has_changed()),
        }
        # A note to the desk is no correction.
        if not change or not fields & SHOWN or not request.user.has_perm("photos.correct_photo"):
            return
        fix = fixes.correct_photo(form.instance, by=request.user)
        if fix is not None:
            self.message_user(
                request,
                ngettext(
                    "%d published story is being brought up to date.",
                    "%d published stories are being brought up to date.",
                    fix.total,
                )
                % fix.total,
                messages.INFO,
            )
