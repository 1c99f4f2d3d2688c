"""
Plain text as reporters send it: paragraphs parted by blank lines, a caption a
paragraph of its own that ends in its credit, the headline sometimes missing.
"""

import html
import re

from django.utils.translation import gettext as _

from articles.importing import parsed
from articles.importing.headlines import is_headline
from articles.importing.parsed import ImportRefused, Paragraph, ParsedStory, StoryPhoto
from articles.models import Article
from entities.oddities import old_code
from photos import services
from vietnamese import encodings
from vietnamese.text import normalise, squeeze

MAX_BYTES = 5 * 1024 * 1024

_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")


def decode(data: bytes, *, encoding: str = "") -> str:
    """
    Return the text of `data`, UTF-8 unless another encoding is asked for.

    Raises ImportRefused: "empty", "too_large", "binary" or "not_utf8", the last
    with the encoding it looks like.
    """
    if len(data) > MAX_BYTES:
        raise ImportRefused(
            "too_large", _("The text is larger than %(limit)d MB.") % {"limit": MAX_BYTES >> 20}
        )
    if not data.strip():
        raise parsed.empty()
    if encoding:
        try:
            return encodings.decode(data, encoding)
        except (LookupError, ValueError) as error:
            raise ImportRefused(
                "wrong_encoding",
                _("The file cannot be read as %(encoding)s.") % {"encoding": encoding},
            ) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _not_utf8(data) from None
    if b"\0" in data or encodings.is_binary(data):
        raise _not_utf8(data)
    return text


def _not_utf8(data: bytes) -> ImportRefused:
    guess = encodings.looks_like(data)
    if guess in {None, "utf-8"}:
        return _binary()
    return ImportRefused(
        "not_utf8",
        _("The file is not UTF-8; it looks like %(encoding)s. Read it as that?")
        % {"encoding": guess},
        encoding=guess,
    )


def _binary() -> ImportRefused:
    return ImportRefused("binary", _("This is no text file and no Word file."))


def parse(text: str) -> ParsedStory:
    """Return the story in `text`; raises ImportRefused ("empty") where there is none."""
    clean = normalise(text).strip()
    # Some editors put no blank lines: then every line is a paragraph.
    parts = _BLANK_LINE.split(clean) if _BLANK_LINE.search(clean) else clean.split("\n")
    paragraphs = [part.strip() for part in parts]
    return from_paragraphs([part for part in paragraphs if part])


def from_paragraphs(paragraphs: list[str]) -> ParsedStory:
    blocks = [_block(paragraph) for paragraph in paragraphs]
    headline = ""
    texts = [block.text if isinstance(block, Paragraph) else "" for block in blocks]
    if texts and is_headline(texts[0], next(filter(None, texts[1:]), "")):
        headline = squeeze(texts[0])
        blocks = blocks[1:]
    if not any(isinstance(block, Paragraph) for block in blocks):
        raise parsed.empty()
    limit = Article._meta.get_field("headline").max_length
    warnings = old_code(paragraphs)
    return ParsedStory(headline=headline[:limit], blocks=blocks, warnings=warnings)


def _block(paragraph: str) -> Paragraph | StoryPhoto:
    caption = services.read_caption(paragraph)
    if caption.has_credit and not caption.is_byline:
        return StoryPhoto(caption)
    lines = "<br>".join(html.escape(line.strip(), quote=False) for line in paragraph.split("\n"))
    return Paragraph(html=f"<p>{lines}</p>", text=paragraph)
