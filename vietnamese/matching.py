"""
Known names in a text, found by looking up every run of words that could be one.

The register keeps, for each name it knows, `person_key` or `organisation_key` in an indexed column;
one look-up per text finds them all, however long the register is.
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vietnamese.context import Context
from vietnamese.lexicon import INSTITUTIONS, phrase_at
from vietnamese.text import tone_key
from vietnamese.tokens import Token, tokenise
from vietnamese.wordlists import key_of, keys

# "Ủy ban Mặt trận Tổ quốc Việt Nam thành phố Hồ Chí Minh" has thirteen words.
LONGEST_NAME = 13
_LONGEST_PERSON = 6
_PERSON, _ORGANISATION = "p:", "o:"

Span = tuple[int, int]
Lookup = Callable[[set[str]], Mapping[str, Sequence[Hashable]]]

_ORGANISATION_GAPS = frozenset([" ", ", ", ",", " - ", " – ", ".", "/", "&", " & "])
# Small words that stand in no name, and those with which none ends: most runs need no look-up.
_IN_NO_NAME = keys("đã đang sẽ là rằng nói nhưng nếu thì bị được này đó những")
_AT_NO_END = keys(
    "và của các cho với tại ở trong về theo để do có không còn cũng ra vào lên xuống tới đến từ "
    "như mà khi sau trước trên dưới giữa cùng gồm một hai ba"
)
# Halves of words that such small words are: "Thiết bị Y tế", "Kịch nói", "Cục Hàng không".
_HALVES = {
    key_of(word): keys(before)
    for word, before in {
        "bị": "thiết chuẩn trang",
        "nói": "kịch tiếng",
        "không": "hàng phòng",
        "do": "tự",
    }.items()
}
# A whole name may begin with a small letter, "sở Y tế" is any.
_SHORTEST_SMALL = 3
# "Công an TP. Huế": the stop is of the abbreviation.
_ABBREVIATED_LEVELS = frozenset(["TP", "Tp", "TX", "TT", "P", "Q"])
# On record with its stop: "Robert Kallmann Jr."
_SUFFIXES = frozenset(["Jr", "Sr"])


@dataclass(frozen=True)
class Match:
    """A known name at `start:end` of the text; `targets` is what the look-up gave for its key."""

    start: int
    end: int
    text: str
    key: str
    targets: tuple[Hashable, ...] = ()

    @property
    def is_person(self) -> bool:
        return self.key.startswith(_PERSON)


def person_key(name: str) -> str:
    """Return the key under which a person's name is found: case counts, place of the tone not."""
    return _PERSON + tone_key(name)


def organisation_key(name: str) -> str:
    """
    Return the key under which an organisation's name is found.

    Case says nothing after the first letter (`Bộ Công thương`, `Bộ Công Thương`), but an
    abbreviation of one word stays in capitals.
    """
    return _organisation_key(tone_key(name))


def find(text: str, lookup: Lookup) -> list[Match]:
    """
    Return the known names in a normalised text, in order, none overlapping.

    `lookup` gets all keys at once and returns those known, with whatever stands for their owners.
    Offsets count code points of `text`. See `choose` for what is refused.
    """
    spans = candidates(text)
    return choose(text, lookup(set(spans)), spans)


def candidates(text: str) -> dict[str, list[Span]]:
    """Return every key that the text could hold, each with its places."""
    tokens = tokenise(text)
    words = [_token_key(token.text) for token in tokens]
    found: dict[str, list[Span]] = {}
    for first, token in enumerate(tokens):
        is_small = _is_small_head(tokens, words, first)
        if is_small or _may_begin(token):
            for key, last in _keys_from(tokens, words, first):
                if not is_small or last - first >= _SHORTEST_SMALL:
                    found.setdefault(key, []).append((token.start, tokens[last].end))
    return found


