"""
Names in a story that nobody has on record yet, proposed with what the story says of them.

A person is proposed only with a cue somewhere in the story: an honorific, a rank, an office
before or after the name, an age. An office alone (`Bí thư Tỉnh ủy`) is never a person.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from vietnamese.abbreviations import expand
from vietnamese.capitals import in_small_letters
from vietnamese.context import Context
from vietnamese.phrases import Phrase, Reader
from vietnamese.references import Named
from vietnamese.text import tone_key

Span = tuple[int, int, int]

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“(]?[^\W\d_])")
# Between two names of one list: "các ông A, B (Sở Y tế) và C".
_IN_LIST = re.compile(
    r"\s?(?:\([^()]*\))?\s?(?:,|;|và|, và)\s"
    # "các đồng chí: A, Chủ tịch xã; B, Chánh Văn phòng; C"
    r"|(?:,\s[^;.!?]{1,120})?;\s(?:và\s)?"
)
KNOWN = "known"
# Code points in which unknown names are looked for: ten times the longest story we print, and
# thousands of names are answered in a second or two.
LONGEST_READ = 100_000
LONGEST_SENTENCE = 600
_TITLE_FOLLOWS = (", ", " (", " - ", " – ")
_TITLE_BEFORE = (", ", " - ", " – ")
_PLACE = re.compile(
    r"(?:(?:tỉnh|thành phố|tp|huyện|xã|phường|đặc khu|thị xã|thị trấn|quận)\.?\s)?"
    r"(?:\d+|[^\W\d_]\w*)(?:(?:\s|\s-\s)[^\W\d_]\w*){0,4}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Proposal:
    """
    One name for an editor to confirm.

    `spans` are (paragraph, start, end) in code points; `count` those of them that are written as
    fully as `text`. `evidence` is the sentence, `cue` the rule that spoke first.
    """

    text: str
    # person, organisation
    kind: str
    titles: tuple[str, ...]
    count: int
    spans: tuple[Span, ...]
    evidence: str
    cue: str


@dataclass
class _Sighting:
    key: str
    text: str
    span: Span
    titles: tuple[str, ...] = ()
    cue: str = ""
    # In a list after a name with a cue; that name's index among the sightings.
    leans_on: int | None = None


@dataclass
class _Story:
    people: list[_Sighting] = field(default_factory=list)
    organisations: list[_Sighting] = field(default_factory=list)


def propose(paragraphs: Sequence[str], *, known: Collection[Span] = ()) -> list[Proposal]:
    """
    Return people and organisations of the story that `known` does not hold, in order of appearance.

    `paragraphs` are normalised texts; captions come without their credits. `known` are spans
    (paragraph, start, end) that already have an owner.
    """
    return read(paragraphs, known=known)[0]


def read(
    paragraphs: Sequence[str], *, known: Collection[Span] = ()
) -> tuple[list[Proposal], list[Named]]:
    """
    Return what `propose` does, and every unknown full name of a person, with a cue or without.

    The latter may be meant by a short reference, though nobody would propose them. Both come
    from the first LONGEST_READ characters.
    """
    story = _Story()
    taken: dict[int, list[tuple[int, int]]] = {}
    for where, start, end in known:
        taken.setdefault(where, []).append((start, end))
    for number, text in enumerate(in_small_letters(_first(paragraphs), known=known)):
        _read(number, text, taken.get(number, []), story)
    proposals = [
        *_propose_people(story.people, paragraphs),
        *_propose_organisations(story.organisations, paragraphs),
    ]
    strangers = [
        Named(who=one.key, span=one.span, name=one.text) for one in story.people if one.cue != KNOWN
    ]
    return sorted(proposals, key=lambda proposal: proposal.spans[0]), strangers


def _first(paragraphs: Sequence[str]) -> list[str]:
    """Return what is read of the paragraphs; the rest ends a text nobody would read through."""
    first, left = [], LONGEST_READ
    for paragraph in paragraphs:
        if left <= 0:
            break
        first.append(paragraph[:left])
        left -= len(paragraph)
    return first


def titles_beside(
    paragraph: str, spans: Collection[tuple[int, int]]
) -> dict[tuple[int, int], tuple[str, ...]]:
    """
    Return the offices and ranks written before and after each name, as written.

    `spans` are (start, end) of the names in the paragraph, which is read once; of one all in
    capitals they come in small letters.
    """
    [text] = in_small_letters([paragraph], known=[(0, *span) for span in spans])
    reader = Reader(text, tuple(spans))
    ends = dict(spans)
    found = {}
    for place, phrase in enumerate(reader.phrases):
        start = reader.tokens[phrase.first].start
        if phrase.kind == "person" and start in ends:
            found[start, ends[start]] = _titles(reader, place)
    return found


def _read(number: int, paragraph: str, taken: list[tuple[int, int]], story: _Story) -> None:
    reader, context = Reader(paragraph), Context(paragraph)
    known = {place for start, end in taken for place in range(start, end)}
    last_person, list_from = -1, 0
    for place, phrase in enumerate(reader.phrases):
        if phrase.kind not in ("person", "organisation"):
            continue
        span = (number, *_offsets(reader, phrase))
        is_known = any(token.start in known for token in reader.tokens[phrase.first : phrase.last])
        if phrase.kind == "organisation":
            text = reader.text_of(phrase)
            is_one = _is_named(reader, phrase) and not context.is_nobodys(phrase.last - 1)
            if not is_known and is_one:
                key = tone_key(expand(text)).lower()
                story.organisations.append(_Sighting(key, text, span, cue="head"))
            continue
        if context.streets.is_named_after(phrase.first):
            continue
        sighting = _person(reader, place, span, is_known=is_known)
        if last_person >= 0 and _IN_LIST.fullmatch(paragraph[list_from : span[1]]):
            sighting.leans_on = last_person
        last_person, list_from = len(story.people), _end_of_titles(reader, place)
        story.people.append(sighting)


def _person(reader: Reader, place: int, span: Span, *, is_known: bool) -> _Sighting:
    text = reader.text_of(reader.phrases[place])
    if is_known:
        # Who is on record is not proposed; but the others in a list lean on them.
        return _Sighting(tone_key(text), text, span, cue=KNOWN)
    return _Sighting(tone_key(text), text, span, _titles(reader, place), _cue(reader, place))


def _end_of_titles(reader: Reader, at: int) -> int:
    while _title_after(reader, at):
        at += 1
    return _offsets(reader, reader.phrases[at])[1]


def _offsets(reader: Reader, phrase: Phrase) -> tuple[int, int]:
    return reader.tokens[phrase.first].start, reader.tokens[phrase.last - 1].end


def _is_named(reader: Reader, phrase: Phrase) -> bool:
    """Say whether the institution is a certain one: `Sở Y tế`; not `Trường tiểu học`."""
    words = reader.tokens[phrase.first + 1 : phrase.last]
    says_which = any(token.is_capitalised or token.text.isdigit() for token in words)
    return says_which or (words[-1].text == "tỉnh" and "cấp" not in [word.text for word in words])


def _cue(reader: Reader, place: int) -> str:
    phrases, phrase = reader.phrases, reader.phrases[place]
    before = phrases[place - 1] if place else None
    if (
        before
        and before.last == phrase.first
        and reader.gap_before(phrase.first) in (" ", ": ", ". ")
    ):
        # "Bí thư Huyện ủy Lý Sơn" may name an island.
        may_be_place = phrase.last - phrase.first == 2 and reader.takes_place(before.last - 1)
        if before.kind in ("honorific", "rank") or (before.kind == "office" and not may_be_place):
            return before.kind
    # "ba Phó Chủ tịch UBND tỉnh là …"
    if before and before.kind == "office" and reader.is_after_copula(before.last, phrase.first):
        return "office"
    if reader.occupation_before(phrase.first):
        return "occupation"
    if _title_after(reader, place) or reader.occupation_after(phrase.last):
        return "apposition"
    is_aged = reader.age_after(phrase.last - 1) or reader.age_before(phrase.first)
    return "age" if is_aged else ""


def _titles(reader: Reader, place: int) -> tuple[str, ...]:
    return (*_titles_before(reader, place), *_titles_after(reader, place))


def _titles_before(reader: Reader, place: int) -> list[str]:
    found: list[str] = []
    gaps: tuple[str, ...] = (" ",)
    # The office stands right before the name, so it can be nobody else's.
    is_joined = True
    at = place
    while at > 0 and reader.phrases[at - 1].last == reader.phrases[at].first:
        before, gap = reader.phrases[at - 1], reader.gap_before(reader.phrases[at].first)
        if before.kind == "person" and gap in _TITLE_BEFORE:
            # "Lê Văn A, Chủ tịch xã, ông B": the office is A's.
            return found[-1:] if is_joined else []
        if gap not in gaps or before.kind in ("person", "organisation"):
            break
        if before.kind != "honorific":
            is_joined = is_joined and (bool(found) or gap == " ")
            found.insert(0, reader.text_of(before))
        gaps = (" ", *_TITLE_BEFORE)
        at -= 1
    return found


def _titles_after(reader: Reader, place: int) -> list[str]:
    found: list[str] = []
    at = place
    while (title := _title_after(reader, at)) is not None:
        found.append(reader.text_of(title))
        at += 1
    return found


def _title_after(reader: Reader, at: int) -> Phrase | None:
    """Return the office or rank in apposition after a phrase, if it is not the next name's."""
    if at + 1 >= len(reader.phrases):
        return None
    phrase, following = reader.phrases[at], reader.phrases[at + 1]
    is_apposed = (
        following.kind in ("office", "rank")
        and following.first == phrase.last
        and reader.gap_before(following.first) in _TITLE_FOLLOWS
    )
    if not is_apposed:
        return None
    owner = reader.phrases[at + 2] if at + 2 < len(reader.phrases) else None
    names_another = (
        owner is not None
        and owner.kind in ("person", "honorific", "rank")
        and owner.first == following.last
        and reader.gap_before(owner.first) == " "
    )
    return None if names_another else following


