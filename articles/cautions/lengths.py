"""Headlines and leads that lists and phones cut off."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from articles import lengths
from articles.checked import Item, warn


def too_long(snapshot: Mapping[str, Any]) -> Iterator[Item]:
    limits = lengths.limits()
    letters, words = len(snapshot["headline"]), lengths.words(snapshot["lead"])
    if letters > limits.headline:
        sentence = _("The headline has %(count)d letters; lists show some %(most)d.")
        told = {"count": letters, "most": limits.headline}
        yield warn("length", sentence % told, "headline")
    if words > limits.lead:
        sentence = _("The lead has %(count)d words; %(most)d are enough.")
        yield warn("length", sentence % {"count": words, "most": limits.lead}, "lead")
