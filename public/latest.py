"""The column of the latest stories, item by item."""

from django.utils.safestring import SafeString

from public.chrome import chrome
from public.filled import filled, joined


def latest_item(path: str, headline: str, published_text: str) -> SafeString:
    return filled(
        "public/_latest_item.html",
        {
            "story.path": path,
            "story.headline": headline,
            "story.published_text": published_text,
        },
    )


def latest_beside(path: str) -> SafeString | None:
    """
    Return the items beside a story that is one of the latest: the others; None of any other.

    Who reads it is not led to it. Most stories are not among them and share the column as it is.
    """
    latest = chrome()["latest"]
    if all(story["path"] != path for story in latest):
        return None
    return joined(latest_item(**story) for story in latest if story["path"] != path)
