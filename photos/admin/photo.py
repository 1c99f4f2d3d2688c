import json

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from accounts.picks import Picks
from accounts.rows import LocksRow, RowPermissions, Stamped, with_stamp
from accounts.stale import StampedForm, columns_of
from photos import badges, checks, choosing, proposals, services, typed
from photos.admin import credit_messages, file_facts, filters, pick_filters
from photos.admin.forms import CreatorFormSet, PhotoForm
from photos.admin.portraits import PortraitOfInline
from photos.credits import credit_of
from photos.labels import LABELS
from photos.models import Photo, PhotoCreator
from photos.searching import matching

LEVELS = {checks.Level.WARNING: messages.WARNING, checks.Level.NOTE: messages.INFO}


class SentTwice(Exception):
    """The form of a new photo came a second time; the first made `photo`."""

    def __init__(self, photo: Photo):
        super().__init__(str(photo))
        self.photo = photo


class CreatorInline(Stamped, Picks, admin.TabularInline):
    model = PhotoCreator
    form = StampedForm
    formset = CreatorFormSet
    fields = ["entity", "name", "position"]
    autocomplete_fields = ["entity"]
    extra = 0

    # Who may change the photo may say who made it.
    def has_add_permission(self, request, obj=None):
        return request.user.has_perm("photos.change_photo" if obj else "photos.add_photo", obj)

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("photos.change_photo", obj)

    def has_delete_permission(self, request, obj=None):
        return request.user.has_perm("photos.change_photo", obj)


