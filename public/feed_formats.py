"""RSS 2.0, Atom 1.0 and JSON Feed 1.1 with whole stories, and with their pictures' credits."""

import datetime
import json
from html import escape
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed, rfc3339_date

from articles.structured_data import creators

MEDIA = "http://search.yahoo.com/mrss/"
# Atom wants a date of a feed without stories, too.
LONG_AGO = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class _WithMedia(SyndicationFeed):
    """
    Media RSS (rssboard.org/media-rss) of each photo; its credit is an element of its own.

    Django has room for one author of a story: each of those who sign gets an element here.
    """

    def root_attributes(self):
        return super().root_attributes() | {"xmlns:media": MEDIA}

    def latest_post_date(self):
        # Django says "now" of an empty feed, so that nobody ever had it already.
        return super().latest_post_date() if self.items else LONG_AGO

    def add_item_elements(self, handler, item):
        # Plain text, where both formats have HTML: Atom by the type that Django gives it.
        summary = escape(item["description"], quote=False)
        super().add_item_elements(handler, item | {"description": summary})
        for photo in item["photos"]:
            add_photo(handler, photo)


def add_photo(handler: Any, photo: dict[str, Any]) -> None:
    file = photo["largest"]
    size = {"width": str(file["width"]), "height": str(file["height"])}
    attributes = {"url": photo["address"], "medium": "image", "type": "image/jpeg"}
    handler.startElement("media:content", attributes | size)
    # An agency is no photographer, and "Ảnh tư liệu" is nobody.
    is_persons = any(maker["@type"] == "Person" for maker in creators(photo))
    role = {"role": "photographer", "scheme": "urn:ebu"} if is_persons else {}
    handler.addQuickElement("media:credit", photo["credit_line"], role)
    if photo["caption"]:
        handler.addQuickElement("media:description", photo["caption"], {"type": "plain"})
    handler.endElement("media:content")


class Rss(_WithMedia, Rss201rev2Feed):
    def root_attributes(self):
        return super().root_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["html"])


class Atom(_WithMedia, Atom1Feed):
    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        handler.addQuickElement("content", item["html"], {"type": "html"})


class JsonFeed(SyndicationFeed):
    """jsonfeed.org/version/1.1. The credit of a photo stands in the text, and in `_credit`."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile, encoding):
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "description": self.feed["description"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"], "url": self.feed["author_link"]}],
            "items": [self.item(item) for item in self.items],
        }
        outfile.write(json.dumps(feed, ensure_ascii=False))

    @staticmethod
    def item(item: dict[str, Any]) -> dict[str, Any]:
        shown = {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["description"],
            "content_html": item["html"],
            "date_published": rfc3339_date(item["pubdate"]),
            "date_modified": rfc3339_date(item["updateddate"]),
            "tags": list(item["categories"]),
            "attachments": [
                {
                    "url": photo["address"],
                    "mime_type": "image/jpeg",
                    "title": photo["caption"],
                    "_credit": photo["credit_line"],
                }
                for photo in item["photos"]
            ],
        }
        if item["authors"]:
            shown["authors"] = [{"name": name} for name in item["authors"]]
        if item["photos"]:
            shown["image"] = item["photos"][0]["address"]
        return shown


FORMATS: dict[str, type[Rss | Atom | JsonFeed]] = {"rss": Rss, "atom": Atom, "json": JsonFeed}
