"""Photos beside the text: what the editor's library shows, and takes. All answer JSON."""

from functools import wraps
from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.ids import id_of
from articles import fixes, photo_joining, placing, samenesses, uploading
from articles.admin.reading import card
from photos import likeness
from photos.admin.forms import NOT_KEPT, PictureField
from photos.credits import credit_of
from photos.models import Photo
from photos.pictures import NotKept
from photos.searching import matching
from photos.storage import StorageAway

PAGE = 24
LAST_PAGE = 10_000


class PlacingsField(forms.CharField):
    """The photos that the editor placed since the page was made."""

    # What a browser remembers of another visit is no choice.
    widget = forms.HiddenInput(attrs={"autocomplete": "off"})

    def clean(self, value):
        try:
            return placing.read(super().clean(value))
        except placing.PlacingRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class UploadForm(forms.Form):
    file = PictureField()
    caption = forms.CharField(required=False, max_length=placing.LONGEST_CAPTION)
    credit = forms.CharField(required=False, max_length=120)


class LibraryViews:
    """For ArticleAdmin."""

    def library_urls(self):
        return [
            path(f"photos/{address}", self.admin_site.admin_view(_in_json(view)), name=name)
            for address, view, name in [
                ("", self.library_view, "articles_article_photos"),
                ("upload/", self.upload_view, "articles_article_photos_upload"),
                ("<int:photo_id>/fill/", self.fill_view, "articles_article_photos_fill"),
            ]
        ]

    @method_decorator(require_GET)
    def library_view(self, request):
        """A page of the library: {"photos": [...], "more": whether there are further ones}."""
        if not request.user.has_perm("photos.view_photo"):
            return _not_allowed()
        found = Photo.objects.usable().with_credit().filter(is_awaiting=False)
        if term := request.GET.get("q", "").strip():
            found = matching(found, term)
        if request.GET.get("mine"):
            found = found.filter(uploaded_by=request.user)
        number = request.GET.get("page", "0")
        start = min(int(number) if number.isdecimal() and len(number) < 6 else 0, LAST_PAGE) * PAGE
        rows = list(found.order_by("-created_at", "-pk")[start : start + PAGE + 1])
        photos = [card(photo) for photo in rows[:PAGE]]
        return JsonResponse({"photos": photos, "more": len(rows) > PAGE})

    @method_decorator(require_POST)
    def upload_view(self, request):
        """
        A new picture: {"photo", "known": whether we had this very file, "notes": its likes}.

        Of a file that we had, "ran" is the sentence on where it ran.
        """
        if not request.user.has_perm("photos.add_photo"):
            return _not_allowed()
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return _problems(form)
        asked = form.cleaned_data
        words = {"caption": asked["caption"], "credit": asked["credit"]}
        try:
            taken = uploading.take(asked["file"], by=request.user, **words)
        except NotKept as refusal:
            return _not_kept(refusal)
        except uploading.UploadRefused as refusal:
            return JsonResponse({"message": str(refusal)}, status=422)
        photo = Photo.objects.with_credit().get(pk=taken.photo.pk)
        if taken.is_known:
            ran = samenesses.note_of_known(photo).sentence
            return JsonResponse({"photo": card(photo), "known": True, "notes": [], "ran": ran})
        self.log_addition(request, photo, [{"added": {}}])
        likes = likeness.find(asked["file"], besides=photo)
        notes = samenesses.notes(likes, photo=photo, by=request.user)
        shown = [_note(note) for note in notes]
        return JsonResponse({"photo": card(photo), "known": False, "notes": shown})

    @method_decorator(require_POST)
    def fill_view(self, request, photo_id):
        """
        The picture of an awaiting photo: {"photo"}, or {"known", "question"} if we have the file.

        With `joins` the answer is sent here again, as `join`: published stories await it too.
        """
        photo = get_object_or_404(Photo.objects.with_credit(), pk=photo_id)
        if not request.user.has_perm("photos.change_photo", photo):
            return _not_allowed()
        if "join" in request.POST:
            return self.joined_by(request, photo)
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return _problems(form)
        picture = form.cleaned_data["file"]
        here = uploading.known(picture)
        # What a published story awaits is joined, by who may; else it gets its picture itself.
        joins = photo.awaited_by.exists()
        may_join = request.user.has_perm("photos.correct_photo")
        if here is not None and photo.is_awaiting and (may_join or not joins):
            asked = {"known": card(here), "question": _question(photo, here), "joins": joins}
            return JsonResponse(asked)
        try:
            filled = uploading.fill(photo, picture)
        except uploading.UploadRefused as refusal:
            return JsonResponse({"message": str(refusal)}, status=409)
        except NotKept as refusal:
            return _not_kept(refusal)
        self.log_change(request, filled, [{"changed": {"fields": ["file"]}}])
        notes = _bring_up_to_date(filled, request.user)
        return JsonResponse({"photo": card(Photo.objects.with_credit().get(pk=photo_id))} | notes)

    def joined_by(self, request, photo):
        """The photo that takes the place of one that was awaited, in published stories too."""
        number = request.POST["join"]
        here = get_object_or_404(Photo, pk=id_of(number) or 0)
        try:
            joining = photo_joining.join(here, photo, by=request.user)
        except (photo_joining.JoinRefused, PermissionDenied) as refusal:
            return JsonResponse({"message": str(refusal)}, status=409)
        told = {"gone": joining.gone_id, "kept": joining.kept_id}
        self.log_change(request, here, _("No. %(gone)d was joined to no. %(kept)d.") % told)
        return JsonResponse({"photo": card(Photo.objects.with_credit().get(pk=here.pk))})