class PhotoAdmin(Picks, RowPermissions, LocksRow, admin.ModelAdmin):
    form = PhotoForm
    list_display = ["thumbnail", "caption_start", "credit", "people", "lacks", "created_at"]
    list_display_links = ["thumbnail", "caption_start"]
    list_filter = [
        filters.PictureFilter,
        filters.LackFilter,
        filters.RightsFilter,
        pick_filters.CreditFilter,
        pick_filters.ProviderFilter,
        pick_filters.CreatorFilter,
        pick_filters.SubjectFilter,
        "created_at",
        "taken_at",
        "kind",
        "medium",
    ]
    list_per_page = 48
    # Read by get_search_results below, in a way of its own.
    search_fields = ["folded_text"]
    search_help_text = _("Caption, credit, person, place or file name, with or without diacritics")
    autocomplete_fields = ["provider", "subjects"]
    inlines = [CreatorInline]
    fieldsets = [
        (None, {"fields": ["picture", "file", "caption", "alt_text"]}),
        (_("Credit"), {"fields": ["provider", "kind", "medium", "credit_as_written"]}),
        (_("In the picture"), {"fields": ["subjects", "taken_at", "place"]}),
        (
            _("Rights"),
            {"fields": ["usage_terms", "rights_from", "rights_until", "instructions"]},
        ),
        (_("The file"), {"fields": ["source_file_name", "checksum", "said_by_the_file"]}),
    ]
    readonly_fields = [
        "picture",
        "credit_as_written",
        "source_file_name",
        "checksum",
        "said_by_the_file",
    ]

    @property
    def media(self):
        return super().media + pick_filters.media(self.admin_site)

    def get_queryset(self, request):
        return super().get_queryset(request).with_credit().prefetch_related("subjects")

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        # Two boxes show one moment: words in the address are none.
        initial.pop("taken_at", None)
        return initial

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            # Nothing has come and nothing was written yet: no lines that say so.
            return _without(self.fieldsets[:-1], {"picture", "credit_as_written"})
        # What the table of the file offers depends on who reads the form.
        obj.may_use = self.has_change_permission(request, obj)
        obj.may_record = request.user.has_perm("entities.add_entity")
        if not obj.may_use:
            return _without(self.fieldsets, {"file"})
        # A picture comes once: no upload where there is one.
        shown = self.fieldsets[:-1] if obj.is_awaiting else _without(self.fieldsets, {"file"})
        return with_stamp(shown)

    def get_inlines(self, request, obj):
        is_there = obj is not None and not obj.is_awaiting
        return [*self.inlines, *([PortraitOfInline] if is_there else [])]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and file_facts.BUTTON in request.POST and object_id:
            self.use_facts(request, self.get_object(request, unquote(object_id)))
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except SentTwice as sent:
            messages.info(request, _("The form was sent twice: this is the photo it made."))
            return redirect("admin:photos_photo_change", sent.photo.pk)

    def use_facts(self, request, photo):
        """A button of the table of the file, pressed without script: its boxes as if typed."""
        key = request.POST[file_facts.BUTTON]
        boxes = choosing.chosen(photo, key) if photo else {}
        request.POST, kept = file_facts.filled(request.POST, boxes)
        if kept and key != choosing.ALL:
            fields = ", ".join(str(LABELS[name]) for name in kept)
            told = _("Something else is written there, and stays: %(fields)s. Empty it first.")
            messages.warning(request, told % {"fields": fields})

    def get_search_results(self, request, queryset, search_term):
        return matching(queryset, search_term), False

    @admin.display(description=_("picture"))
    def thumbnail(self, photo):
        if photo.is_awaiting:
            return _("awaiting")
        return format_html(
            '<img class="desk-thumbnail" src="{}" alt="{}" width="120">',
            photo.get_preview_url(),
            # It is a link, and what stands in it is its name.
            photo.alt_text or _("picture"),
        )

    @admin.display(description=_("picture"))
    def picture(self, photo):
        if photo.pk is None or photo.is_awaiting:
            return _("The picture has not come yet.")
        return format_html('<img class="desk-picture" src="{}" alt="">', photo.get_preview_url())

    @admin.display(description=_("caption"))
    def caption_start(self, photo):
        return str(photo)

    @admin.display(description=_("credit"))
    def credit(self, photo):
        return credit_of(photo).printed or _("no credit")

    @admin.display(description=_("who is in it"), empty_value="")
    def people(self, photo):
        return ", ".join(entity.name for entity in photo.subjects.all())

    @admin.display(description=_("to do"), empty_value="")
    def lacks(self, photo):
        found = badges.badges(photo, timezone.localdate())
        return format_html_join(" ", '<span class="desk-lack">{}</span>', ((x,) for x in found))

    def save_model(self, request, obj, form, change):
        picture = form.cleaned_data.get("file")
        if not change:
            obj.uploaded_by = request.user
            if photo := services.sent_just_now(obj, picture):
                raise SentTwice(photo)
        # What the form does not show is not written either.
        derived = {"folded_text", "updated_at"}
        obj.save(update_fields=columns_of(form) | derived if change else None)
        if picture is not None:
            services.fill(obj, picture)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        photo = form.instance
        caption = photo.caption
        if "caption" in form.changed_data:
            settled = typed.settle(photo)
            credit_messages.tell(request, photo, settled)
            photo.refresh_from_db()
            # What became of the credit is told: the words before it are looked at.
            caption = settled.parsed.caption
        if {"caption", "alt_text"} & set(form.changed_data):
            for check in checks.of_caption(caption, alt_text=photo.alt_text):
                messages.add_message(request, LEVELS[check.level], check.text)
        # After the creators that were typed: the file fills what is still empty.
        if form.cleaned_data.get("file") is not None:
            filled = proposals.fill_from_file(Photo.objects.get(pk=form.instance.pk))
            if filled:
                names = ", ".join(str(LABELS[field]) for field in filled)
                messages.info(
                    request, _("Filled in from the file: %(fields)s.") % {"fields": names}
                )

    @admin.display(description=_("what the file says"))
    def said_by_the_file(self, photo):
        everything = choosing.chosen(photo, choosing.ALL)
        return render_to_string(
            "admin/photos/photo/_embedded.html",
            {
                "rows": choosing.rows(photo),
                "all": json.dumps(everything) if everything else "",
                "may_use": getattr(photo, "may_use", False),
                "may_record": getattr(photo, "may_record", False),
            },
        )

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        preview = path(
            "<int:photo_id>/preview/",
            self.admin_site.admin_view(self.preview_view),
            name="photos_photo_preview",
        )
        return [preview, *super().get_urls()]

    def preview_view(self, request, photo_id):
        """The small picture, for signed-in people only: it lies where no web server looks."""
        photo = Photo.objects.filter(pk=photo_id, is_awaiting=False).first()
        if photo is None or not request.user.has_perm("photos.view_photo"):
            raise Http404
        return FileResponse(opened(photo.preview), content_type="image/jpeg")


def opened(file):
    try:
        return file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error


def _without(fieldsets, left_out):
    return [
        (name, {**options, "fields": [f for f in options["fields"] if f not in left_out]})
        for name, options in fieldsets
    ]
