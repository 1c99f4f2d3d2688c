"""Parts of addresses that may be one of a few words."""

from django.urls.converters import StringConverter

from public.feed_formats import FORMATS


class FeedFormat(StringConverter):
    regex = "|".join([*FORMATS, "ninjs"])


class KindOfRecord(StringConverter):
    regex = "nhan-vat|to-chuc"
