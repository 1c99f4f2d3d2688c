"""The text of a story as other sites print it."""

from django.conf import settings

from articles.richtext import parse, serialise

# What only a browser that lays out a page can use.
_OF_A_PAGE = ["class", "decoding", "fetchpriority", "loading", "sizes", "srcset"]


def for_other_sites(text: str) -> str:
    """Return the text of a story with whole addresses, and one file for each picture."""
    root = parse(text)
    # Without their contents: to libxml2 the <img> stands inside the <source> before it.
    for element in list(root.iter("picture", "source")):
        element.drop_tag()
    for element in root.iter():
        for name in _OF_A_PAGE:
            element.attrib.pop(name, None)
    root.make_links_absolute(settings.SITE_URL)
    return serialise(root)
