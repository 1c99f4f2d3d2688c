"""
What a story's text may contain: one definition for the editor's buttons, the
browser's filter and the server's sanitiser, which alone is the defence.

In the text a photo is `<figure data-photo="KEY"></figure>` and a name that was
linked by hand is `<a data-entity="ID">`.
"""

import re
from collections.abc import Collection, Iterator

import lxml.html
import nh3
from lxml.html import HtmlElement

from vietnamese.text import normalise

# element: its attributes.
ELEMENTS: dict[str, set[str]] = {
    "p": set(),
    "h2": set(),
    "h3": set(),
    "strong": set(),
    "em": set(),
    "ul": set(),
    "ol": set(),
    "li": set(),
    "blockquote": set(),
    "br": set(),
    "table": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": set(),
    "td": set(),
    "a": {"href", "data-entity"},
    "figure": {"data-photo"},
}
# Names are linked in running text, never in headings, figures or other links.
NEVER_LINKED = {"h2", "h3", "th", "a", "figure"}
RUNNING_TEXT = {"p", "li", "blockquote", "td", "strong", "em"}
BLOCKS = {"p", "h2", "h3", "li", "blockquote", "td", "th"}

FORMATS = ["p", "h2", "h3"]
# The editor's buttons in groups, each with what it writes into the text.
BUTTONS: list[dict[str, set[str]]] = [
    {"Format": set(FORMATS), "Bold": {"strong"}, "Italic": {"em"}, "StoryLink": {"a"}},
    {
        "BulletedList": {"ul", "li"},
        "NumberedList": {"ol", "li"},
        "Blockquote": {"blockquote"},
        "Table": {"table", "thead", "tbody", "tr", "th", "td"},
    },
    {"Undo": set(), "Redo": set(), "RemoveFormat": set(), "Maximize": set()},
]
TOOLBAR = [list(group) for group in BUTTONS]

# Line ends and indents that editors write between blocks mean nothing: without them
# the same text is the same string, whichever editor it came through.
_AROUND_BLOCKS = re.compile(
    r"\s*(</?(?:p|h2|h3|ul|ol|li|blockquote|table|thead|tbody|tr|th|td|figure)(?:\s[^>]*)?>)\s*"
)
_NO_ID = re.compile(r' data-entity="(?![1-9]\d{0,17}")[^"]*"')
_PICTURE = re.compile(r"<img[\s/]", re.IGNORECASE)
_EMPTY_PARAGRAPH = re.compile(r"<p>\s*</p>")


def sanitise(html: str) -> str:
    """Return `html` with nothing in it but ELEMENTS; NFC; running it again changes nothing."""
    clean = nh3.clean(
        normalise(html),
        tags=set(ELEMENTS),
        attributes={name: names for name, names in ELEMENTS.items() if names},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
    )
    # An id that no table can hold means nobody.
    clean = _NO_ID.sub("", clean)
    # Entities become characters only here, so what they hid is normalised now.
    clean = _AROUND_BLOCKS.sub(r"\1", normalise(clean.replace("&nbsp;", " ")))
    # Taking one out may empty another around it.
    while _EMPTY_PARAGRAPH.search(clean):
        clean = _EMPTY_PARAGRAPH.sub("", clean)
    return clean.strip()


def editor_filter() -> str:
    """Return ELEMENTS as CKEditor's `allowedContent` rules."""
    rules = []
    for name, attributes in ELEMENTS.items():
        listed = ",".join(sorted(attributes))
        rules.append(f"{name}[{listed}]" if listed else name)
    return "; ".join(rules)


def parse(html: str) -> HtmlElement:
    """Return sanitised `html` as the children of one <div>."""
    return lxml.html.fragment_fromstring(html, create_parent="div")


def serialise(root: HtmlElement) -> str:
    """Return the children of `root` as HTML; the reverse of `parse`."""
    whole = lxml.html.tostring(root, encoding="unicode", with_tail=False)
    return whole.removeprefix("<div>").removesuffix("</div>")


def photo_keys(html: str) -> list[str]:
    """Return the photo keys in `html`, in the order of the text, each once."""
    keys = (figure.get("data-photo", "") for figure in parse(html).iter("figure"))
    return list(dict.fromkeys(key for key in keys if key))


def keep_figures(html: str, keys: Collection[str]) -> tuple[str, list[str]]:
    """
    Remove the figures whose key is not among `keys`, and second ones of a key.

    Returns the text and the keys that were taken out ("" for a figure without).
    """
    root = parse(html)
    seen: set[str] = set()
    removed = []
    for figure in list(root.iter("figure")):
        key = figure.get("data-photo", "")
        if key in keys and key not in seen:
            seen.add(key)
            continue
        removed.append(key)
        figure.drop_tree()
    return (serialise(root), removed) if removed else (html, [])


def pictures_in(html: str) -> int:
    """Return how many pictures stand in unsanitised `html` that are no photos of the desk."""
    return len(_PICTURE.findall(html))


def linked_names(html: str) -> list[int]:
    """Return the ids that were linked by hand in `html`, in the order of the text, each once."""
    ids = (link.get("data-entity", "") for link in parse(html).iter("a"))
    return list(dict.fromkeys(int(pk) for pk in ids if pk.isdecimal()))


def keep_names(html: str, ids: Collection[int]) -> tuple[str, list[str]]:
    """
    Make plain text of the links by hand whose id is not among `ids`.

    Returns the text and the words that were links.
    """
    root = parse(html)
    removed = []
    for link in list(root.iter("a")):
        pk = link.get("data-entity", "")
        if pk and not (pk.isdecimal() and int(pk) in ids):
            removed.append(link.text_content())
            link.drop_tag()
    return (serialise(root), removed) if removed else (html, [])


def plain_blocks(html: str) -> Iterator[str]:
    """Yield the text of each paragraph, heading, list item and cell, in order."""
    root = parse(html)
    for line_break in root.iter("br"):
        # Without it the last word of a line and the first of the next were one.
        line_break.tail = f"\n{line_break.tail or ''}"
    for element in root.iter():
        if element.tag in BLOCKS and not any(child.tag in BLOCKS for child in element):
            text = element.text_content().strip()
            if text:
                yield text


def plain_text(html: str) -> str:
    """Return the whole text, with a blank where a block or a line ends: they may be nested."""
    root = parse(html)
    for element in root.iter(*BLOCKS, "br"):
        element.text = f" {element.text or ''}"
        element.tail = f" {element.tail or ''}"
    return root.text_content()


def text_spots(root: HtmlElement) -> Iterator[tuple[HtmlElement, str, str]]:
    """
    Yield (element, "text" or "tail", string) for each piece of running text, in order.

    Headings, figures and links are passed over, with all that is in them.
    """

    def walk(element: HtmlElement) -> Iterator[tuple[HtmlElement, str, str]]:
        if element.tag in RUNNING_TEXT and element.text:
            yield element, "text", element.text
        for child in element:
            if child.tag not in NEVER_LINKED:
                yield from walk(child)
            if element.tag in RUNNING_TEXT and child.tail:
                yield child, "tail", child.tail

    yield from walk(root)
