"""
Pictures in text that was pasted: where a caption stands with one, both become an awaiting photo.

The text itself keeps no picture. Without a caption nothing would say what is awaited: such
pictures are left for the sanitiser, and whoever saves is told.
"""

import nh3
from lxml.html import HtmlElement, fragment_fromstring

from accounts.models import User
from articles.models import Article, PhotoUse
from articles.placing import LONGEST_CAPTION
from articles.richtext import ELEMENTS, pictures_in, serialise
from photos import services
from vietnamese.text import normalise, squeeze

# More than anybody pastes; a forged text must not keep us busy.
MOST = 50
_ELEMENTS = {**ELEMENTS, "img": set(), "figcaption": set()}


def settle(article: Article, *, by: User) -> int:
    """
    Put awaiting photos into the unsaved text of `article`; return how many.

    A caption is the `<figcaption>` of the picture, or words beside or under it that end in a
    credit. The credit is parted from it. In the transaction of the text's saving.
    """
    if not pictures_in(article.body) or not by.has_perm("photos.add_photo"):
        return 0
    root = _with_pictures(article.body)
    made = 0
    for picture in list(root.iter("img"))[:MOST]:
        if root not in picture.iterancestors():
            # It went with the caption of another.
            continue
        block = _block_of(picture, root)
        found = None if block.get("data-photo") else _caption(picture, block)
        if found is None:
            continue
        caption, element = found
        photo = services.create_awaiting(services.read_caption(caption), by=by)
        use = PhotoUse.objects.create(article=article, photo=photo)
        figure = block.makeelement("figure", {"data-photo": use.key})
        block.addprevious(figure)
        element.drop_tree()
        parent = picture.getparent()
        # A link that was around the picture alone goes with it.
        whole = parent if parent.tag == "a" and not parent.text_content().strip() else picture
        whole.drop_tree()
        made += 1
    for figure in list(root.iter("figure")):
        if not figure.get("data-photo"):
            figure.drop_tag()
    article.body = serialise(root)
    return made


def _with_pictures(html: str) -> HtmlElement:
    clean = nh3.clean(
        normalise(html),
        tags=set(_ELEMENTS),
        attributes={name: names for name, names in _ELEMENTS.items() if names},
        link_rel=None,
        strip_comments=True,
    )
    return fragment_fromstring(clean, create_parent="div")


def _block_of(picture: HtmlElement, root: HtmlElement) -> HtmlElement:
    """Return its figure, or what holds it in the text: figures stand between paragraphs."""
    block = picture
    while block.getparent() is not root:
        block = block.getparent()
        if block.tag == "figure":
            break
    return block


def _caption(picture: HtmlElement, block: HtmlElement) -> tuple[str, HtmlElement] | None:
    """Return the words of the caption, and the element that they are all of."""
    for element in block.iter("figcaption"):
        words = _words(element)
        return (words, element) if words else None
    for element in [block, block.getnext()]:
        if element is None or element.tag not in {"p", "figure"} or element.get("data-photo"):
            continue
        if services.read_caption(_words(element)).has_credit:
            return _words(element), element
    return None


def _words(element: HtmlElement) -> str:
    words = squeeze(element.text_content())
    return words if len(words) <= LONGEST_CAPTION else ""
