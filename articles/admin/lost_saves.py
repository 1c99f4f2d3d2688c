"""What somebody wrote who was not the first to save."""

from django.contrib.admin.utils import unquote

from articles import revisions
from articles.models import Article
from articles.richtext import sanitise


def version_read(request) -> int | None:
    """Return the version the form was read at; None where that was lost or forged."""
    text = request.POST.get("read_version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def snapshot_if_stale(model_admin, request, object_id):
    """
    Return what this form would have saved, if somebody saved since it was read; else None.

    Asked before the form is checked: the other may have removed a name or a photo
    that this form still holds, and the text must not be lost for that.
    """
    if request.method != "POST" or object_id is None:
        return None
    article = model_admin.get_object(request, unquote(object_id))
    if article is None or not model_admin.has_change_permission(request, article):
        return None
    if version_read(request) == article.version:
        return None
    form = model_admin.get_form(request, article, change=True)(request.POST, instance=article)
    form.is_valid()
    return (
        revisions.snapshot(Article.objects.get(pk=article.pk))
        | _posted(form.cleaned_data)
        | {"photos": _captions(request, article)}
    )


def _posted(cleaned) -> dict:
    """The fields of the form, those that could be read, as in a snapshot."""
    posted = {name: cleaned[name] for name in ["headline", "lead", "dateline"] if name in cleaned}
    if "body" in cleaned:
        posted["body"] = sanitise(cleaned["body"])
    if "section" in cleaned:
        posted["section"] = cleaned["section"].pk if cleaned["section"] else None
    if "topics" in cleaned:
        posted["topics"] = sorted(topic.pk for topic in cleaned["topics"])
    if cleaned.get("story_on"):
        posted["story_on"] = cleaned["story_on"].isoformat()
    return posted


def _captions(request, article) -> list[dict]:
    """The photos of the story with the captions as they were posted."""
    total = request.POST.get("photo_uses-TOTAL_FORMS", "")
    count = int(total) if total.isdecimal() and len(total) < 5 else 0
    posted = {
        request.POST.get(f"photo_uses-{number}-id"): request.POST.get(
            f"photo_uses-{number}-caption", ""
        )
        for number in range(count)
    }
    return [
        {"key": use.key, "photo": use.photo_id, "caption": posted.get(str(use.pk), use.caption)}
        for use in article.photo_uses.all()
    ]
