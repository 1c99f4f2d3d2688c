"""What somebody wrote who was not the first to save."""

from django.contrib.admin.utils import unquote

from articles import placing, revisions
from articles.admin import lost_rows
from articles.models import Article
from articles.richtext import sanitise
from vietnamese.text import normalise


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
    fresh = form.cleaned_data.get("fresh_decisions") or []
    photos = lost_rows.photos(request.POST, article, version=version_read(request))
    placings = form.cleaned_data.get("photo_choices") or []
    now = revisions.snapshot(Article.objects.get(pk=article.pk))
    return (
        now
        | _posted(form.cleaned_data, placings)
        | _refused(form)
        | {"photos": placing.over(photos, placings)}
        | {"bylines": lost_rows.bylines(request.POST, article)}
        | {"mentions": lost_rows.mentions(request.POST, article, fresh, now["mentions"])}
    )


def _refused(form) -> dict:
    """The texts that the form would not take, too long or with a NUL: kept all the same."""
    refused = [name for name in ["headline", "lead", "dateline", "body"] if name in form.errors]
    texts = {name: normalise(form.data.get(name, "")) for name in refused}
    return texts | ({"body": sanitise(texts["body"])} if "body" in texts else {})


def _posted(cleaned, placings) -> dict:
    """The fields of the form, those that could be read, as in a snapshot."""
    posted = {name: cleaned[name] for name in ["headline", "lead", "dateline"] if name in cleaned}
    if "body" in cleaned:
        posted["body"] = placing.spelled_out(sanitise(cleaned["body"]), placings)
    if "section" in cleaned:
        posted["section"] = cleaned["section"].pk if cleaned["section"] else None
    if "topics" in cleaned:
        posted["topics"] = sorted(topic.pk for topic in cleaned["topics"])
    if "story_on" in cleaned:
        posted["story_on"] = cleaned["story_on"] and cleaned["story_on"].isoformat()
    return posted
