"""
A paragraph all in capitals, in the letters it would be written in otherwise.

Capitals tell where a name begins and ends; where everything is in capitals, the closed lists of the
lexicon tell where an office or a body does, and commas, verbs and the rest of the story where a
personal name does. For reading only: what a writer typed is never rewritten.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from vietnamese.capitals_titles import with_titles
from vietnamese.lexicon import (
    ALL_WORDS,
    FUNCTION_WORDS,
    HONORIFICS,
    INSTITUTIONS,
    LONGEST_PHRASE,
    NAMESAKE_WORDS,
    OFFICES,
    RANKS,
    VERBS,
    phrase_at,
)
from vietnamese.phrases import Reader
from vietnamese.places import province_at
from vietnamese.syllables import is_family_name, is_syllable
from vietnamese.text import tone_key
from vietnamese.wordlists import key_of, keys

Span = tuple[int, int, int]

_LONGEST_NAME = 4
# Three syllables are the usual name; of two, `Lê Như`, the second is rarely a verb.
_USUAL_NAME = 3
_MIDDLE_NAMES = keys("Văn Thị")
_AND = key_of("và")
_IN_TITLE = (OFFICES, RANKS, INSTITUTIONS)


def is_shouted(text: str) -> bool:
    """Say whether a text of several words is all in capitals."""
    return " " in text and text.isupper()


def in_small_letters(paragraphs: Sequence[str], *, known: Collection[Span] = ()) -> list[str]:
    """
    Return normalised paragraphs, those all in capitals with small letters; offsets stay.

    `BÍ THƯ TỈNH ỦY LÊ VĂN AN TRAO QUÀ` gives `Bí thư Tỉnh ủy Lê Văn An trao quà`. People are
    told by what stands before and after, and by how the same name is written elsewhere. `known`
    are spans (paragraph, start, end) that have an owner: "ông An" is no beginning of a name then.
    """
    shouted = [number for number, text in enumerate(paragraphs) if is_shouted(text)]
    if not shouted:
        return list(paragraphs)
    read = list(paragraphs)
    for number in shouted:
        read[number] = with_titles(paragraphs[number])
    runs = {number: list(_runs(Reader(read[number]))) for number in shouted}
    names = [*_people(text for number, text in enumerate(paragraphs) if number not in runs)]
    names += [run.name(run.end) for found in runs.values() for run in found if run.is_clear]
    written = Counter(names)
    given = {name.split(" ")[-1] for name in names}
    given |= {
        _key(paragraphs[number][start:end]).split(" ")[-1]
        for number, start, end in known
        if number < len(paragraphs)
    }
    for number, found in runs.items():
        letters = list(read[number])
        for run in found:
            end = run.best_end(written)
            # "Ông An hứa": An is the given name of somebody.
            if run.name(1) not in given or written[run.name(end)] > 1:
                for at, _word in run.words[:end]:
                    letters[at] = paragraphs[number][at]
        read[number] = "".join(letters)
    return read


def people_written(paragraphs: Sequence[str]) -> set[tuple[str, ...]]:
    """
    Return the people whom the paragraphs that are not in capitals name, as keys of their words.

    None, and nothing is read, where no paragraph is in capitals.
    """
    others = [text for text in paragraphs if not is_shouted(text)]
    if len(others) == len(paragraphs):
        return set()
    return {tuple(map(key_of, name.split(" "))) for name in _people(others)}


@dataclass(frozen=True)
class _Run:
    """Syllables that begin with a person's name, each with its place in the paragraph."""

    words: tuple[tuple[int, str], ...]
    # How many of them are the name, as far as this place tells, and whether it is clear.
    end: int
    is_clear: bool

    def name(self, count: int) -> str:
        return _key(" ".join(word for _at, word in self.words[:count]))

    def best_end(self, written: Counter[str]) -> int:
        """Return the count of syllables: as the story writes the name most often, or as here."""
        counts = range(2, len(self.words) + 1)
        return max(counts, key=lambda count: (written[self.name(count)], count == self.end))