def _propose_people(people: list[_Sighting], paragraphs: Sequence[str]) -> list[Proposal]:
    for sighting in people:
        if not sighting.cue and sighting.leans_on is not None and people[sighting.leans_on].cue:
            sighting.cue = "list"
    unknown = [sighting for sighting in people if sighting.cue != KNOWN]
    return [
        _proposal("person", sightings, paragraphs)
        for sightings in _by_key(unknown).values()
        if any(sighting.cue for sighting in sightings)
    ]


def _propose_organisations(found: list[_Sighting], paragraphs: Sequence[str]) -> list[Proposal]:
    by_key = _by_key(found)
    for key in sorted(by_key, key=len):
        fuller = [other for other in by_key if _adds_a_place(by_key[other][0], by_key[key][0])]
        # Two provinces named: whose is the short form? Leave it to the editor.
        if len(fuller) == 1:
            by_key[fuller[0]] += by_key.pop(key)
    return [_proposal("organisation", sightings, paragraphs) for sightings in by_key.values()]


def _adds_a_place(full: _Sighting, short: _Sighting) -> bool:
    if not full.key.startswith(f"{short.key} "):
        return False
    rest = expand(full.text).split(" ", len(expand(short.text).split(" ")))[-1]
    words = [word for word in rest.split() if word not in "-–"]
    is_place = all(word[0].isupper() or word[0].isdigit() for word in words[1:])
    return is_place and _PLACE.fullmatch(rest) is not None


