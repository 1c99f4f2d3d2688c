"""What a template leaves to be written: words between [[ and ]], which no reader may see."""

import re
from collections.abc import Iterable

# Half of one counts, too: who deleted its end has not written what it asks for.
_LEFT = re.compile(r"\[\[[^\[\]]*(?:\]\])?|[^\[\]]*\]\]")
LONGEST_SHOWN = 60


def left_in(texts: Iterable[str]) -> list[str]:
    """Return the placeholders in `texts`, in order, each as it stands there."""
    return [found.strip() for text in texts for found in _LEFT.findall(text)]


def shown(placeholder: str) -> str:
    """Return the beginning of one that is long, for a sentence."""
    if len(placeholder) <= LONGEST_SHOWN:
        return placeholder
    return f"{placeholder[:LONGEST_SHOWN].rstrip()}…"
