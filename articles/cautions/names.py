"""Names that nobody has looked at, and people whose names should not be seen."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from articles.checked import Item, warn
from articles.mentions import MOST_PROPOSED
from articles.models import Decision
from entities.finding import find_known
from entities.lookup import name_key
from entities.models import Entity, EntityPage
from entities.proposing import LONGEST_READ, unread
from photos.models import Photo

SHOWN = 5


def unknown(snapshot: Mapping[str, Any]) -> Iterator[Item]:
    """Yield a warning for the names that are not on record and not decided on."""
    rows = [row for row in snapshot["mentions"] if row["entity"] is None]
    waiting = [row for row in rows if row["decision"] == Decision.PROPOSED and row["count"]]
    if waiting:
        listed = ", ".join(row["text"] for row in waiting[:SHOWN])
        more = len(waiting) - SHOWN
        names = _("%(names)s and %(count)d more") % {"names": listed, "count": more}
        sentence = _("Names that nobody has looked at: %(names)s.")
        yield warn("names", sentence % {"names": names if more > 0 else listed}, "names")
    if len(rows) >= MOST_PROPOSED:
        sentence = _("Only the first %(count)d unknown names of the text are listed.")
        yield warn("many_names", sentence % {"count": MOST_PROPOSED}, "names")
    if len(snapshot["body"]) > LONGEST_READ:
        yield warn("long_text", unread(), "names")


def protected(
    snapshot: Mapping[str, Any], placed: Sequence[tuple[Mapping[str, Any], Photo]]
) -> Iterator[Item]:
    """Yield a warning for each protected person whose name readers will see, and where."""
    named = {
        row["entity"]: (row["kind"], row["texts"])
        for row in snapshot["mentions"]
        if row["entity"] and row["count"] and row["decision"] != Decision.REJECTED
    }
    chosen: dict[str, list[int]] = {}
    for pk, (kind, forms) in named.items():
        for key in {name_key(kind, form) for form in forms}:
            chosen.setdefault(key, []).append(pk)
    captions = [use["caption"] or photo.caption for use, photo in placed]
    in_captions = {
        pk: placed[one.index][0]["key"]
        for one in reversed(find_known(captions, chosen=chosen))
        for pk in one.entities
    }
    for entity in Entity.objects.filter(pk__in={*named, *in_captions}, is_protected=True):
        name = {"name": entity.name}
        if entity.pk in in_captions:
            sentence = _("“%(name)s” is protected, and stands in the caption of a photo.")
            yield warn("protected", sentence % name, in_captions[entity.pk])
        elif entity.page == EntityPage.PUBLIC:
            sentence = _("“%(name)s” is protected, and has a page that the text will link to.")
            yield warn("protected", sentence % name, "names")
        else:
            sentence = _("“%(name)s” is protected, and stands in the text.")
            yield warn("protected", sentence % name, "names")
