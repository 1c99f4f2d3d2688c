"""Pages of a photo for its rights: where it ran, another file, taking it down, who read it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import replacing, rights, samenesses, takedowns, tasks, uploading, uses
from articles.publishing import PublishRefused
from photos.admin.forms import PictureField
from photos.admin.photo import opened
from photos.models import AlikePhotos, Photo, PrivateRead
from photos.models.private_read import PrivateCopy
from photos.pictures import NotKept
from photos.storage import StorageAway

MOST_DAYS = 365
READS = 50


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("why"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class FileForm(ReasonForm):
    file = PictureField(label=gettext_lazy("picture file"))
    field_order = ["file", "reason"]


def where_it_ran(photo: Photo, user) -> str:
    """Return the part of a photo's form that says where it ran, and what can be done with it."""
    shown = uses.editions_with(photo)
    return render_to_string(
        "admin/photos/photo/_where_it_ran.html",
        {
            "photo": photo,
            "editions": shown,
            "count": len(shown) if len(shown) < uses.SHOWN else uses.count_of_editions(photo),
            "in_work": photo.uses.select_related("article"),
            "portraits": photo.portraits.select_related("person"),
            "fixes": photo.fixes.select_related("made_by")[:20],
            "joinings": photo.joinings.select_related("gone", "made_by", "undone_by"),
            "past_files": photo.past_files.select_related("replaced_by"),
            "reads": photo.reads.select_related("user")[:READS]
            if user.has_perm("photos.view_privateread")
            else [],
            "may_correct": user.has_perm("photos.correct_photo", photo),
            "may_take_down": user.has_perm("photos.take_down_photo", photo),
        },
    )


class RightsViews:
    """The pages of PhotoAdmin on the rights to a photo."""

    def rights_urls(self):
        pages = {
            "rights/": (self.rights_view, "rights"),
            "<int:photo_id>/original/": (self.original_view, "original"),
            "<int:photo_id>/replace/": (self.replace_view, "replace"),
            "<int:photo_id>/take-down/": (self.take_down_view, "take_down"),
        }
        return [
            path(route, self.admin_site.admin_view(view), name=f"photos_photo_{name}")
            for route, (view, name) in pages.items()
        ]

    def rights_view(self, request):
        """What ends soon or has ended while readers see it."""
        if not request.user.has_perm("photos.correct_photo"):
            raise PermissionDenied
        asked = request.GET.get("days", "")
        days = min(int(asked), MOST_DAYS) if asked.isdecimal() and len(asked) < 5 else rights.DAYS
        today = timezone.localdate()
        rows = rights.listed(today, days)
        count = len(rows) if len(rows) < rights.SHOWN else rights.ending(today, days).count()
        may_take_down = request.user.has_perm("photos.take_down_photo")
        context = {"rows": rows, "days": days, "count": count, "may_take_down": may_take_down}
        return self.rights_page(request, "rights", _("Rights to photos"), context)

    def original_view(self, request, photo_id):
        """The original as it came, for who may correct photos; written down who fetched it."""
        photo = get_object_or_404(Photo, pk=photo_id, is_awaiting=False)
        needed = "take_down" if photo.is_taken_down else "correct"
        if not request.user.has_perm(f"photos.{needed}_photo", photo):
            raise PermissionDenied
        return read_privately(photo, request.user, PrivateCopy.ORIGINAL)

    def preview_view(self, request, photo_id):
        photo = Photo.objects.filter(pk=photo_id, taken_down_at__isnull=False).first()
        if photo is None:
            return super().preview_view(request, photo_id)
        # Nobody else is told that there is one.
        if photo.is_awaiting or not request.user.has_perm("photos.take_down_photo", photo):
            raise Http404
        return read_privately(photo, request.user, PrivateCopy.PREVIEW)

    def replace_view(self, request, photo_id):
        photo = get_object_or_404(Photo.objects.with_credit(), pk=photo_id)
        if not request.user.has_perm("photos.correct_photo", photo):
            raise PermissionDenied
        form = FileForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid() and self.replaced(request, photo, form):
            return HttpResponseRedirect(change_address(photo))
        context = {"photo": photo, "form": form, "editions": uses.current_with(photo)}
        return self.rights_page(request, "replace", _("Replace the file"), context)

    def replaced(self, request, photo, form) -> bool:
        given = form.cleaned_data
        try:
            fix = replacing.replace(photo, given["file"], by=request.user, reason=given["reason"])
        except (
            replacing.ReplaceRefused,
            uploading.UploadRefused,
            NotKept,
            StorageAway,
        ) as refusal:
            messages.error(request, str(refusal))
            return False
        except PublishRefused as refusal:
            for reason in refusal.reasons:
                messages.error(request, reason)
            return False
        self.log_change(request, photo, _("File replaced: %(why)s") % {"why": given["reason"]})
        tasks.follow_portraits(photo=photo)
        messages.success(request, _("The photo has its new file; the old one is kept."))
        self.tell_notes(request, photo, given["file"])
        self.tell(request, fix)
        return True

    def take_down_view(self, request, photo_id):
        photo = get_object_or_404(Photo.objects.with_credit(), pk=photo_id)
        takedowns.require_allowed(request.user, photo)
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and photo.is_taken_down:
            takedowns.try_again(photo, by=request.user)
            return HttpResponseRedirect(request.path)
        if request.method == "POST" and form.is_valid():
            self.take_down(request, photo, form.cleaned_data["reason"])
            return HttpResponseRedirect(request.path)
        context = {
            "photo": photo,
            "form": form,
            "editions": uses.current_with(photo),
            "portraits": photo.portraits.select_related("person"),
            "in_work": photo.uses.select_related("article"),
            "alike": samenesses.cards(alike_with(photo)).values(),
            "act": takedowns.last_act(photo),
            "files": takedowns.files_left(photo),
            "reads": photo.reads.select_related("user")[:READS],
        }
        return self.rights_page(request, "take_down", _("Take down everywhere"), context)

    def take_down(self, request, photo, reason):
        try:
            takedowns.take_down(photo, by=request.user, reason=reason)
        except takedowns.TakeDownRefused as refusal:
            messages.error(request, str(refusal))
            return
        self.log_change(request, photo, _("Taken down: %(why)s") % {"why": reason})
        messages.success(request, _("The photo is taken down."))

    def rights_page(self, request, name, title, context):
        return TemplateResponse(
            request,
            f"admin/photos/photo/{name}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": title,
                "media": self.media,
                **context,
            },
        )


def alike_with(photo: Photo) -> list[int]:
    """Return the photos that look like this one and may still be used: taken down by themselves."""
    pairs = AlikePhotos.objects.of(photo).filter(parted_at__isnull=True)
    found = {pk for pair in pairs.values_list("first", "second") for pk in pair} - {photo.pk}
    return list(Photo.objects.usable().filter(pk__in=found).values_list("pk", flat=True))


def read_privately(photo, user, copy):
    PrivateRead.objects.create(photo=photo, user=user, copy=copy)
    if copy == PrivateCopy.ORIGINAL:
        name = photo.source_file_name or f"{photo.pk}"
        answer = FileResponse(opened(photo.original), as_attachment=True, filename=name)
        # A browser must not make a page of what somebody sent us.
        answer["Content-Type"] = "application/octet-stream"
    else:
        answer = FileResponse(opened(photo.preview), content_type="image/jpeg")
    # Read again, it is written down again.
    answer["Cache-Control"] = "no-store, private"
    return answer


def change_address(photo):
    return reverse("admin:photos_photo_change", args=[photo.pk])
