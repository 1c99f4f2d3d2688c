from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import deleting, fixes, samenesses, tasks, uses
from articles.admin.captions import CaptionViews
from articles.admin.photo_forms import DeskPhotoForm, with_consent
from articles.admin.photo_joining import JoinViews
from articles.admin.photo_rights import RightsViews, change_address, where_it_ran
from articles.admin.photo_uploads import UploadViews
from articles.admin.photos_together import TogetherViews
from photos import admin as photos
from photos import likeness, rights
from photos.models import Photo, PhotoCreator
from photos.pictures import NotKept
from photos.storage import StorageAway
from photos.written import nothing_left_behind

FOCAL_POINT = {"focal_x", "focal_y"}
# What readers are shown of a photo.
SHOWN = {"file", "caption", "alt_text", "provider", "kind", "medium", "subjects", "creators"}
SHOWN |= FOCAL_POINT
# What the desk is asked about first, where stories carry it.
ASKED = SHOWN - {"file", "alt_text", "medium"} - FOCAL_POINT

HANDED_IN = gettext_lazy(
    "This photo stands in a story that was handed in, was published, or is written by somebody "
    "else: what is wrong with it is corrected by the photo desk or an editor."
)


class NotConfirmed(Exception):
    """Raised inside Django's transaction: what was saved for the preview is rolled back."""

    def __init__(self, changes):
        super().__init__()
        self.changes = changes


