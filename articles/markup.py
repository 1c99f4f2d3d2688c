"""HTML that our templates print."""

import re

_INDENT = re.compile(r"\s*\n\s*")


def lean(markup: str) -> str:
    """Return markup without the indentation of a template, a tenth of a page."""
    return _INDENT.sub("\n", markup.strip())
