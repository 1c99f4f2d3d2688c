"""
Known names in a text, found by looking up every run of words that could be one.

The register keeps, for each name it knows, `person_key` or `organisation_key` in an indexed column;
one look-up per text finds them all, however long the register is.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from vietnamese.places import province_at
from vietnamese.syllables import is_family_name
from vietnamese.text import tone_key
from vietnamese.tokens import Token, tokenise
from vietnamese.wordlists import key_of, keys

LONGEST_NAME = 12
_LONGEST_PERSON = 6
_PERSON, _ORGANISATION = "p:", "o:"

Span = tuple[int, int]
Lookup = Callable[[set[str]], Mapping[str, Sequence[Hashable]]]

_HONORIFICS = keys("ông bà anh chị cô chú bác cụ em cháu thầy theo và của với cùng")
# "đường Lê Văn Lương", "trường THPT Lê Hồng Phong": a name, not the person.
_NAMED_AFTER = keys(
    "đường phố ngõ hẻm cầu chợ trường THPT THCS lộ vòng ngã hầm bến cảng viên giải quỹ bổng đền "
    "kênh tuyến trạm"
)
# "nhà trường", "thành phố", "ủy viên": the last syllable alone would mislead.
_NO_CUE_AFTER = {
    key_of("trường"): keys("nhà hiện thị môi công"),
    key_of("phố"): keys("thành"),
    key_of("viên"): keys("ủy đảng đoàn nhân giáo sinh"),
}
_PLACE_CUES = keys("xã phường huyện quận tỉnh tp phố trấn khu thôn")
_ORGANISATION_GAPS = frozenset([" ", ", ", " - ", " – ", ".", "/", "&"])


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
    keys = [_token_key(token.text) for token in tokens]
    found: dict[str, list[Span]] = {}
    for first, token in enumerate(tokens):
        if token.is_capitalised:
            for key, last in _keys_from(tokens, keys, first):
                found.setdefault(key, []).append((token.start, tokens[last].end))
    return found


def choose(
    text: str,
    known: Mapping[str, Sequence[Hashable]],
    spans: Mapping[str, Sequence[Span]],
) -> list[Match]:
    """
    Return the matches to keep of the keys that are known.

    - The longest wins, whoever owns it; no two overlap.
    - A person is refused inside a longer name (`Nguyễn Thị Thu` in `Nguyễn Thị Thu Hà`) and after
      the word for a street, a school, a bridge.
    - An organisation is refused where a province follows that is not part of its name.
    """
    context = _Context(tokenise(text))
    matches = [
        Match(start, end, text[start:end], key, tuple(known[key]))
        for key in spans.keys() & known.keys()
        for start, end in spans[key]
    ]
    matches.sort(key=lambda match: (match.start - match.end, match.start, match.key))
    kept: list[Match] = []
    for match in matches:
        if not _overlaps(match, kept) and not context.refuses(match):
            kept.append(match)
    return sorted(kept, key=lambda match: match.start)


def _overlaps(match: Match, kept: list[Match]) -> bool:
    return any(match.start < other.end and other.start < match.end for other in kept)


def _keys_from(tokens: list[Token], keys: list[str], first: int) -> Iterator[tuple[str, int]]:
    """Yield the keys of the runs that begin at one word, with the index of their last word."""
    run, may_be_person, is_shouted = "", True, True
    for last in range(first, min(first + LONGEST_NAME, len(tokens))):
        token = tokens[last]
        if last > first:
            gap = token.gap.replace("–", "-")
            if token.gap not in _ORGANISATION_GAPS:
                return
            may_be_person = may_be_person and gap == " " and last - first < _LONGEST_PERSON
            run += gap
        run += keys[last]
        is_shouted = is_shouted and token.text.isupper()
        yield _organisation_key(run), last
        if may_be_person and token.is_capitalised:
            yield _PERSON + run, last
            if is_shouted and last > first:
                yield _PERSON + " ".join(map(_capitalised_key, tokens[first : last + 1])), last


def _organisation_key(run: str) -> str:
    return _ORGANISATION + (run if run.isupper() and " " not in run else run.lower())


@lru_cache(maxsize=16_384)
def _token_key(word: str) -> str:
    return tone_key(word)


def _capitalised_key(token: Token) -> str:
    return _token_key(token.text.capitalize())


class _Context:
    """The words around a match."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.by_start = {token.start: index for index, token in enumerate(tokens)}
        self.by_end = {token.end: index for index, token in enumerate(tokens)}

    def refuses(self, match: Match) -> bool:
        first, last = self.by_start[match.start], self.by_end[match.end]
        if not match.is_person:
            return self._is_followed_by_province(last)
        if match.text.isupper():
            # In a headline in capitals the neighbours say nothing.
            return first == last
        return (
            self._goes_on(last)
            or self._is_end_of_longer_name(first, last)
            or self._is_named_after(first)
        )

    def _goes_on(self, last: int) -> bool:
        following = self.tokens[last + 1 : last + 2]
        return any(token.gap == " " and token.is_capitalised for token in following)

    def _is_followed_by_province(self, last: int) -> bool:
        following = self.tokens[last + 1 : last + 6]
        if not following or following[0].gap != " " or not following[0].is_capitalised:
            return False
        return province_at([token.text for token in following], 0) > 0

    def _run_before(self, first: int) -> list[Token]:
        """Return the words with capitals that stand right before, an honorific left out."""
        start = first
        while start > 0 and self.tokens[start].gap == " " and self.tokens[start - 1].is_capitalised:
            start -= 1
        run = self.tokens[start:first]
        while run and key_of(run[0].text) in _HONORIFICS:
            run = run[1:]
        return run

    def _is_end_of_longer_name(self, first: int, last: int) -> bool:
        run = self._run_before(first)
        if not run or run[-1].text.isupper():
            return False
        if province_at([token.text for token in run], max(0, len(run) - 2)) or self._is_place(run):
            return False
        if is_family_name(self.tokens[first].text):
            # Before a full name a second family name; a longer run is a place or an office.
            return is_family_name(run[0].text) and (len(run) == 1 or last - first < 2)
        return len(run) > 1 or is_family_name(run[0].text) or not run[0].opens

    def _is_place(self, run: list[Token]) -> bool:
        before = self.by_start[run[0].start] - 1
        return before >= 0 and key_of(self.tokens[before].text) in _PLACE_CUES

    def _is_named_after(self, first: int) -> bool:
        for index in range(first - 1, max(first - 4, -1), -1):
            if self.tokens[index + 1].gap != " ":
                return False
            word = key_of(self.tokens[index].text)
            if word in _HONORIFICS:
                return False
            before = key_of(self.tokens[index - 1].text) if index else ""
            if word in _NAMED_AFTER and before not in _NO_CUE_AFTER.get(word, ()):
                return True
        return False
