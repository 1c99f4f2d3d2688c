"""IPTC-IIM 4.2: bytes in numbered data sets, whose encoding is marked seldom and wrong often."""

import datetime
from collections.abc import Iterator, Mapping, Sequence

from photos.embedded.proposal import Proposal, dated
from vietnamese import encodings

# 1:90 Coded Character Set: ESC % G stands for UTF-8.
UTF_8 = "1b2547"
TEXTS = {
    "2:120": "caption",
    "2:105": "headline",
    "2:110": "credit",
    "2:116": "copyright",
    "2:40": "instructions",
}
LISTS = {"2:80": "creators", "2:25": "keywords"}
# Sublocation, city, province, country.
PLACE = ["2:92", "2:90", "2:95", "2:101"]


def read(tags: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Proposal]]:
    is_marked = UTF_8 in tags.get("1:90", [])
    legacy = _legacy([bytes.fromhex(one) for values in tags.values() for one in values])

    def texts(name: str) -> tuple[list[str], bool]:
        read = [decode(bytes.fromhex(one), is_marked, legacy) for one in tags.get(name, [])]
        return [text for text, _ in read], any(is_guessed for _, is_guessed in read)

    for name, field in TEXTS.items():
        found, is_guessed = texts(name)
        if found:
            yield field, {"value": found[0], "source": "IIM", "is_guessed": is_guessed}
    for name, field in LISTS.items():
        found, is_guessed = texts(name)
        if found:
            yield field, {"value": found, "source": "IIM", "is_guessed": is_guessed}
    parts = [texts(name) for name in PLACE]
    place = ", ".join(found[0].strip() for found, _ in parts if found and found[0].strip())
    if place:
        is_guessed = any(is_guessed for _, is_guessed in parts)
        yield "place", {"value": place, "source": "IIM", "is_guessed": is_guessed}
    taken = _moment("".join(texts("2:55")[0]), "".join(texts("2:60")[0]))
    if taken:
        yield "taken_at", {"value": taken, "source": "IIM", "is_guessed": False}


def _legacy(values: list[bytes]) -> str:
    """Return what they are encoded in if not in UTF-8: the longest tells it of the shortest."""
    for value in sorted(values, key=len, reverse=True):
        encoding = encodings.looks_like(value)
        if encoding and encoding not in {"utf-8", "ascii"}:
            return encoding
    return "cp1252"


def decode(data: bytes, is_marked: bool, legacy: str) -> tuple[str, bool]:
    """Return the text, and whether its encoding was guessed: UTF-8 if marked or it fits."""
    try:
        return data.decode(), False
    except UnicodeDecodeError:
        if is_marked:
            # Marked, and cut in the middle of a letter: the rest is what was meant.
            return data.decode(errors="ignore"), True
    try:
        return encodings.decode(data, legacy), True
    except (UnicodeDecodeError, LookupError, ValueError):
        return data.decode("cp1252", "replace"), True


def _moment(day: str, time: str) -> str:
    """Return `20261117` and `083000+0700` as ISO 8601; "" where there is no day or no time."""
    for text in [f"{day}T{time}", f"{day}T{time[:6]}"] if time else []:
        try:
            moment = datetime.datetime.fromisoformat(text)
        except ValueError:
            continue
        return dated(moment)
    return ""
