"""
Photos that were joined to another, in what was written before: versions name them for ever.

A story's words stay: where it has no caption of its own, that of the photo which went stands,
for as long as it differs from the survivor's (articles.photo_joining keeps it on that row).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from photos.models import Photo

Use = dict[str, Any]


def followed(uses: Iterable[Mapping[str, Any]]) -> list[Use]:
    """Return the uses {key, photo, caption} of a snapshot with the survivors in their photos."""
    rows = [dict(use) for use in uses]
    went = Photo.objects.filter(pk__in={row["photo"] for row in rows}, joined_into__isnull=False)
    gone = {pk: rest for pk, *rest in went.values_list("pk", "joined_into", "caption")}
    for row in rows:
        if row["photo"] in gone:
            survivor, caption = gone[row["photo"]]
            row |= {"photo": survivor, "caption": row["caption"] or caption}
    return rows
