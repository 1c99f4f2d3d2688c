"""Stories in a list, as rendering made them ready."""

import datetime
from collections.abc import Sequence

from django.utils.safestring import SafeString

from articles.models import Edition
from articles.rendering import card_html

# One of rendering.CARDS, the number of a story, and what its edition has there.
Ready = tuple[str, int, str]


def cards(rows: Sequence[Ready], now: datetime.datetime) -> list[SafeString]:
    """Return the cards; of editions from before there were any they are rendered here."""
    bare = {article: column for column, article, html in rows if not html}
    made: dict[int, str] = {}
    if bare:
        editions = Edition.objects.public(now).filter(article__in=bare).for_cards()
        made = {one.article_id: card_html(one, bare[one.article_id]) for one in editions}
    # Rendering made them.
    return [SafeString(html or made.get(article, "")) for _column, article, html in rows]
