"""
Templates filled a thousand times a second: rendered once with marks, then joined.

A template says what stands where, and `{% if name %}` what stands only with a value. For each
set of values that are there it is rendered once in a process, with marks in their places; after
that a row, a picture or a page is its pieces joined with the values.
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from articles.markup import lean
from public.chrome import chrome

# NUL cannot stand in a page: text is normalised on every way in.
_MARK = re.compile("\0([a-z_.]+)\0")

_pieces: dict[Hashable, list[str]] = {}
# The chrome of the last page that was made, and the pieces of pages with it.
_pages: dict[str, tuple[Any, dict[Hashable, list[str]]]] = {"last": (None, {})}


def filled(template: str, values: Mapping[str, Any]) -> SafeString:
    """
    Return `template` with `values`, text that is escaped unless it is safe.

    A dot in a name is one in the template: "story.path" is `{{ story.path }}`. What is "" or None
    is not there. The template may print a value and ask whether it is there, no more: a filter
    would get the mark. Loops are joined before: `joined(…)` of their rows.
    """
    return _join(_pieces, template, values, {})


def page(template: str, values: Mapping[str, Any], **around: Any) -> str:
    """
    Return a whole page, with the chrome of this second around what `filled` does.

    What the template must know besides, as which section is the current one, comes in `around`:
    few different values, for each makes a page of its own, at most once a second.
    """
    kept = chrome()
    # Read and written whole: another thread may be at the next second already.
    last, pieces = _pages["last"]
    if last is not kept:
        pieces = {}
        _pages["last"] = kept, pieces
    return _join(pieces, template, values, {"chrome": kept, **around})


def joined(parts: Iterable[str]) -> SafeString:
    """Return parts that `filled` made as one value."""
    return SafeString("".join(parts))  # each is safe already


def _join(
    kept: dict[Hashable, list[str]],
    template: str,
    values: Mapping[str, Any],
    around: Mapping[str, Any],
) -> SafeString:
    # The chrome is the same one as long as `kept` is.
    besides = tuple([pair for pair in around.items() if pair[0] != "chrome"])
    shape = (template, besides, *[name for name, value in values.items() if value])
    pieces = kept.get(shape)
    if pieces is None:
        pieces = kept[shape] = _made(template, values, around)
    # Literal text stands at the even places, names of values at the odd ones.
    page = pieces.copy()
    page[1::2] = [_escaped(values[name]) for name in pieces[1::2]]
    return SafeString("".join(page))  # what is not safe is escaped above


def _escaped(value: Any) -> str:
    # As conditional_escape, which is five times as long about it for lazy texts; here are none.
    return value if isinstance(value, SafeString) else escape(str(value))


def _made(template: str, values: Mapping[str, Any], around: Mapping[str, Any]) -> list[str]:
    context: dict[str, Any] = dict(around)
    for name, value in values.items():
        *outer, last = name.split(".")
        inside = context
        for part in outer:
            inside = inside.setdefault(part, {})
        # Of markup this module made itself: nothing in it comes from anybody.
        inside[last] = mark_safe(f"\0{name}\0") if value else ""  # noqa: S308
    with override("vi"):
        return _MARK.split(lean(render_to_string(template, context)))
