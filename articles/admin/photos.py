from django.contrib import admin, messages
from django.utils.translation import gettext_lazy, ngettext

from articles import fixes, tasks
from photos import admin as photos
from photos.models import Photo, PhotoCreator

# What readers are shown of a photo.
SHOWN = {"file", "caption", "alt_text", "provider", "kind", "medium", "subjects", "creators"}

HANDED_IN = gettext_lazy(
    "This photo stands in a story that was handed in, was published, or is written by somebody "
    "else: what is wrong with it is corrected by the photo desk or an editor."
)


@admin.register(Photo)
class PhotoAdmin(photos.PhotoAdmin):
    """The photo library, with what reaches into published stories."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        is_own = obj is not None and obj.belongs_to(request.user)
        if is_own and not self.has_change_permission(request, obj):
            self.message_user(request, HANDED_IN, messages.WARNING)
        return super().render_change_form(request, context, add, change, form_url, obj)

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