def _runs(reader: Reader) -> Iterator[_Run]:
    """Yield where people's names begin, judged by what stands before and after each."""
    ends = {phrase.last: phrase.kind for phrase in reader.phrases}
    at = 0
    # Where a name ended after which another may follow: "các ông A, B và C".
    list_from = -1
    while at < len(reader.tokens):
        words = _name_words(reader, at)
        if len(words) < 2:
            at += 1
            continue
        end, is_clear = _end_of_name(reader, at, len(words))
        is_likely = reader.is_common(at) or reader.keys[at + 1] in _MIDDLE_NAMES
        follows = _is_introduced(reader, at, ends, is_likely=is_likely) or (
            is_likely and _is_listed(reader, at, list_from)
        )
        is_explained = _is_explained(reader, at, at + end, is_likely=is_likely)
        # "Bác sĩ lưu ý": of two syllables, only a frequent family name makes a name.
        is_name = is_likely or (is_clear and end >= _USUAL_NAME)
        if not is_name or not (follows or is_explained):
            at += 1
            continue
        yield _Run(words, end, is_clear)
        at += end
        list_from = at + (reader.keys[at : at + 1] == [_AND])


def _name_words(reader: Reader, at: int) -> tuple[tuple[int, str], ...]:
    """Return the syllables from a family name on that could be a name, at most four."""
    if not is_family_name(reader.words[at]) or province_at(reader.words, at):
        return ()
    if reader.keys[at + 1 : at + 2] and reader.keys[at + 1] in FUNCTION_WORDS - NAMESAKE_WORDS:
        return ()
    if any(phrase_at(reader.keys, at, phrases) > 1 for phrases in (*_IN_TITLE, ALL_WORDS, VERBS)):
        return ()
    tokens = reader.tokens[at : at + _LONGEST_NAME]
    joined = next(
        (
            n
            for n, token in enumerate(tokens)
            if (n and token.gap != " ") or not is_syllable(token.text)
        ),
        len(tokens),
    )
    return tuple((token.start, token.text) for token in tokens[:joined])


def _end_of_name(reader: Reader, at: int, longest: int) -> tuple[int, bool]:
    """Return how many syllables the name at `at` has, and whether what follows makes it clear."""
    for count in range(2, longest):
        if _ends_name(reader, at + count, count):
            return count, True
    following = at + longest
    if following >= len(reader.tokens) or reader.tokens[following].gap != " ":
        return longest, True
    if _ends_name(reader, following, longest):
        return longest, True
    return min(longest, _USUAL_NAME), False


def _ends_name(reader: Reader, at: int, count: int) -> bool:
    """Say whether the word after `count` syllables is no part of the name."""
    is_title = any(phrase_at(reader.keys, at, phrases) > 1 for phrases in (*_IN_TITLE, VERBS))
    if is_title or count < _USUAL_NAME:
        return is_title or reader.keys[at] in FUNCTION_WORDS - NAMESAKE_WORDS
    return reader.keys[at] in FUNCTION_WORDS or phrase_at(reader.keys, at, VERBS) > 0


def _is_introduced(reader: Reader, at: int, ends: Mapping[int, str], *, is_likely: bool) -> bool:
    if not at or reader.tokens[at].gap not in (" ", ": ", ". "):
        return False
    before = reader.keys[max(0, at - LONGEST_PHRASE) : at]
    calls = any(
        phrase_at(before, first, phrases) == len(before) - first
        for first in range(len(before))
        for phrases in (HONORIFICS, RANKS)
    )
    return calls or (is_likely and (ends.get(at) == "office" or reader.occupation_before(at)))


def _is_listed(reader: Reader, at: int, list_from: int) -> bool:
    """Say whether a name before this one, which ended at `list_from`, is of one list with it."""
    gap = reader.tokens[at].gap
    # "các đồng chí: A, Chủ tịch xã; B": an office may stand between.
    is_next = list_from == at and (gap == ", " or reader.keys[at - 1] == _AND)
    return is_next or (list_from > 0 and gap == "; ")


def _is_explained(reader: Reader, at: int, end: int, *, is_likely: bool) -> bool:
    """Say whether an age, an office or an occupation stands after the name."""
    if reader.age_after(end - 1):
        return True
    if not is_likely or (at and reader.tokens[at].gap == " "):
        return False
    is_office = end < len(reader.tokens) and any(
        phrase_at(reader.keys, end, phrases) for phrases in (OFFICES, RANKS)
    )
    is_apposed = is_office and reader.tokens[end].gap in (", ", " (", " - ", " – ")
    return is_apposed or reader.occupation_after(end)


def _key(name: str) -> str:
    return tone_key(" ".join(word.capitalize() for word in name.split(" ")))


def _people(texts: Iterable[str]) -> Iterator[str]:
    for reader in map(Reader, texts):
        yield from (_key(reader.text_of(one)) for one in reader.phrases if one.kind == "person")
