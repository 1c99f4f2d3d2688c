"""
English where people read: what is visible of a page, and what a screen reader says.

A word is English if it stands in english_words.txt, which was made from the source strings of our
catalogue and of Django's, without what could be a Vietnamese syllable (`can`, `the`, `ban`).
"""

import re
from functools import cache
from pathlib import Path

from lxml import html

from tests.vietnamese_pages.catalogue import catalogue, texts
from vietnamese.syllables import is_syllable

# Names of formats and products, and words that are the same in both languages.
ALLOWED = frozenset(
    [
        *(
            "ckeditor",
            "cookie",
            "csv",
            "docx",
            "email",
            "facebook",
            "jpeg",
            "json",
            "png",
            "qmg",
            "sapo",
            "sha",
        ),
        *("txt", "ubnd", "utf", "video", "webp", "wikidata", "word", "zalo"),
    ]
)
# What Django's admin gives its ticks and crosses to say, and no setting changes.
TICKS = {"True", "False", "None"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
SPOKEN = ["alt", "aria-description", "aria-label", "aria-roledescription", "placeholder", "title"]
BUTTONS = "//input[@type='submit' or @type='button' or @type='reset']/@value"


@cache
def english() -> frozenset[str]:
    listed = (Path(__file__).parent / "english_words.txt").read_text("utf-8").split()
    # New words of ours count before anybody lists them.
    ours = [text for message in catalogue() if message.id for text in texts(message)]
    return (frozenset(listed) | english_words(ours)) - ALLOWED


def english_words(sources) -> frozenset[str]:
    """Return the words of English sentences that could not be Vietnamese."""
    plain = (PLACEHOLDER.sub(" ", text) for text in sources)
    # What stands in the source as an example is Vietnamese: "for instance (Ảnh: QMG)".
    words = (word.lower() for text in plain for word in re.findall(r"\b[A-Za-z]{3,}\b", text))
    return frozenset(word for word in words if not is_syllable(word))


def readable(content: bytes) -> list[str]:
    """Return what people see or hear of a page, piece by piece."""
    page = html.fromstring(content.decode())
    hidden = "//*[@hidden or contains(concat(' ', @class, ' '), ' hidden ')]"
    for silent in page.xpath(f"//script | //style | //template | //comment() | {hidden}"):
        silent.drop_tree()
    # The editor's box holds the story's markup: tags are not words.
    for box in page.xpath("//textarea[@data-type='ckeditortype']"):
        box.text = ""
    pieces = page.xpath("//text()")
    pieces += [value for name in SPOKEN for value in page.xpath(f"//@{name}")]
    pieces += page.xpath(BUTTONS)
    pieces += page.xpath("//meta[@name='description' or @property='og:title']/@content")
    return [said for piece in pieces if (said := " ".join(piece.split())) and said not in TICKS]


def english_in(content: bytes) -> list[str]:
    found = []
    for piece in readable(content):
        # Addresses, file names and tags of a format are no words.
        bare = re.sub(r"\S*[/@_.]\S*[A-Za-z0-9]|--\w+|<[^>]*>", " ", piece)
        words = {word.lower() for word in re.findall(r"\b[A-Za-z]{3,}\b", bare)}
        if suspicious := sorted(words & english()):
            found.append(f"{', '.join(suspicious)}: {piece[:120]}")
    return found


def visit(client, addresses):
    """Read each page that opens; returns the addresses that did, and {address: its English}."""
    seen, found = set(), {}
    for address in addresses:
        answer = client.get(address, follow=True)
        seen |= {address} if answer.status_code == 200 else set()
        if english := english_in(answer.content):
            found[f"{answer.status_code} {address}"] = english
    return seen, found
