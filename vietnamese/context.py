"""What the words around a known name say: that it goes on, or is a street's, or another's."""

from collections.abc import Collection, Sequence

from vietnamese.lexicon import OFFICES, Phrases, phrase_at
from vietnamese.neighbours import Neighbours
from vietnamese.places import is_country, province_at
from vietnamese.streets import Streets
from vietnamese.syllables import is_family_name, is_syllable
from vietnamese.tokens import Token, tokenise
from vietnamese.wordlists import key_of, keys

_HONORIFICS = keys("ông bà anh chị cô chú bác cụ em cháu thầy theo và của với cùng")
_LEVELS = keys("tỉnh phố tp xã phường huyện quận khu")
_CITY = key_of("thành")
# "UBND tỉnh, thành phố" is no one's: levels in general.
_LISTED_LEVELS = keys("thành huyện xã phường quận sở ban ngành")
# "Tỉnh ủy viên" is an office, "tỉnh bạn" nobody's.
_MEMBER, _PARTY_BODY, _OTHERS = key_of("viên"), key_of("ủy"), key_of("bạn")
_PLACE_CUES = keys("xã phường huyện quận tỉnh tp phố trấn khu thôn bang hạt")
# "Ban Dân tộc HĐND tỉnh": a body of that body, and another one.
_BODIES_OF_BODIES = Phrases(
    tuple(key_of(word) for word in head.split())
    for head in ["Ban", "Văn phòng", "Đảng ủy", "Đảng bộ", "Công đoàn", "Trung tâm", "Thanh tra"]
)
_LONGEST_BODY_BEFORE = 5
# Words by which a name may be longer.
_LONGER = 2
_DASHES = (" - ", " – ")
# Words of a section's name at the most.
_SECTION = 3
_SENTENCE_ENDS = tuple('.!?…”"’)')
_KINDS = frozenset(
    tuple(key_of(word) for word in words.split())
    for words in ["Chính phủ điện", "Chính phủ số", "Quốc hội số", "chính quyền số"]
)