def choose(
    text: str,
    known: Mapping[str, Sequence[Hashable]],
    spans: Mapping[str, Sequence[Span]],
    *,
    local: Collection[str] = (),
    own_province: str = "",
    written: Collection[tuple[str, ...]] = (),
) -> list[Match]:
    """
    Return the matches to keep of the keys that are known.

    `local` are keys that mean a body of `own_province` unless the phrase names another place.
    `written` are people whom the story writes elsewhere (capitals.people_written): in a text all
    in capitals they tell where a name ends.

    - The longest wins, whoever owns it; no two overlap.
    - A person is refused inside a longer name (`Nguyễn Thị Thu` in `Nguyễn Thị Thu Hà`) and after
      the word for a street, a school, a bridge.
    - An organisation is refused where a province follows that is not part of its name, a local
      name where any place follows but its own.
    """
    matches = [
        Match(start, end, text[start:end], key, tuple(known[key]))
        for key in spans.keys() & known.keys()
        for start, end in spans[key]
    ]
    bodies = {match.end for match in matches if not match.is_person}
    context = Context(text, own_province, bodies, written)
    matches.sort(key=lambda match: (match.start - match.end, match.start, match.key))
    kept: list[Match] = []
    taken: set[int] = set()
    for match in matches:
        words = context.words_of(match.start, match.end)
        if taken.isdisjoint(words) and not _is_refused(match, context, words, local):
            kept.append(match)
            taken.update(words)
    return sorted(kept, key=lambda match: match.start)


def _is_refused(match: Match, context: Context, words: range, local: Collection[str]) -> bool:
    if match.is_person:
        return context.refuses_person(words[0], words[-1])
    if match.key in local:
        if match.text[0].islower():
            return True
        return context.refuses_local(words[0], words[-1])
    return context.refuses_body(words[0], words[-1])


def _is_small_head(tokens: Sequence[Token], words: list[str], first: int) -> bool:
    """Say whether a body begins with a small letter: `trường Tiểu học Lê Lai`."""
    if not tokens[first].text.islower():
        return False
    after = first + phrase_at(words, first, INSTITUTIONS)
    is_joined = first < after < len(tokens) and tokens[after].gap == " "
    return is_joined and tokens[after].is_capitalised


def _may_begin(token: Token) -> bool:
    # "tvN" has its capital inside.
    return token.is_capitalised or not (token.text.islower() or token.text[0].isdigit())


def _keys_from(tokens: Sequence[Token], words: list[str], first: int) -> Iterator[tuple[str, int]]:
    """Yield the keys of the runs that begin at one word, with the index of their last word."""
    run, may_be_person, is_shouted = "", True, True
    for last in range(first, min(first + LONGEST_NAME, len(tokens))):
        token = tokens[last]
        if last > first:
            gap = token.gap.replace("–", "-")
            before = tokens[last - 1].text
            is_abbreviation = gap == ". " and before in _ABBREVIATED_LEVELS
            is_initial = gap == ". " and len(before) == 1 and before.isupper()
            if token.gap not in _ORGANISATION_GAPS and not is_abbreviation and not is_initial:
                return
            is_joined = gap == " " or is_initial
            may_be_person = may_be_person and is_joined and last - first < _LONGEST_PERSON
            run += gap
        word = token.text
        small = key_of(word) if word.islower() else ""
        is_half = (
            last > first and small in _HALVES and (key_of(tokens[last - 1].text) in _HALVES[small])
        )
        if last > first and small in _IN_NO_NAME and not is_half:
            return
        run += words[last]
        is_shouted = is_shouted and token.text.isupper()
        if is_half or small not in _AT_NO_END:
            yield _organisation_key(run), last
        if may_be_person and token.is_capitalised:
            yield _PERSON + run, last
            if word in _SUFFIXES:
                yield _PERSON + run + ".", last
            if is_shouted and last > first:
                yield _PERSON + " ".join(map(_capitalised_key, tokens[first : last + 1])), last


def _organisation_key(run: str) -> str:
    return _ORGANISATION + (run if run.isupper() and " " not in run else run.lower())


@lru_cache(maxsize=16_384)
def _token_key(word: str) -> str:
    return tone_key(word)


def _capitalised_key(token: Token) -> str:
    return _token_key(token.text.capitalize())
