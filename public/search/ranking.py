"""
Stories that hold what was looked for, the best first.

They are ranked by steps: marks as they were typed, then the words on one another, then where
they stand (headline, lead, text), then the newest. Each step is one question to the index, for the
newest of it only; once enough are found the next is not asked. Without words, what a reader keeps
to is listed, the newest first.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from django.utils.safestring import SafeString

from articles.models import Edition, Section
from articles.models.search import second_of
from articles.searchable import HEAD, HEADLINE, TEXT, section_token
from public.search import marking
from public.search.filters import Filters
from public.search.matching import Wanted, edition_of, groups_of, newest
from public.search.query import Query
from vietnamese.searching import Word, pairs_of, with_edges

MOST = 400
MOST_IN_HEAD = 100
A_PAGE = 20
NO_FILTERS = Filters()
LIMITS = {HEADLINE: MOST_IN_HEAD, HEAD: MOST_IN_HEAD, TEXT: MOST}


@dataclass(frozen=True)
class Found:
    """A story in a list of results; headline and excerpt are HTML with what matched marked."""

    path: str
    headline: SafeString
    excerpt: SafeString
    section_name: str
    published_text: str
    published_iso: str


@dataclass
class Results:
    """`total` is of what was looked through: `has_more` says that older stories match, too."""

    stories: list[Found] = field(default_factory=list)
    total: int = 0
    has_more: bool = False
    page: int = 1
    pages: int = 1
    # Of all stories found, not of the page alone, the best first.
    editions: list[int] = field(default_factory=list)
    # Of the newest of them, for Filters: the next page is of the same list.
    moment: int | None = None


def results(
    query: Query, filters: Filters = NO_FILTERS, *, now: datetime.datetime, page: int = 1
) -> Results:
    """Return a page of the stories visible at `now` that match; past the last, the last one."""
    keys = best(query, filters, now) if query or filters else []
    if not keys:
        return Results()
    pages = -(-len(keys) // A_PAGE)
    page = min(max(page, 1), pages)
    shown = [edition_of(key) for key in keys[(page - 1) * A_PAGE : page * A_PAGE]]
    return Results(
        stories=list(_found(shown, query, now)),
        total=len(keys),
        has_more=len(keys) == MOST,
        page=page,
        pages=pages,
        editions=[edition_of(key) for key in keys],
        moment=second_of(max(keys)),
    )


def best(query: Query, filters: Filters, now: datetime.datetime, most: int = MOST) -> list[int]:
    """Return the keys of at most `most` stories, the best first."""
    keys: dict[int, None] = {}
    for place, wanted in steps(query, filters):
        limit = min(LIMITS[place], most)
        keys.update(dict.fromkeys(newest(wanted, now, limit)))
        if len(keys) >= most:
            break
    return list(keys)[:most]


def steps(query: Query, filters: Filters) -> Iterator[tuple[str, Wanted]]:
    """Yield (place, what is wanted there), the best step first."""
    if not query:
        yield TEXT, Wanted(filters.groups or _any_section(), between=filters.between)
        return
    marked = [True, False] if query.has_marks else [False]
    together = [True, False] if len(query.loose) > 1 else [False]
    phrases = tuple(
        with_edges(word.folded for word in phrase) for phrase in query.phrases if len(phrase) > 2
    )
    for is_marked, is_phrase, place in product(marked, together, LIMITS):
        tokens = [
            *_together(query.phrases, place),
            *(_together([query.loose], place) if is_phrase else _each(query.loose, place)),
            *(f"{place}={word.exact}" for word in query.words if is_marked and word.has_marks),
        ]
        groups = (*groups_of(tokens), *filters.groups)
        yield place, Wanted(groups, phrases, between=filters.between)


def _any_section() -> tuple[tuple[str, ...], ...]:
    """The group that every story is in: the index is asked for tokens, and days are none."""
    sections = Section.objects.order_by().values_list("pk", flat=True)
    # Nothing has the id 0: where there is no section there is no story.
    return (tuple(map(section_token, [*sections, 0])),)


def _each(words: tuple[Word, ...], place: str) -> Iterator[str]:
    for word in words:
        yield f"{place}{word.folded}"


def _together(phrases, place: str) -> Iterator[str]:
    """A pair stands for both of its words; that longer runs are whole is asked of the text."""
    for phrase in phrases:
        folded = [word.folded for word in phrase]
        for token in pairs_of(folded) if len(folded) > 1 else folded:
            yield f"{place}{token}"


def _found(editions: list[int], query: Query, now: datetime.datetime) -> Iterator[Found]:
    columns = ["path", "headline", "section_name", "published_text", "published_iso"]
    rows = {
        row["pk"]: row
        for row in Edition.objects.public(now)
        .stories()
        .filter(pk__in=editions)
        .values("pk", "search_row__text", "search_row__folded", *columns)
    }
    for row in filter(None, map(rows.get, editions)):
        yield Found(
            path=row["path"],
            headline=marking.marked(row["headline"], query),
            excerpt=marking.excerpt(row["search_row__text"], row["search_row__folded"], query),
            section_name=row["section_name"],
            published_text=row["published_text"],
            published_iso=row["published_iso"],
        )
