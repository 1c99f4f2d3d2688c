"""A caption that is being written, in the library or in a story: what is to be said of it."""

from django.http import JsonResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Article
from photos.admin.captions import CaptionForm, Of, said_of
from photos.models import Photo


class CaptionViews:
    """For PhotoAdmin."""

    def caption_urls(self):
        view = self.admin_site.admin_view(self.caption_view)
        return [path("caption/", view, name="photos_photo_caption")]

    @method_decorator(require_POST)
    def caption_view(self, request):
        """Answer photos.admin.captions.said_of to who may write this caption."""
        form = CaptionForm(request.POST)
        if not form.is_valid():
            sentences = [str(error) for errors in form.errors.values() for error in errors]
            return JsonResponse({"message": " ".join(sentences)}, status=422)
        given = form.cleaned_data
        photo = None
        if given["photo"]:
            photo = Photo.objects.with_credit().filter(pk=given["photo"]).first()
        if not _may_write(request.user, given, photo):
            message = _("Your role does not allow this step.")
            return JsonResponse({"message": message}, status=403)
        return JsonResponse(
            said_of(
                given["caption"],
                photo=photo,
                of=given["of"],
                headline=given["headline"],
                alt_text=given["alt_text"] if "alt_text" in request.POST else None,
            )
        )


def _may_write(user, given, photo: Photo | None) -> bool:
    if given["of"] == Of.STORY:
        story = Article.objects.visible_to(user).filter(pk=given["story"]).first()
        return story is not None and user.has_perm("articles.change_article", story)
    if given["photo"]:
        return photo is not None and user.has_perm("photos.change_photo", photo)
    return user.has_perm("photos.add_photo") or user.has_perm("photos.change_photo")