@admin.register(Photo)
class PhotoAdmin(
    UploadViews,
    JoinViews,
    TogetherViews,
    CaptionViews,
    RightsViews,
    photos.FocalPoint,
    photos.PhotoAdmin,
):
    """The photo library, with what reaches into published stories."""

    form = DeskPhotoForm
    change_form_template = "admin/photos/photo/change_form.html"
    list_display = [*photos.PhotoAdmin.list_display[:-1], "used_in", "created_at"]

    class Media:
        css = {"all": ["desk/library.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("uses__article")

    def get_list_display(self, request):
        @admin.display(description=gettext_lazy("used in"), empty_value="")
        def used_in(photo):
            return self.used_in(photo, request.user)

        return [
            used_in if name == "used_in" else name for name in super().get_list_display(request)
        ]

    def used_in(self, photo, reader=None):
        """How many stories, and the newest by its number: the one the desk remembers."""
        stories = list({use.article_id: use.article for use in photo.uses.all()}.values())
        if not stories:
            return ""
        count = ngettext("%(count)d story", "%(count)d stories", len(stories))
        count %= {"count": len(stories)}
        shown = [s for s in stories if reader and reader.has_perm("articles.view_article", s)]
        if not shown:
            return count
        newest = max(shown, key=lambda story: story.pk)
        address = reverse("admin:articles_article_change", args=[newest.pk])
        return format_html('{}: <a href="{}">{}</a>', count, address, newest.headline[:60])

    def get_urls(self):
        pages = [
            self.upload_urls(),
            self.join_urls(),
            self.together_urls(),
            self.caption_urls(),
            self.rights_urls(),
        ]
        return [*(url for urls in pages for url in urls), *super().get_urls()]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.not_kept = getattr(request, "not_kept", "")
        form.may_bring_back = request.user.has_perm("photos.take_down_photo")
        return form

    def get_fieldsets(self, request, obj=None):
        shown = with_consent(request.user, [*super().get_fieldsets(request, obj)])
        if obj is None:
            return shown
        # What is shown of its story depends on who reads the form.
        obj.reader = request.user
        return [*shown, (_("Where it ran"), {"fields": ["where_it_ran"]})]

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "where_it_ran"]

    def get_search_results(self, request, queryset, search_term):
        found, has_doubles = super().get_search_results(request, queryset, search_term)
        # The survivor answers for it.
        found = found.filter(joined_into__isnull=True)
        # Nobody chooses what was taken down.
        is_choice = request.path.endswith("/autocomplete/")
        return found.usable() if is_choice else found, has_doubles

    def has_change_permission(self, request, obj=None):
        is_over = obj is not None and (obj.is_taken_down or obj.joined_into_id is not None)
        return super().has_change_permission(request, obj) and not is_over

    def has_delete_permission(self, request, obj=None):
        return request.user.has_perm("photos.delete_photo", obj)

    def get_actions(self, request):
        # One by one: each is refused with what uses it.
        return {n: a for n, a in super().get_actions(request).items() if n != "delete_selected"}

    def delete_view(self, request, object_id, extra_context=None):
        photo = self.get_object(request, object_id)
        found = uses.uses_of(photo) if photo and self.has_delete_permission(request, photo) else []
        if found:
            context = {"photo": photo, "uses": [shown_use(use) for use in found]}
            return self.rights_page(request, "in_use", _("This photo is in use"), context)
        try:
            return super().delete_view(request, object_id, extra_context)
        except deleting.DeleteRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(change_address(photo))

    def delete_model(self, request, obj):
        deleting.delete(obj, by=request.user)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if object_id and (survivor := self.survivor_address(request, object_id)):
            return HttpResponseRedirect(survivor)
        try:
            with nothing_left_behind():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except (NotKept, StorageAway) as refusal:
            # The form again, with all that was typed, and the sentence at its picture.
            request.not_kept = str(refusal)
            for file in request.FILES.values():
                file.seek(0)
            return super().changeform_view(request, object_id, form_url, extra_context)
        except NotConfirmed as asked:
            photo = self.get_object(request, object_id)
            sent = [(k, v) for k, values in request.POST.lists() for v in values]
            context = {"photo": photo, "changes": asked.changes, "sent": sent}
            return self.rights_page(request, "correct", _("Correct the photo"), context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        is_own = obj is not None and obj.belongs_to(request.user)
        is_open = self.has_change_permission(request, obj) or (obj and obj.is_taken_down)
        if is_own and not is_open:
            self.message_user(request, HANDED_IN, messages.WARNING)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.tell_likes(request, form)
        # Rights, credit, or whose it is: the portrait follows whatever changed.
        if form.changed_data or any(formset.has_changed() for formset in formsets):
            tasks.follow_portraits(photo=form.instance)
        fields = {
            *form.changed_data,
            *("creators" for f in formsets if f.model is PhotoCreator and f.has_changed()),
        }
        if fields & {"rights_from", "rights_until"}:
            self.warn_of_rights(request, form.instance)
        # A note to the desk is no correction.
        if not change or not fields & SHOWN or not request.user.has_perm("photos.correct_photo"):
            return
        if fields & ASKED and "file" not in fields and "confirmed" not in request.POST:
            changes = uses.changes(form.instance)
            if changes:
                raise NotConfirmed(changes)
        reason = request.POST.get("correction_reason", "").strip()[:500]
        if fields & SHOWN <= FOCAL_POINT:
            # Of kind credit as all that follows a photo: the history says what it was.
            reason = reason or _("The focal point was moved.")
        try:
            fix = fixes.correct_photo(form.instance, by=request.user, reason=reason)
        except fixes.PublishRefused as refusal:
            for sentence in refusal.reasons:
                self.message_user(request, sentence, messages.WARNING)
            return
        self.tell(request, fix)

    def warn_of_rights(self, request, photo):
        """Say which stories now show it on days without rights."""
        today = timezone.localdate()
        for ran in uses.current_with(photo):
            day = max(today, timezone.localdate(ran.visible_from))
            for sentence in rights.problems(photo, on=day, caption=ran.caption):
                self.message_user(request, f"“{ran.headline}”: {sentence}", messages.WARNING)

    def tell_likes(self, request, form):
        picture = form.cleaned_data.get("file")
        if picture is not None:
            self.tell_notes(request, form.instance, picture)

    def tell_notes(self, request, photo, picture):
        """Say which photos are like the picture that came for `photo`."""
        likes = likeness.find(picture, besides=photo)
        for note in samenesses.notes(likes, photo=photo, by=request.user):
            told = render_to_string("admin/photos/photo/_note.html", {"note": note})
            self.message_user(request, told, messages.WARNING)

    def tell(self, request, fix):
        if fix is not None:
            self.tell_stories(request, fix.total)

    def tell_stories(self, request, count):
        told = ngettext(
            "%d published story is being brought up to date.",
            "%d published stories are being brought up to date.",
            count,
        )
        self.message_user(request, told % count, messages.INFO)

    @admin.display(description=gettext_lazy("picture"))
    def thumbnail(self, photo):
        return _("This photo was taken down.") if photo.is_taken_down else super().thumbnail(photo)

    @admin.display(description=gettext_lazy("picture"))
    def picture(self, photo):
        return _("This photo was taken down.") if photo.is_taken_down else super().picture(photo)

    @admin.display(description=gettext_lazy("where it ran"))
    def where_it_ran(self, photo):
        return where_it_ran(photo, photo.reader)


def shown_use(use):
    address = use.address and reverse(f"admin:{use.address[0]}_change", args=[use.address[1]])
    return {"what": use.what, "name": use.name, "address": address}
