"""
What a body is called, in a paragraph all in capitals: `UBND PHƯỜNG HỒNG GAI`, `CÔNG TY CP HOA SEN`.

Only where what follows says where it ends: a stop, a verb, a small word, a person's name.
"""

from vietnamese.lexicon import FUNCTION_WORDS, HONORIFICS, LEVELS, NAMESAKE_WORDS, VERBS, phrase_at
from vietnamese.wordlists import keys
from vietnamese.words import Words

# Most communes have names of two syllables, some of three or one.
_OF_PLACES = (2, 3, 1)
_OF_COMPANIES = (2, 3, 4, 5)
_PROVINCES = keys("tỉnh thành TP")
_MIDDLE_NAMES = keys("Văn Thị")
_NOT_IN_NAMES = FUNCTION_WORDS - NAMESAKE_WORDS
_LEGAL_FORMS = keys("TNHH CP CTCP phần")


def own_name(words: Words, at: int, end: int) -> range:
    """
    Return the words that go on with the title `at` to `end`: its commune's or its company's.

    Empty where there are none, or nobody can tell how many.
    """
    level = phrase_at(words.keys, end, LEVELS) if end > at else 0
    if level and words.keys[end] not in _PROVINCES:
        return _first(words, end + level, _OF_PLACES)
    if end > at and words.keys[end - 1] in _LEGAL_FORMS:
        return _first(words, end, _OF_COMPANIES)
    return range(0)


def _first(words: Words, start: int, counts: tuple[int, ...]) -> range:
    lengths = (count for count in counts if _ends(words, start, count))
    return range(start, start + next(lengths, 0))


def _ends(words: Words, start: int, count: int) -> bool:
    """Say whether a name of so many words from `start` on is over, by what follows."""
    end = start + count
    inside = range(start, end)
    if end > len(words.tokens) or any(words.tokens[index].gap != " " for index in inside):
        return False
    if any(words.keys[i] in _NOT_IN_NAMES or phrase_at(words.keys, i, VERBS) for i in inside):
        return False
    if end == len(words.tokens) or words.tokens[end].gap != " ":
        return True
    follows = words.keys[end]
    is_called = follows in FUNCTION_WORDS or phrase_at(words.keys, end, HONORIFICS) > 0
    return is_called or phrase_at(words.keys, end, VERBS) > 0 or _is_person(words, end, count)


def _is_person(words: Words, at: int, count: int) -> bool:
    """Say whether `Lê Văn Tú` follows; after the usual two syllables `Lê Anh Tú` is one, too."""
    is_named = words.is_common(at) and at + 2 < len(words.tokens)
    return is_named and (words.keys[at + 1] in _MIDDLE_NAMES or count == _OF_PLACES[0])
