"""
What stands around the parts of a page: made once a second for each kind, then filled.

The parts are ready strings, of editions or of the page that asks; the template is rendered
with marks in their places. So a page of twenty stories costs two queries and a join of text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from public.chrome import chrome
from public.heads import page_facts
from public.paging import NOTHING, Page

# NUL cannot stand in a page: text is normalised on every way in.
_MARK = re.compile("\0([a-z_.]+)\0")

_kept: dict[str, Any] = {"chrome": None, "shells": {}, "pieces": {}}


def page(template: str, parts: Mapping[str, str], **around: Any) -> str:
    """
    Return a whole page: `template` with `parts`, text that is escaped unless it is safe.

    A dot in the name of a part is one in the template: "story.head" is `{{ story.head }}`. The
    template may print a part and ask whether it is there, no more: a filter would get the mark.
    What it must know besides, as which section is the current one, comes in `around`: few
    different values, for each makes a page of its own, at most once a second.
    """
    pieces = _shell(template, {name: bool(part) for name, part in parts.items()}, around)
    return _join(pieces, parts)


def _shell(template: str, parts: Mapping[str, bool], around: Mapping[str, Any]) -> list[str]:
    kept = chrome()
    if _kept["chrome"] is not kept:
        _kept.update(chrome=kept, shells={})
    shells, key = _kept["shells"], (template, *parts.items(), *around.items())
    if key not in shells:
        context: dict[str, Any] = {"chrome": kept, **around}
        for name, is_there in parts.items():
            *outer, last = name.split(".")
            inside = context
            for part in outer:
                inside = inside.setdefault(part, {})
            # Of markup this module made itself: nothing in it comes from anybody.
            inside[last] = mark_safe(f"\0{name}\0") if is_there else ""  # noqa: S308
        shells[key] = _MARK.split(render_to_string(template, context))
    return shells[key]


def list_parts(
    path: str, found: Page = NOTHING, *, name: str, steps: Sequence[str] = (), lead: bool = False
) -> dict[str, str]:
    """
    Return the parts that _head_of_list.html and _rows.html print of a page of a list.

    `steps` are names and addresses of the pages above, in turn. With `lead` the first story of
    the first page stands apart.
    """
    count = 1 if lead and not found.here else 0
    address = f"{settings.SITE_URL}{path}{found.here}"
    return {
        "canonical": address,
        "page_name": name,
        "facts": page_facts(address, *steps, name),
        "newer": found.newer,
        "older": found.older,
        "lead": joined(found.stories[:count]),
        "rows": joined(found.stories[count:]),
    }


def filled(template: str, rows: Iterable[Mapping[str, str]]) -> SafeString:
    """Return a small template with each of `rows`, whose values it prints and no more."""
    kept, pieces = _kept["pieces"], None
    shown = []
    for row in rows:
        pieces = kept.get(template) or kept.setdefault(
            template,
            _MARK.split(
                render_to_string(template, {name: mark_safe(f"\0{name}\0") for name in row})  # noqa: S308
            ),
        )
        shown.append(_join(pieces, row))
    return joined(shown)


def _join(pieces: Sequence[str], parts: Mapping[str, str]) -> str:
    # Literal text stands at the even places, names of parts at the odd ones.
    return "".join(
        conditional_escape(parts[piece]) if place % 2 else piece
        for place, piece in enumerate(pieces)
    )


def joined(cards: Sequence[str]) -> SafeString:
    """Return HTML that is ready as one part of a page."""
    return mark_safe("".join(cards))  # noqa: S308  rendering made each


def story_page(
    section_path: str, parts: dict[str, str], template: str = "public/story.html"
) -> str:
    """Return the whole page of a story; `parts` are HTML, one for each that the template shows."""
    return page(
        template,
        # Each is a string that rendering made, or was escaped by who calls.
        {f"story.{name}": mark_safe(part) for name, part in parts.items()},  # noqa: S308
        current_section=section_path,
    )
