"""The text of a story as other sites print it."""

from django.conf import settings

from articles.models import Edition
from articles.richtext import parse, serialise

# What only a browser that lays out a page can use.
_OF_A_PAGE = ["class", "decoding", "fetchpriority", "loading", "sizes", "srcset"]


def whole_text(edition: Edition) -> str:
    """Return all that readers of `edition` read, in the order of its page, for other sites."""
    lead = f"<p>{edition.lead_html}</p>" if edition.lead_html else ""
    # Corrections and apologies stand under the head of the page, which goes out in other ways.
    _head, _end, above = edition.header_html.partition("</header>")
    return for_other_sites(f"{lead}{above}{edition.body_html}")


def for_other_sites(text: str) -> str:
    """Return the text of a story with whole addresses, and one file for each picture."""
    root = parse(text)
    # Without their contents: to libxml2 the <img> stands inside the <source> before it.
    for element in list(root.iter("picture", "source")):
        element.drop_tag()
    # Without the classes, and the sheet that knows them, all that hides or parts words is lost.
    for words in root.find_class("visually-hidden"):
        words.drop_tree()
    for credit in root.find_class("photo__credit"):
        if credit.getprevious() is not None:
            credit.addprevious(credit.makeelement("br"))
    for element in root.iter():
        for name in _OF_A_PAGE:
            element.attrib.pop(name, None)
    # "//[": what is no address of anything is no link there either.
    root.make_links_absolute(settings.SITE_URL, handle_failures="discard")
    return serialise(root)
