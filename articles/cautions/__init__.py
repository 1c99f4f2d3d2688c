"""What the desk should know of a story before readers do, though it stops nothing."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from articles.cautions import agreement, days, lengths, links, names, offices, sameness
from articles.checked import Item, warn
from articles.models import Article
from photos.models import Photo


def of_story(
    article: Article,
    snapshot: Mapping[str, Any],
    placed: Sequence[tuple[Mapping[str, Any], Photo]],
    *,
    day: datetime.date,
    at: datetime.datetime,
) -> Iterator[Item]:
    """Yield a warning for each; `placed` are its photos, `day` its own, `at` when it is out."""
    yield from _awaiting(snapshot, placed)
    given = snapshot["story_on"]
    yield from days.odd(given and datetime.date.fromisoformat(given))
    yield from names.unknown(snapshot)
    yield from names.protected(snapshot, placed)
    yield from offices.differing(snapshot, day)
    yield from agreement.differing(snapshot, placed, day)
    yield from links.leading_nowhere(snapshot, at)
    yield from sameness.same_text(article, snapshot)
    yield from lengths.too_long(snapshot)


def _awaiting(
    snapshot: Mapping[str, Any], placed: Sequence[tuple[Mapping[str, Any], Photo]]
) -> Iterator[Item]:
    shown = [photo for _use, photo in placed if not photo.is_awaiting]
    if awaiting := len(snapshot["photos"]) - len(shown):
        sentence = _("Photos that readers will not see yet: %(count)d.") % {"count": awaiting}
        yield warn("awaiting", sentence, "photos")
