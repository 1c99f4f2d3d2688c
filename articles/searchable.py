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
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles import richtext
from articles.models import Article, Edition, EditionKind, SearchRow, SearchWord
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
        row = SearchRow.objects.create(**values_of(edition))
        learn([row])


def rebuild() -> Iterator[int]:
    """
    Write the rows that are missing or of an older version; yield how many after each chunk.

    Each chunk is a transaction. Whoever stops it and begins again goes on where it stopped.
    """
    SearchRow.objects.filter(edition__visible_until__lte=timezone.now()).delete()
    _forget_twins()
    done = 0
    while chunk := _rebuild_chunk():
        done += chunk
        yield done


def forget_all() -> None:
    """Let `rebuild` take every row for one of an older version."""
    SearchRow.objects.update(version=0)


def stale(now: datetime.datetime) -> EditionQuerySet:
    """Return the editions that readers see, or will, without a row of this version."""
    is_stale = Q(search_row__isnull=True) | ~Q(search_row__version=VERSION)
    return Edition.objects.current(now).stories().filter(is_stale)


def _rebuild_chunk() -> int:
    editions = list(stale(timezone.now()).order_by("-pk")[:CHUNK])
    # Their facts stay as they are: reading them holds nobody up.
    rows = [SearchRow(**values_of(edition)) for edition in editions]
    learn(rows)
    with transaction.atomic():
        # As publishing does: nobody writes, ends or cancels editions of these stories meanwhile.
        stories = Article.objects.filter(pk__in=[edition.article_id for edition in editions])
        list(stories.order_by("pk").select_for_update(no_key=True).values_list("pk"))
        current = stale(timezone.now()).filter(pk__in=[edition.pk for edition in editions])
        there = set(current.values_list("pk", flat=True))
        SearchRow.objects.filter(edition__in=there).delete()
        SearchRow.objects.bulk_create(row for row in rows if row.edition_id in there)
    return len(editions)


def learn(rows: Iterable[SearchRow]) -> None:
    """Keep the words of `rows` that are new."""
    words = set(chain.from_iterable(row.folded.split() for row in rows)) - {"|"}
    known = SearchWord.objects.filter(word__in=words).values_list("word", flat=True)
    SearchWord.objects.bulk_create(
        SearchWord(word=word) for word in sorted(words.difference(known))
    )


def _forget_twins() -> None:
    """Two that publish at once learn a new word twice."""
    earlier = SearchWord.objects.filter(word=OuterRef("word"), pk__lt=OuterRef("pk"))
    SearchWord.objects.filter(Exists(earlier)).delete()


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
