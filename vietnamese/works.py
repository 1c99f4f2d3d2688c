"""Events that bear somebody's name, and plays about somebody: the name, and not the person."""

from vietnamese.bearers import EVENTS, WORKS
from vietnamese.lexicon import FUNCTION_WORDS
from vietnamese.neighbours import Neighbours
from vietnamese.wordlists import key_of, keys

_ROLE = key_of("vai")
_NO_ROLE_AFTER = keys("bờ đôi sát kề hai")
_OPENING, _CLOSING = tuple('“"‘'), tuple('”"’')
_LONGEST_TITLE, _LONGEST_EVENT = 10, 10
_TIMES, _YEAR = (key_of("lần"), key_of("thứ")), key_of("năm")


class Works(Neighbours):
    """The words of one text, read for events and plays; places are indexes of words."""

    def is_of_event(self, first: int) -> bool:
        """Say whether an event bears the name: `Cuộc thi … Lê Lai năm 2022`, `… lần thứ 3`."""
        last = first
        while self._goes_on(last):
            last += 1
        following = tuple(
            self._key(index) for index in range(last + 1, min(last + 3, len(self.tokens)))
        )
        is_year = following[:1] == (_YEAR,) and following[-1].isdigit()
        if following != _TIMES and not is_year:
            return False
        for place in range(first - 1, max(first - _LONGEST_EVENT, 0) - 1, -1):
            if self.tokens[place + 1].gap != " " or self._key(place) in FUNCTION_WORDS:
                return False
            if self._key(place) in EVENTS:
                return True
        return False

    def is_role(self, first: int) -> bool:
        """Say whether a play is about the name: `vai Lê Lai`, `vở diễn “Lê Lai cứu chúa”`."""
        before = self._key(first - 1) if first else ""
        if before == _ROLE and self.tokens[first].gap == " ":
            return first < 2 or self._key(first - 2) not in _NO_ROLE_AFTER
        for start in range(first, max(first - _LONGEST_TITLE, 0), -1):
            gap = self.tokens[start].gap
            if gap.endswith(_OPENING):
                return self._key(start - 1) in WORKS
            if any(mark in gap for mark in _CLOSING):
                return False
        return self._is_further_role(first)

    def _is_further_role(self, first: int) -> bool:
        """Say whether `(vai A)` stood before `B (C)`."""
        last = first
        while self._goes_on(last):
            last += 1
        closes = all(token.gap.startswith(")") for token in self.tokens[last + 1 : last + 2])
        return (
            closes
            and self.tokens[first].gap == " ("
            and any(
                token.gap == " (" and key_of(token.text) == _ROLE for token in self.tokens[:first]
            )
        )
