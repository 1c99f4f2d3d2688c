"""
Later mentions: "ông Thắng", "đồng chí Ký", after the full name has been given.

Measured on provincial news (docs/benchmarks.md): a given name without an honorific is nearly always
something else, with one it is nearly always the one person of that name who was named before.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from vietnamese.lexicon import HONORIFICS, LONGEST_PHRASE, RANKS, phrase_at, phrases_of
from vietnamese.syllables import is_family_name, is_syllable
from vietnamese.text import tone_key
from vietnamese.tokens import Token, tokenise
from vietnamese.wordlists import key_of, keys

Place = tuple[int, int]
Span = tuple[int, int, int]

MALE, FEMALE = "male", "female"
_GENDERS = dict.fromkeys(keys("ông anh chú cậu"), MALE) | dict.fromkeys(
    keys("bà chị cô mợ"), FEMALE
)
# A middle name that says it: "Nguyễn Văn Hà" is no "bà Hà".
_MIDDLE_NAMES = {key_of("Văn"): MALE, key_of("Thị"): FEMALE}
_TELLING = frozenset(" ".join(rank) for rank in RANKS) | keys("em cháu bé")
_LONGEST_GIVEN_NAME = 2
# "huyện Anh Sơn", "núi Bà Đen", "ca sĩ Anh Sơn": what follows is a name from its first word on.
_BEFORE_A_NAME = keys(
    "tỉnh huyện quận xã phường trấn thôn làng đảo núi sông hồ lăng đền chùa cầu chợ sĩ"
)
# Before a given name too, though they are no honorifics: "VĐV Hà", "điều dưỡng Hà".
_CALLED = phrases_of(
    "VĐV, vận động viên, thủ môn, tiền đạo, tiền vệ, hậu vệ, trung vệ, tay đua, trọng tài, "
    "điều dưỡng, dược sĩ, giáo viên, thuyền trưởng, chiến sĩ"
)
# "BS. Hà": the stop is of the abbreviation.
_ABBREVIATED = keys("BS TS GS PGS ThS LS KTS BSCKI BSCKII TSKH")
_SIBLINGS, _YOUNGER = keys("anh chị"), key_of("em")


@dataclass(frozen=True)
class Named:
    """
    A full name in the text: `who` it is, where it stands as (text, start, end), and how it ends.

    `given` overrides the last syllable as given name; `gender` is "male", "female" or "".
    """

    who: Hashable
    span: Span
    name: str
    given: str = ""
    gender: str = ""


@dataclass(frozen=True)
class Reference:
    """A given name with its honorific at `span` (the name alone), and whom it may mean."""

    span: Span
    text: str
    who: tuple[Hashable, ...]


def find_references(texts: Sequence[str], named: Sequence[Named]) -> list[Reference]:
    """
    Return the short references in normalised `texts` to people `named` in full before them.

    - Only right after an honorific or a rank, and where no capital follows.
    - The gender that the honorific says, and a rank (or a child's "em") under which only one of
      them was introduced, decide between people of one given name; who is left is in `who`,
      more than one for an editor.
    - A pronoun or an office alone is never a reference.
    """
    if not named:
        return []
    cast = _Cast(texts, named)
    return [
        reference for index, text in enumerate(texts) for reference in _in_text(index, text, cast)
    ]


def gender_beside(text: str, start: int, name: str) -> str:
    """Return the gender that the honorific before a full name says, or its middle name; else ""."""
    near = text[max(0, start - 24) : start]
    before = tokenise(near)
    # "các chị. Nguyễn Văn Hà": the honorific is of the sentence before.
    is_joined = bool(before) and near[before[-1].end :] in (" ", ": ")
    spoken = _GENDERS.get(key_of(before[-1].text), "") if is_joined else ""
    return spoken or gender_of(name)


def gender_of(name: str) -> str:
    """Return the gender that the middle name says: Văn, Thị; else ""."""
    middle = [key_of(word) for word in name.split()[1:-1]]
    return next((_MIDDLE_NAMES[word] for word in middle if word in _MIDDLE_NAMES), "")


class _Cast:
    """Those named in full, by the last syllables of their names."""

    def __init__(self, texts: Sequence[str], named: Sequence[Named]) -> None:
        # By the end of a name, who bears it, and where each stands in full for the first time.
        self.by_ending: dict[str, dict[Hashable, Place]] = {}
        self.honorifics: dict[Hashable, set[str]] = {}
        self.genders: dict[Hashable, str] = {}
        self.taken = {(one.span[0], place) for one in named for place in range(*one.span[1:])}
        for one in sorted(named, key=lambda one: one.span):
            for ending in _endings(one):
                self.by_ending.setdefault(ending, {}).setdefault(one.who, one.span[:2])
            text = texts[one.span[0]]
            gender = one.gender or gender_beside(text, one.span[1], one.name)
            if gender:
                self.genders.setdefault(one.who, gender)
            self.honorifics.setdefault(one.who, set()).update(_honorifics_before(text, one))

    def meant(self, name: str, honorific: str, place: Place) -> tuple[Hashable, ...]:
        """Return who of that given name stands in full before `place` and fits the honorific."""
        gender = _GENDERS.get(honorific.split()[-1], "")
        who = [
            one
            for one, first in self.by_ending.get(tone_key(name), {}).items()
            if first < place and (not gender or self.genders.get(one, gender) == gender)
        ]
        # "bà Bình" and "Thượng tá Bình"; "ông" and "anh" one may be called in turn.
        called = [one for one in who if honorific in self.honorifics[one] & _TELLING]
        return tuple(called) if len(called) == 1 else tuple(who)


def _endings(one: Named) -> list[str]:
    words = one.name.split()
    if one.given:
        return [tone_key(one.given)]
    # "Nguyễn Thị Thu Hà" is "bà Hà" and "bà Thu Hà".
    endings = [
        tone_key(" ".join(words[-count:]))
        for count in range(1, _LONGEST_GIVEN_NAME + 1)
        if count < len(words)
    ]
    # "Mary Kallmann" is "bà Kallmann" and "bà Mary".
    is_foreign = not (is_family_name(words[0]) or all(map(is_syllable, words)))
    return [*endings, tone_key(words[0])] if is_foreign else endings


def _honorifics_before(text: str, one: Named) -> set[str]:
    tokens = tokenise(text[max(0, one.span[1] - 60) : one.span[2]])
    at = next((i for i, token in enumerate(tokens) if token.end == tokens[-1].end), 0)
    first = at - len(one.name.split()) + 1
    words = [key_of(token.text) for token in tokens]
    honorific = _honorific_before(tokens, words, first) if first > 0 else ""
    return {honorific} if honorific else set()


def _in_text(index: int, text: str, cast: _Cast) -> Iterator[Reference]:
    tokens = tokenise(text)
    words = [key_of(token.text) for token in tokens]
    is_shouted = text.isupper()
    for at, token in enumerate(tokens):
        if not token.is_capitalised or (index, token.start) in cast.taken:
            continue
        honorific = _honorific_before(tokens, words, at)
        if not honorific:
            continue
        for last in _ends(tokens, at, is_shouted=is_shouted):
            name = text[token.start : tokens[last].end]
            called = name.title() if is_shouted else name
            if who := cast.meant(called, honorific, (index, token.start)):
                yield Reference((index, token.start, token.start + len(name)), name, who)
                break


def _ends(tokens: Sequence[Token], at: int, *, is_shouted: bool) -> list[int]:
    """Return where a given name from `at` on may end: where its capitals do, if that is soon."""
    last = at
    while (
        last + 1 < len(tokens) and tokens[last + 1].gap == " " and tokens[last + 1].is_capitalised
    ):
        last += 1
    longest = at + _LONGEST_GIVEN_NAME - 1
    if is_shouted:
        # All is in capitals: the longest that is somebody's.
        return list(range(min(last, longest), at - 1, -1))
    return [last] if last <= longest else []


def _honorific_before(tokens: Sequence[Token], words: list[str], at: int) -> str:
    """Return the honorific or rank that ends right before the word, as a key; "" for none."""
    if at == 0:
        return ""
    is_after_stop = tokens[at].gap in (". ", ".") and words[at - 1] in _ABBREVIATED
    if tokens[at].gap not in (" ", ": ") and not is_after_stop:
        return ""
    # "Anh em Bình, Lợi": brothers in general, or of somebody.
    if at > 1 and words[at - 1] == _YOUNGER and words[at - 2] in _SIBLINGS:
        return ""
    for first in range(max(0, at - LONGEST_PHRASE), at):
        length = at - first
        if length == 1 and _is_part_of_name(tokens, first):
            continue
        for phrases in (HONORIFICS, RANKS, _CALLED):
            if phrase_at(words[first:at], 0, phrases) == length:
                return " ".join(words[first:at])
    return ""


def _is_part_of_name(tokens: Sequence[Token], index: int) -> bool:
    """Say whether the word is the `Anh` of `Hoàng Anh Minh`, `xã Anh Sơn`, and no honorific."""
    if index == 0 or tokens[index].gap != " " or not tokens[index].is_capitalised:
        return False
    before = tokens[index - 1]
    if key_of(before.text) in _BEFORE_A_NAME:
        return True
    return before.is_capitalised and (not before.opens or is_family_name(before.text))
