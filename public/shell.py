"""
The page around a story: made once a second for each section, then filled.

A story's own parts are ready strings in its edition; what stands around them is
the template public/story.html, rendered with marks in place of the parts.
"""

import re
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from public.chrome import chrome

# Only a preview has a mark; it is not shared, and stands beside no other story.
PARTS = [
    *["headline", "head", "mark", "header", "body", "address", "names"],
    *["related", "before", "onward", "zalo"],
]
# What a page has a heading for only where there is something under it.
OPTIONAL = ["related", "before", "onward"]
# NUL cannot stand in a page: text is normalised on every way in.
_MARK = re.compile("\0([a-z]+)\0")
# Of markup this module made itself: nothing in it comes from anybody.
_MARKS = {part: mark_safe(f"\0{part}\0") for part in PARTS}  # noqa: S308

_kept: dict[str, Any] = {"chrome": None, "shells": {}}


def story_page(
    section_path: str, parts: dict[str, str], template: str = "public/story.html"
) -> str:
    """Return the whole page of a story; `parts` are HTML, one for each that the template shows."""
    shell = _shell(template, section_path, tuple(name for name in OPTIONAL if parts[name]))
    # Literal text stands at the even places, names of parts at the odd ones.
    return "".join(parts[piece] if place % 2 else piece for place, piece in enumerate(shell))


def _shell(template: str, section_path: str, shown: tuple[str, ...]) -> list[str]:
    around = chrome()
    if _kept["chrome"] is not around:
        _kept.update(chrome=around, shells={})
    shells, key = _kept["shells"], (template, section_path, shown)
    if key not in shells:
        page = render_to_string(
            template,
            {
                "chrome": around,
                "current_section": section_path,
                "story": _MARKS,
                "shown": shown,
            },
        )
        shells[key] = _MARK.split(page)
    return shells[key]
