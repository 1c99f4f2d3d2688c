"""
What readers can find an edition by: written beside it, in the transaction that writes it.

Tokens of an edition, each once:

    bến → ben     a word without marks;         ben_ca   two that follow on one another
    =bêń          a word that is written with marks, the tone last
    ^…            any of these in the headline
    ~…            any of these in the headline or the lead
    #5, @7        the section and the names of the edition, by their numbers

Raise VERSION when they change; `manage.py rebuild_search` then writes all rows again.
"""

import datetime
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from articles import richtext
from articles.models import Edition, EditionKind, SearchRow, SearchWord
from articles.models.edition import EditionQuerySet
from articles.models.search import first_key_at
from vietnamese.searching import Word, pairs_of, with_edges, words_of
from vietnamese.text import squeeze

VERSION = 1

HEADLINE, HEAD, TEXT = "^", "~", ""

# A transaction of so many holds SQLite's one writer for less than half a second.
CHUNK = 20


def put(edition: Edition) -> None:
    """Make a new edition known to the search, and forget those of its story that are over."""
    rows = SearchRow.objects.filter(edition__article=edition.article_id)
    rows.filter(edition__visible_until__lte=timezone.now()).delete()
    # A notice is found by nobody: its story was taken from readers.
    if edition.kind != EditionKind.NOTICE:
        _write([edition])


def rebuild(*, now: datetime.datetime) -> Iterator[int]:
    """
    Write the rows that are missing or of an older version; yield how many after each chunk.

    Each chunk is a transaction. Whoever stops it and begins again goes on where it stopped.
    """
    SearchRow.objects.filter(edition__visible_until__lte=now).delete()
    done = 0
    while chunk := _rebuild_chunk(now):
        done += chunk
        yield done


def forget_all() -> None:
    """Let `rebuild` take every row for one of an older version."""
    SearchRow.objects.update(version=0)


def stale(now: datetime.datetime) -> EditionQuerySet:
    """Return the editions that readers see, or will, without a row of this version."""
    is_stale = Q(search_row__isnull=True) | ~Q(search_row__version=VERSION)
    return Edition.objects.current(now).stories().filter(is_stale)


@transaction.atomic
def _rebuild_chunk(now: datetime.datetime) -> int:
    chosen = list(stale(now).order_by("-pk").values_list("pk", flat=True)[:CHUNK])
    # Nobody cancels one of them meanwhile.
    editions = list(Edition.objects.filter(pk__in=chosen).select_for_update(no_key=True))
    SearchRow.objects.filter(edition__in=editions).delete()
    _write(editions)
    return len(editions)


def _write(editions: Iterable[Edition]) -> None:
    rows = [SearchRow(**values_of(edition)) for edition in editions]
    SearchRow.objects.bulk_create(rows)
    learn(rows)


def learn(rows: Iterable[Any], model: type[SearchWord] = SearchWord) -> None:
    """Keep the words of `rows` that are new."""
    words = set(chain.from_iterable(row.folded.split() for row in rows)) - {"|"}
    known = model.objects.filter(word__in=words).values_list("word", flat=True)
    # In one order: two that publish at once wait for one another, and not both.
    new = sorted(words.difference(known))
    model.objects.bulk_create([model(word=word) for word in new], ignore_conflicts=True)


def values_of(edition: Edition) -> dict[str, Any]:
    """Return the columns of the row of `edition`, from its facts and first date alone."""
    facts = edition.facts
    lead = [part for part in [facts["dateline"], facts["lead"]] if part]
    rest = [
        *richtext.plain_blocks(facts["body"]),
        *(photo["caption"] for photo in facts["photos"] if photo["caption"]),
        *(byline["name"] for byline in facts["bylines"]),
    ]
    # A paragraph a line: a line break in it is none here.
    lead, rest = [squeeze(part) for part in lead], [squeeze(part) for part in rest]
    headline = [list(words_of(facts["headline"]))]
    head = [*headline, *(list(words_of(part)) for part in lead)]
    text = [*head, *(list(words_of(part)) for part in rest)]
    tokens = {
        *_tokens(HEADLINE, headline),
        *_tokens(HEAD, head),
        *_tokens(TEXT, text),
        section_token(edition.section_id),
        *(name_token(entity["id"]) for entity in facts["entities"]),
    }
    return {
        "key": first_key_at(edition.first_published_at) + edition.pk,
        "edition_id": edition.pk,
        "version": VERSION,
        "text": "\n".join([*lead, *rest]),
        # The bar stands in no word: no phrase goes from one paragraph into the next.
        "folded": "|".join(with_edges(word.folded for word in block) for block in text),
        "tokens": " ".join(sorted(tokens)),
    }


def _tokens(place: str, blocks: Iterable[list[Word]]) -> Iterator[str]:
    for block in blocks:
        for word in block:
            yield f"{place}{word.folded}"
            if word.has_marks:
                yield f"{place}={word.exact}"
        for pair in pairs_of(word.folded for word in block):
            yield f"{place}{pair}"


def section_token(section_id: int) -> str:
    return f"#{section_id}"


def name_token(entity_id: int) -> str:
    return f"@{entity_id}"
