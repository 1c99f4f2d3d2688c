"""Parts of addresses that may be one of a few words, or so many figures."""

from django.urls.converters import IntConverter, StringConverter

from public.feed_formats import FORMATS


class FeedFormat(StringConverter):
    regex = "|".join([*FORMATS, "ninjs"])


class Words(StringConverter):
    """The words in an address with a number: they may be any, the number decides."""

    regex = "[^/]+"


class Name(StringConverter):
    """A name as it is written, or its slug; not of a file, as /favicon.ico."""

    regex = "[^/.]+"


class KindOfPage(StringConverter):
    regex = "bai|nhan-vat|to-chuc|chu-de|tac-gia"


class Further(IntConverter):
    """The number of a page that is not the first."""

    regex = "[2-9]|[1-9][0-9]{1,5}"


class Year(IntConverter):
    regex = "[0-9]{4}"


class TwoDigits(IntConverter):
    """A month or a day as it is written: 07."""

    regex = "[0-9]{2}"

    def to_url(self, value) -> str:
        return f"{value:02}"
