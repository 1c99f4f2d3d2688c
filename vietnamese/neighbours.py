"""The words of a text, asked by their indexes."""

from collections.abc import Sequence

from vietnamese.tokens import Token
from vietnamese.wordlists import key_of


class Neighbours:
    """The words of one text, asked by their indexes."""

    tokens: Sequence[Token]

    def _is_capital(self, index: int) -> bool:
        return self.tokens[index].is_capitalised

    def _key(self, index: int) -> str:
        return key_of(self.tokens[index].text)

    def _goes_on(self, last: int) -> bool:
        following = self.tokens[last + 1 : last + 2]
        return any(token.gap == " " and token.is_capitalised for token in following)