def _by_key(sightings: list[_Sighting]) -> dict[str, list[_Sighting]]:
    grouped: dict[str, list[_Sighting]] = {}
    for sighting in sightings:
        grouped.setdefault(sighting.key, []).append(sighting)
    return grouped


def _proposal(kind: str, sightings: list[_Sighting], paragraphs: Sequence[str]) -> Proposal:
    fullest = max(sightings, key=lambda sighting: len(sighting.key))
    first_cued = next((s for s in sightings if s.cue), sightings[0])
    spans = tuple(sorted(sighting.span for sighting in sightings))
    return Proposal(
        text=fullest.text,
        kind=kind,
        titles=_different(title for sighting in sightings for title in sighting.titles),
        count=sum(sighting.key == fullest.key for sighting in sightings),
        spans=spans,
        evidence=_sentence(paragraphs[first_cued.span[0]], first_cued.span[1]),
        cue=first_cued.cue,
    )


def _different(titles: Iterable[str]) -> tuple[str, ...]:
    by_key: dict[str, str] = {}
    for title in titles:
        by_key.setdefault(tone_key(title).lower(), title)
    return tuple(by_key.values())


def _sentence(paragraph: str, offset: int) -> str:
    """Return the sentence around a place, of a longer one what stands near."""
    first = max(0, offset - LONGEST_SENTENCE)
    near, place = paragraph[first : offset + LONGEST_SENTENCE], offset - first
    ends = [match.end() for match in _SENTENCE_END.finditer(near)]
    start = max((end for end in ends if end <= place), default=0)
    end = min((end for end in ends if end > place), default=len(near))
    return near[start:end].strip()
