"""
How else a query may be spelled, where nothing is found.

A neighbour is shown in the words of a visible story that holds it: nothing else can be said.
"""

import datetime
from collections.abc import Iterator
from itertools import islice, product

from articles.models import Edition, SearchWord
from public.search.filters import Filters
from public.search.matching import Wanted, edition_of, newest
from public.search.query import Query, understand
from public.search.ranking import best
from vietnamese.searching import with_edges, words_of
from vietnamese.spelling import edits, likely, parts

SHOWN = 3
# Of each word so many others are tried, and of the whole query so many ways: each is a question.
WAYS_OF_A_WORD = 4
LOOKED_AT = 8
WAYS = 12


def neighbours(query: Query, *, now: datetime.datetime) -> list[str]:
    """Return other spellings of `query` by which stories are found, the nearest first."""
    asked = [word.folded for word in query.words]
    ways = [list(islice(_ways(word, now), WAYS_OF_A_WORD)) for word in asked]
    # Of many words each has its nearest only: the ways multiply.
    most = WAYS_OF_A_WORD if len(ways) <= 3 else 2 if len(ways) <= 6 else 1
    choices = sorted(product(*(range(min(len(way), most)) for way in ways)), key=sum)
    found: dict[str, bool] = {}
    for choice in choices[:WAYS] if all(ways) else []:
        spelled = " ".join(way[place] for way, place in zip(ways, choice, strict=True))
        if spelled.split() != asked or query.phrases:
            found.update(_as_printed(spelled, now))
        if sum(found.values()) >= SHOWN:
            break
    # Words that somebody printed on one another, if there are any.
    best_first = [text for text, together in found.items() if together] or list(found)
    return best_first[:SHOWN]


def _ways(word: str, now: datetime.datetime) -> Iterator[str]:
    """Yield the word itself and others like it that stand in visible stories, the nearest first."""
    if _is_visible([word], now):
        yield word
    seen = {word}
    for near in [likely(word), edits(word)]:
        # Those that came first into the paper are the frequent ones.
        known = SearchWord.objects.filter(word__in=set(near) - seen).order_by("pk")
        # One that was learned twice is one.
        others = dict.fromkeys(known.values_list("word", flat=True)[:LOOKED_AT])
        seen.update(others)
        for other in others:
            if _is_visible([other], now):
                yield other
    pairs = [pair for pair in parts(word) if _are_known(pair)]
    for pair in pairs[:LOOKED_AT]:
        if _is_visible(["_".join(pair)], now):
            yield " ".join(pair)


def _are_known(pair: tuple[str, str]) -> bool:
    known = SearchWord.objects.filter(word__in=pair).values_list("word", flat=True)
    return set(known) == set(pair)


def _is_visible(tokens: list[str], now: datetime.datetime) -> bool:
    return bool(newest(Wanted(tuple((token,) for token in tokens)), now, 1))


def _as_printed(spelled: str, now: datetime.datetime) -> dict[str, bool]:
    """Return the words of the best story with `spelled`, as printed, and if on one another."""
    shown: dict[str, bool] = {}
    keys = best(understand(spelled), Filters(), now, most=1)
    stories = Edition.objects.public(now).stories().filter(pk__in=map(edition_of, keys))
    for headline, text in stories.values_list("headline", "search_row__text"):
        printed = f"{headline}\n{text}"
        words = list(words_of(printed))
        folded = [word.folded for word in words]
        wanted = spelled.split()
        together = with_edges(folded).find(with_edges(wanted))
        if together >= 0:
            first = with_edges(folded)[:together].count(" ")
            last = words[first + len(wanted) - 1]
            shown[_on_one_line(printed[words[first].start : last.end])] = True
        else:
            places = [folded.index(word) for word in wanted]
            apart = (printed[words[place].start : words[place].end] for place in places)
            shown[" ".join(apart)] = False
    return shown


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
