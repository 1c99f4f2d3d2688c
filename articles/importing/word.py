"""
Word files (.docx): text with its headings and lists, pictures where they stand,
each with the caption below it.
"""

import io
import zipfile
from collections.abc import Iterator
from copy import deepcopy

import lxml.html
import mammoth
from django.utils.translation import gettext as _
from lxml.html import HtmlElement

from articles import richtext
from articles.importing import parsed
from articles.importing.headlines import is_headline
from articles.importing.parsed import ImportRefused, Paragraph, ParsedStory, StoryPhoto
from entities.oddities import old_code
from photos import services
from photos.captions import ParsedCaption
from vietnamese.text import squeeze

MAX_BYTES = 60 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
# A caption below a picture is short; a long paragraph without a credit is text.
LONGEST_BARE_CAPTION = 300

# Where a line begins and ends.
PARTED = ["br", "p", "li", "tr", "td", "th"]

STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Caption'] => p.caption:fresh
"""


def is_word(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


def parse(data: bytes) -> ParsedStory:
    """
    Return the story in a .docx file.

    Raises ImportRefused: "too_large" over 60 MB or 200 MB unpacked, "broken"
    where it is no Word file, "empty" without text.
    """
    _check(data)
    pictures: list[bytes] = []

    def keep(image) -> dict[str, str]:
        # Only its number goes into the HTML: parsers cut attributes of ten megabytes.
        with image.open() as file:
            pictures.append(file.read())
        return {"src": str(len(pictures) - 1)}

    try:
        converted = mammoth.convert_to_html(
            io.BytesIO(data), style_map=STYLES, convert_image=mammoth.images.img_element(keep)
        )
    except Exception as error:
        # mammoth has no error of its own: a broken part raises whatever its reader raised.
        raise _broken() from error
    return _story(list(_elements(converted.value)), pictures)


def _check(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise ImportRefused(
            "too_large",
            _("The Word file is larger than %(limit)d MB.") % {"limit": MAX_BYTES >> 20},
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise _broken() from error
    if unpacked > MAX_UNPACKED:
        raise ImportRefused(
            "too_large",
            _("The Word file is larger than %(limit)d MB when unpacked.")
            % {"limit": MAX_UNPACKED >> 20},
        )
    if "word/document.xml" not in names:
        raise _broken()


def _broken() -> ImportRefused:
    return ImportRefused("broken", _("This Word file is damaged or is not a .docx file."))


def _elements(html: str) -> Iterator[HtmlElement]:
    """Yield the blocks in order; a picture in a paragraph becomes a block before its words."""
    for element in lxml.html.fragment_fromstring(html, create_parent="div"):
        if not isinstance(element.tag, str):
            continue
        pictures = list(element.iter("img"))
        for picture in pictures:
            picture.drop_tree()
            picture.tail = None
            yield picture
        if squeeze(element.text_content()):
            yield element


def _words(element: HtmlElement) -> str:
    """Return the text of a block, with a line for each of its items, cells and lines."""
    copy = deepcopy(element)
    for part in copy.iter(*PARTED):
        part.text = f"\n{part.text or ''}"
        part.tail = f"\n{part.tail or ''}"
    lines = [squeeze(line) for line in copy.text_content().split("\n")]
    return "\n".join(line for line in lines if line)


def _story(elements: list[HtmlElement], pictures: list[bytes]) -> ParsedStory:
    headline, elements = _headline(elements)
    blocks: list[Paragraph | StoryPhoto] = []
    warnings: list[str] = []
    waiting: list[bytes] = []
    for element in elements:
        if element.tag == "img":
            waiting.append(pictures[int(element.get("src", ""))])
            continue
        caption = _caption(element, below_picture=bool(waiting))
        if caption is None:
            blocks += _without_caption(waiting, warnings)
            blocks.append(_paragraph(element))
        else:
            # Several pictures over one caption: it belongs to the last.
            blocks += _without_caption(waiting[:-1], warnings)
            picture = waiting[-1] if waiting else None
            blocks.append(StoryPhoto(caption, picture, "word.jpg" if picture else ""))
        waiting = []
    blocks += _without_caption(waiting, warnings)
    if not any(isinstance(block, Paragraph) for block in blocks):
        raise parsed.empty()
    warnings += old_code([element.text_content() for element in elements])
    return ParsedStory(headline=headline, blocks=blocks, warnings=warnings)


def _headline(elements: list[HtmlElement]) -> tuple[str, list[HtmlElement]]:
    texts = ["" if element.tag == "img" else _words(element) for element in elements]
    for position, (element, text) in enumerate(zip(elements, texts, strict=True)):
        if element.tag == "img":
            continue
        following = next(filter(None, texts[position + 1 :]), "")
        if element.tag == "h1" or is_headline(text, following):
            return squeeze(text)[:250], elements[:position] + elements[position + 1 :]
        break
    return "", elements


def _caption(element: HtmlElement, *, below_picture: bool) -> ParsedCaption | None:
    text = _words(element)
    caption = services.read_caption(text)
    if caption.has_credit and not caption.is_byline:
        return caption
    is_marked = "caption" in (element.get("class") or "")
    is_short = element.tag == "p" and len(text) <= LONGEST_BARE_CAPTION and not text.endswith(":")
    if is_marked or (below_picture and is_short and _is_all_italic(element)):
        return ParsedCaption(caption=text)
    return None


def _is_all_italic(element: HtmlElement) -> bool:
    """Whether all the words of a paragraph stand in <em>: how captions are set by hand."""
    return (
        bool(len(element))
        and not (element.text or "").strip()
        and all(child.tag == "em" and not (child.tail or "").strip() for child in element)
    )


def _without_caption(pictures: list[bytes], warnings: list[str]) -> list[StoryPhoto]:
    if pictures:
        warnings.append(
            _("Pictures without a caption and credit: %(count)d.") % {"count": len(pictures)}
        )
    return [StoryPhoto(ParsedCaption(caption=""), data, "word.jpg") for data in pictures]


def _paragraph(element: HtmlElement) -> Paragraph:
    html = lxml.html.tostring(element, encoding="unicode", with_tail=False)
    # The headline is the only h1; a heading in the text is one below it.
    html = html.replace("<h1", "<h2").replace("</h1>", "</h2>")
    return Paragraph(html=richtext.sanitise(html), text=_words(element))
