from django.contrib import admin, messages
from django.utils.translation import ngettext

from articles import fixes
from photos import admin as photos
from photos.models import Photo

# What readers are shown of a photo.
SHOWN = {"file", "caption", "alt_text", "provider", "kind", "medium", "subjects", "creators"}


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
        fields = {
            *form.changed_data,
            *(["creators"] if any(f.has_changed() for f in formsets) else []),
        }
        # A note to the desk is no correction.
        if not change or not fields & SHOWN or not request.user.has_perm("photos.correct_photo"):
            return
        try:
            fix = fixes.correct_photo(form.instance, by=request.user)
        except fixes.PublishRefused as refusal:
            for reason in refusal.reasons:
                self.message_user(request, reason, messages.WARNING)
            return
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
