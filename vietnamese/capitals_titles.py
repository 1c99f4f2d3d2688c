"""Offices and bodies in a paragraph all in capitals, and its other words in small letters."""

from vietnamese.capitals_own import own_name
from vietnamese.lexicon import (
    ALL_WORDS,
    CHOSEN_NAMES,
    INSTITUTIONS,
    LEVELS,
    OFFICES,
    WORDS,
    phrase_at,
)
from vietnamese.places import province_at
from vietnamese.syllables import is_syllable
from vietnamese.tokens import Token
from vietnamese.wordlists import key_of, keys
from vietnamese.words import Words

_AND, _PARTY, _PROVINCE, _VICE = map(key_of, ["và", "đảng", "tỉnh", "phó"])
_COUNTRY = [key_of("việt"), key_of("nam")]
_OPENS_NO_SENTENCE = ("(", "- ", "– ")
# Heads of one word that are seldom the end of another word, as in "nhiệm vụ", "quốc phòng".
_CERTAIN_HEADS = keys("sở bộ cục UBND HĐND MTTQ UBMTTQ TAND VKSND BHXH ĐH HTX CLB")
# "Trưởng" alone is also half of "tăng trưởng".
_HEAD = key_of("trưởng")
_WORDS_OF_TWO = {
    (key_of(first), key_of(second))
    for second, firsts in [
        ("bộ", "cán nội toàn đồng tiến"),
        ("sở", "cơ trụ"),
        ("hội", "xã đại lễ quốc cơ"),
        ("trường", "môi thị công hiện"),
    ]
    for first in firsts.split()
}


def with_titles(text: str) -> str:
    """Return the text in small letters, but for what begins a sentence, an office or a body."""
    words = Words(text)
    capitals: set[int] = set()
    at = 0
    while at < len(words.tokens):
        if province := province_at(words.words, at):
            capitals.update(range(at, at + province))
            at += province
            continue
        end, is_certain = _title_at(words, at)
        own = own_name(words, at, end)
        if is_certain or own:
            capitals.update(n for n in range(at, end) if n == at or _begins_part(words, n, end))
            capitals.update(own)
        at = max(end, at + 1, own.stop)
    parts, end = [], 0
    for at, token in enumerate(words.tokens):
        parts += [text[end : token.start], _written(token, is_capital=at in capitals)]
        end = token.end
    return "".join([*parts, text[end:]])


def _title_at(words: Words, at: int) -> tuple[int, bool]:
    """Return where an office or a body from `at` on ends, and whether it is a certain one."""
    office = phrase_at(words.keys, at, OFFICES)
    body = phrase_at(words.keys, at, INSTITUTIONS)
    if _is_half(words, at) or (office == 1 and words.keys[at] == _HEAD) or not (office or body):
        return at, False
    is_chosen = not office and phrase_at(words.keys, at, CHOSEN_NAMES) > 0
    if not office and body == 1 and not is_chosen and words.keys[at] not in _CERTAIN_HEADS:
        return at, False
    end = at + max(office, body)
    while part := _part_at(words, end):
        end += part
    if not is_chosen:
        return end, True
    # "Trường Tiểu học Hoa Sò" chose its name: nobody can tell where that ends. But of a
    # province there is one "Bệnh viện Đa khoa tỉnh".
    is_provincial = (
        words.keys[end : end + 1] == [_PROVINCE] or words.keys[end - 2 : end] == _COUNTRY
    )
    return end, is_provincial and end > at + body


def _is_half(words: Words, at: int) -> bool:
    return tuple(words.keys[max(at - 1, 0) : at + 1]) in _WORDS_OF_TWO


def _part_at(words: Words, at: int) -> int:
    """Return how many words from `at` on go on with a title, the level left out."""
    if at >= len(words.tokens):
        return 0
    part = max(phrase_at(words.keys, at, phrases) for phrases in (ALL_WORDS, INSTITUTIONS))
    if words.tokens[at].gap == " ":
        return 0 if phrase_at(words.keys, at, LEVELS) >= part else part
    # "Sở Văn hóa, Thể thao và Du lịch"
    is_listed = words.tokens[at].gap == ", " and words.keys[at + part : at + part + 1] == [_AND]
    last = phrase_at(words.keys, at + part + 1, ALL_WORDS)
    return part + 1 + last if part and is_listed and last else 0


def _begins_part(words: Words, at: int, end: int) -> bool:
    """Say whether a part with a capital begins inside a title: `Bộ Tư lệnh`, `Trưởng Đoàn ĐBQH`."""
    if _is_half(words, at):
        return False
    is_after_and = words.keys[at - 1] == _AND
    part = phrase_at(words.keys, at, ALL_WORDS if is_after_and else WORDS)
    is_part = 0 < part <= end - at or words.keys[at] == _PARTY
    is_name = words.keys[at - 1 : at + 1] == _COUNTRY
    # "Phó Giám đốc Sở Y tế"
    is_head = words.keys[at] in _CERTAIN_HEADS or (
        words.keys[at - 1] == _VICE and phrase_at(words.keys, at, OFFICES) > 0
    )
    return is_part or is_name or is_head or phrase_at(words.keys, at, INSTITUTIONS) > 1


def _written(token: Token, *, is_capital: bool) -> str:
    if not is_syllable(token.text) or token.gap == "/":
        return token.text
    begins = token.opens and not token.gap.endswith(_OPENS_NO_SENTENCE)
    word = token.text.capitalize() if is_capital or begins else token.text.lower()
    # A letter that is longer when small would move every place after it.
    return word if len(word) == len(token.text) else token.text