class Context(Neighbours):
    """
    The words of one text; places in it are indexes of words, the last one counted in.

    `bodies` is where names of bodies on record end, in code points; `written` are people
    whom the story names elsewhere, as keys of their words.
    """

    def __init__(
        self,
        text: str,
        own_province: str = "",
        bodies: Collection[int] = (),
        written: Collection[tuple[str, ...]] = (),
    ) -> None:
        self.tokens: Sequence[Token] = tokenise(text)
        self.streets = Streets(self.tokens)
        self.bodies = bodies
        self.written = written
        self.own_province = tuple(map(key_of, own_province.split()))
        self.by_start = {token.start: index for index, token in enumerate(self.tokens)}
        self.by_end = {token.end: index for index, token in enumerate(self.tokens)}

    def words_of(self, start: int, end: int) -> range:
        """Return the indexes of the words from `start` to `end` in code points."""
        return range(self.by_start[start], self.by_end[end] + 1)

    def refuses_person(self, first: int, last: int) -> bool:
        """Say whether a longer name begins, ends or goes on here, or a street is meant."""
        if all(token.text.isupper() for token in self.tokens[first : last + 1]):
            # In a headline in capitals the neighbours say little.
            is_anothers = self._is_in_a_name_written(first, last)
            return first == last or is_anothers or self.streets.is_after_cue(first)
        return (
            (self._goes_on(last) and not self._is_before_office(last))
            or self._is_end_of_longer_name(first, last)
            or self.streets.is_named_after(first)
        )

    def refuses_body(self, first: int, last: int) -> bool:
        """Say whether it signs the text, or a province follows that is no part of the name."""
        if self._is_signature(first, last) or self._is_a_kind_of(last):
            return True
        following = self.tokens[last + 1 : last + 6]
        if not following or following[0].gap != " " or not following[0].is_capitalised:
            return False
        return province_at([token.text for token in following], 0) > 0

    def refuses_local(self, first: int, last: int) -> bool:
        """Say whether "UBND tỉnh" is another place's here, a part of a longer name, or nobody's."""
        return self._is_of_longer_body(first) or self._is_anothers(last)

    def is_nobodys(self, last: int) -> bool:
        """Say whether levels are meant in general: "UBND tỉnh, thành phố", "Công an tỉnh bạn"."""
        if last + 1 >= len(self.tokens) or self._key(last) not in _LEVELS:
            return False
        gap, word = self.tokens[last + 1].gap, self._key(last + 1)
        if gap == ", ":
            return word in _LISTED_LEVELS and not self._is_capital(last + 1)
        return gap == " " and word == _OTHERS

    def _is_before_office(self, last: int) -> bool:
        """Say whether an office follows without a comma: `Lê Lai Bí thư chi bộ`."""
        words = [self._key(index) for index in range(last + 1, min(last + 5, len(self.tokens)))]
        return phrase_at(words, 0, OFFICES) > 1

    def _is_in_a_name_written(self, first: int, last: int) -> bool:
        """Say whether a longer name that the story writes elsewhere stands here."""
        return any(
            (start, end) != (first, last + 1)
            and tuple(map(self._key, range(start, end))) in self.written
            for start in range(max(first - _LONGER, 0), first + 1)
            for end in range(last + 1, min(last + 1 + _LONGER, len(self.tokens)) + 1)
        )

    def _is_signature(self, first: int, last: int) -> bool:
        """Say whether a paper or an agency signs: "TTX - Sáng nay …", "… thoát nước. - TTX"."""
        name = self.tokens[first : last + 1]
        if first == 0:
            following = self.tokens[last + 1 : last + 2]
            is_code = len(name) == 1 and name[0].text.isupper()
            return is_code and any(token.gap in _DASHES for token in following)
        gap = name[0].gap
        ends_sentence = gap.endswith(_DASHES) and gap[:-3].endswith(_SENTENCE_ENDS)
        # "… - TTX Việt Nam", "… - TTX Kinh tế": with its country, with a section of the paper.
        rest = self.tokens[last + 1 :]
        return ends_sentence and (not rest or (rest[0].is_capitalised and len(rest) <= _SECTION))

    def _is_a_kind_of(self, last: int) -> bool:
        """Say whether "Chính phủ điện tử" is meant, which is no body."""
        words = tuple(
            self._key(index) for index in range(last - 1, min(last + 2, len(self.tokens)))
        )
        return words in _KINDS

    def _is_anothers(self, last: int) -> bool:
        if last + 1 >= len(self.tokens):
            return False
        gap, word = self.tokens[last + 1].gap, self._key(last + 1)
        if self.is_nobodys(last):
            return True
        if gap != " ":
            return False
        if word == _MEMBER and self._key(last) == _PARTY_BODY:
            return True
        # "Sở Y tế tỉnh Tây Khê", "Công an thành phố Hà Nội".
        place = last + 1
        while place < len(self.tokens) and self._key(place) in (*_LEVELS, _CITY):
            place += 1
        return self._is_other_place(place, is_shouted=self.tokens[last].text.isupper())

    def _is_other_place(self, index: int, *, is_shouted: bool) -> bool:
        ahead = self.tokens[index : index + 6]
        if not ahead or ahead[0].gap != " " or not ahead[0].is_capitalised:
            return False
        if tuple(key_of(token.text) for token in ahead)[: len(self.own_province)] == (
            self.own_province
        ):
            return False
        if province_at([token.text for token in ahead], 0):
            return True
        if is_shouted and ahead[0].text.isupper():
            return False
        # "Giám đốc Sở Xây dựng Lê Văn An": a person follows, and no place.
        is_person = is_family_name(ahead[0].text) and len(ahead) > 1 and ahead[1].is_capitalised
        return not is_person

    def _is_of_longer_body(self, first: int) -> bool:
        for start in range(first - 1, max(first - _LONGEST_BODY_BEFORE, 0) - 1, -1):
            if self.tokens[start + 1].gap != " ":
                return False
            words = [self._key(index) for index in range(start, first)]
            head = phrase_at(words, 0, _BODIES_OF_BODIES)
            if (
                head
                and self._is_capital(start)
                and (head == len(words) or self._is_capital(start + head))
            ):
                return True
        return False

    def _run_before(self, first: int) -> Sequence[Token]:
        """Return the words with capitals that stand right before, an honorific left out."""
        start = first
        while start > 0 and self.tokens[start].gap == " " and self._is_capital(start - 1):
            start -= 1
        run = self.tokens[start:first]
        if self._is_place(run):
            # "xã Anh Sơn": no honorific.
            return run
        while run and key_of(run[0].text) in _HONORIFICS:
            run = run[1:]
        return run

    def _is_end_of_longer_name(self, first: int, last: int) -> bool:
        run = self._run_before(first)
        if not run or run[-1].text.isupper():
            return False
        if province_at([token.text for token in run], max(0, len(run) - 2)) or self._is_place(run):
            return False
        if is_country(token.text for token in run) and self._is_in_sentence(run):
            return False
        if run[-1].end in self.bodies and not is_syllable(self.tokens[first].text):
            # "Giám đốc FC Ngân Hải Peter Kallmann": what stands before is a body's name.
            return False
        if is_family_name(self.tokens[first].text):
            # Before a full name a second family name; a longer run is a place or an office.
            return is_family_name(run[0].text) and (len(run) == 1 or last - first < 2)
        return len(run) > 1 or is_family_name(run[0].text) or not run[0].opens

    def _is_in_sentence(self, run: Sequence[Token]) -> bool:
        """Say whether a word that is no honorific leads to the run: "Tổng thống Mỹ"."""
        before = self.by_start[run[0].start] - 1
        return before >= 0 and not run[0].opens and self._key(before) not in _HONORIFICS

    def _is_place(self, run: Sequence[Token]) -> bool:
        before = self.by_start[run[0].start] - 1 if run else -1
        return before >= 0 and self._key(before) in _PLACE_CUES
