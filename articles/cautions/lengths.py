"""Headlines and leads that lists and phones cut off."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from articles.checked import Item, warn

# Two lines of a card on a telephone, and what search engines show of a title and a half.
LONGEST_HEADLINE = 90
# The lead stands whole on the front page: more of it pushes the next story off a screen. Counted
# in syllables, as they stand between blanks: some 60 words.
LONGEST_LEAD = 80


def too_long(snapshot: Mapping[str, Any]) -> Iterator[Item]:
    letters, words = len(snapshot["headline"]), len(snapshot["lead"].split())
    if letters > LONGEST_HEADLINE:
        sentence = _("The headline has %(count)d letters; lists show some %(most)d.")
        yield warn("length", sentence % {"count": letters, "most": LONGEST_HEADLINE}, "headline")
    if words > LONGEST_LEAD:
        sentence = _("The lead has %(count)d words; %(most)d are enough.")
        yield warn("length", sentence % {"count": words, "most": LONGEST_LEAD}, "lead")