def _note(note: samenesses.Note) -> dict[str, Any]:
    """A photo that is like the one that came: what is said of it, and what may be done."""
    other = Photo.objects.with_credit().get(pk=note.photo.pk)
    use = card(other) if note.may_be_used else None
    return {"sentence": note.sentence, "photo": use, "join": note.join}


def _bring_up_to_date(photo, user):
    """Published stories that await the picture get it: {"message"} where they may not yet."""
    if not user.has_perm("photos.correct_photo", photo):
        return {}
    try:
        fixes.correct_photo(photo, by=user)
    except fixes.PublishRefused as refusal:
        return {"message": " ".join(refusal.reasons)}
    return {}


def _question(awaiting: Photo, here: Photo) -> str:
    ours, theirs = credit_of(awaiting).printed, credit_of(here).printed
    if ours and ours != theirs:
        return _(
            "This picture is in the library already, with another credit: “%(here)s”, while the "
            "text has “%(text)s”. Use the photo of the library, with its credit? The caption "
            "written here stays the caption of this story."
        ) % {"here": theirs or _("no credit"), "text": ours}
    return _(
        "This picture is in the library already. Use the photo of the library? The caption "
        "written here stays the caption of this story."
    )


def _in_json(view):
    """Tell of a storage that does not answer as of everything else here."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except StorageAway as away:
            return JsonResponse({"message": str(away)}, status=503)

    return answer


def _not_allowed() -> JsonResponse:
    return JsonResponse({"message": _("Your role does not allow this step.")}, status=403)


def _not_kept(refusal: NotKept) -> JsonResponse:
    return JsonResponse({"message": str(refusal)}, status=HTTPStatus.INSUFFICIENT_STORAGE)


def _problems(form: forms.Form) -> JsonResponse:
    """422: this file never passes. What is wrong with the server may be over the next time."""
    errors = [error for found in form.errors.as_data().values() for error in found]
    may_pass = any(error.code == NOT_KEPT for error in errors)
    status = HTTPStatus.INSUFFICIENT_STORAGE if may_pass else HTTPStatus.UNPROCESSABLE_ENTITY
    sentences = [sentence for error in errors for sentence in error.messages]
    return JsonResponse({"message": " ".join(sentences)}, status=status)
