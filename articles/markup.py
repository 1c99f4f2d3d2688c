"""HTML that our templates print."""

import re

# Not what is no blank to HTML: a no-break space stays.
_INDENT = re.compile(r"[ \t\r]*\n[ \t\r\n]*")


def lean(markup: str) -> str:
    """Return markup without the indentation of a template, a tenth of a page."""
    return _INDENT.sub("\n", markup.strip())
