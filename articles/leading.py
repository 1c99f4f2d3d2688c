"""
The photo that leads a story: the only writer of `PhotoUse.is_lead`, and who asks which it is.

It leads where it stands in the text; one that does not stand there is shown above the text.
Where none is chosen, or what is chosen cannot be shown, the first photo that is shown leads.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from articles.models import Article, PhotoUse
from articles.richtext import photo_keys


@transaction.atomic
def choose(article: Article, use: PhotoUse | None) -> None:
    """Let `use` lead the story, and no other photo; None: the first photo that is shown."""
    uses = PhotoUse.objects.filter(article=article)
    # The one before goes first: two may not lead at any moment.
    uses.filter(is_lead=True).update(is_lead=False)
    if use is not None:
        uses.filter(pk=use.pk).update(is_lead=True)


def chosen_key(snapshot: Mapping[str, Any]) -> str:
    """Return the key of the photo that was chosen to lead, or ""."""
    # A snapshot of schema 1 does not say: nothing was chosen.
    return next((use["key"] for use in snapshot["photos"] if use.get("is_lead")), "")


def key_above(snapshot: Mapping[str, Any]) -> str:
    """Return the key of a lead photo that stands above the text, not in it; or ""."""
    key = chosen_key(snapshot)
    return "" if key in photo_keys(snapshot["body"]) else key


def lead_of(facts: Mapping[str, Any]) -> str:
    """Return the key of the photo that leads an edition, "" where it shows none."""
    shown = [photo["key"] for photo in facts["photos"]]
    # The first editions do not say; and the one that led may have been taken down since.
    chosen = facts.get("lead_photo", "")
    return chosen if chosen in shown else next(iter(shown), "")
