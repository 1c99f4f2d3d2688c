"""What matched, marked in the words of the paper, with their own diacritics."""

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from public.search.query import Query
from vietnamese.searching import Word, with_edges, words_of

# Code points around what matched.
LENGTH = 260
BEFORE = 70
# A line below this says little of a story: its dateline, the caption of a picture.
SHORT = 60

Run = tuple[int, int]


def marked(text: str, query: Query) -> SafeString:
    """Return `text` as HTML with each word or phrase of the query in <mark>."""
    return _html(text, list(runs(text, query)))


def excerpt(text: str, folded: str, query: Query) -> SafeString:
    """
    Return the part of a story around what matched first, as HTML; its beginning where nothing did.

    Of SearchRow's two columns the line with the most of the query is taken. A dateline stands
    before the lead, as in the story.
    """
    line = _best_line(text.split("\n"), folded.split("|")[1:], query)
    found = list(runs(line, query))
    begin = max(found[0][0] - BEFORE, 0) if found else 0
    if begin + LENGTH > len(line):
        begin = max(len(line) - LENGTH, 0)
    # Whole words: from a blank to a blank.
    begin = line.rfind(" ", 0, begin) + 1 if begin else 0
    end = len(line) if begin + LENGTH >= len(line) else line.rfind(" ", begin, begin + LENGTH)
    end = end if end > begin else min(begin + LENGTH, len(line))
    inside = [(a - begin, b - begin) for a, b in found if begin <= a and b <= end]
    parts = ["… " if begin else "", _html(line[begin:end], inside), " …" if end < len(line) else ""]
    return format_html_join("", "{}", ((part,) for part in parts))


def runs(text: str, query: Query) -> list[Run]:
    """Return (start, end) of what matched in `text`, what touches as one, in order."""
    words = list(words_of(text))
    found = _with_marks(_places(words, query), words, query)
    joined: list[Run] = []
    for first, last in found:
        start, end = words[first].start, words[last - 1].end
        if joined and not text[joined[-1][1] : start].strip():
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


def _places(words: list[Word], query: Query) -> list[Run]:
    """Return (first, behind the last) of words of the query and of its phrases, by number."""
    folded = [word.folded for word in words]
    loose = {word.folded for word in query.loose}
    found = [(place, place + 1) for place, word in enumerate(folded) if word in loose]
    for phrase in query.phrases:
        wanted = [word.folded for word in phrase]
        found += [
            (place, place + len(wanted))
            for place, word in enumerate(folded)
            if word == wanted[0] and folded[place : place + len(wanted)] == wanted
        ]
    return _apart(found)


def _apart(found: list[Run]) -> list[Run]:
    apart: list[Run] = []
    for first, last in sorted(found):
        if apart and first < apart[-1][1]:
            apart[-1] = apart[-1][0], max(last, apart[-1][1])
        else:
            apart.append((first, last))
    return apart


def _with_marks(found: list[Run], words: list[Word], query: Query) -> list[Run]:
    """Where a word was typed with marks and stands there with them, others are not meant."""
    typed = {word.exact for word in query.words if word.has_marks}
    strict = {word.folded for word in query.words if word.has_marks}
    as_typed = [
        run
        for run in found
        if all(w.folded not in strict or w.exact in typed for w in words[run[0] : run[1]])
    ]
    return as_typed or found


def _best_line(lines: list[str], folded: list[str], query: Query) -> str:
    """Phrases count most, words after them; of equals the first that is not short."""
    runs_of_words = [query.loose, *query.phrases]
    phrases = {with_edges(word.folded for word in words) for words in runs_of_words if words}
    wanted = {with_edges([word.folded]) for word in query.words}
    best, most = 0, (0, True)
    for place, block in enumerate(folded[: len(lines)]):
        score = sum(word in block for word in wanted)
        score += len(wanted) * sum(phrase in block for phrase in phrases)
        rank = (score, len(lines[place]) >= SHORT)
        if rank > most:
            best, most = place, rank
    if best == 0 and len(lines[0]) < SHORT:
        return " … ".join(lines[:2])
    return lines[best]


def _html(text: str, found: list[Run]) -> SafeString:
    parts, end = [], 0
    for start, stop in found:
        parts += [escape(text[end:start]), "<mark>", escape(text[start:stop]), "</mark>"]
        end = stop
    # Each part of the text was escaped.
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308
