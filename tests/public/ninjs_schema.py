"""
What IPTC ninjs 3.1 says of the properties we print, written down from the standard.

The standard's own schema (iptc.org/std/ninjs, CC BY 4.0) knows more properties; what we do not
print is refused here, so that a property is looked up there before it is printed.
"""

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
URI: Schema = {"type": "string", "format": "uri"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
COUNT: Schema = {"type": "integer"}


def object_of(properties: Schema, *required: str) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


VALUE = {"role": TEXT, "contentType": TEXT, "value": TEXT}
BODY = VALUE | {"charCount": COUNT, "wordCount": COUNT}
NAMED = {"name": TEXT, "rel": TEXT, "uri": URI, "literal": TEXT}
RENDITION = {
    "name": TEXT,
    "href": URI,
    "contentType": TEXT,
    "title": TEXT,
    "width": COUNT,
    "height": COUNT,
}
NEWS_OBJECT: Schema = {
    "uri": URI,
    "type": {"enum": ["text", "audio", "video", "picture", "graphic", "composite"]},
    "representationType": {"enum": ["full", "partial"]},
    "version": TEXT,
    "firstCreated": MOMENT,
    "versionCreated": MOMENT,
    "contentCreated": MOMENT,
    "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
    "language": TEXT,
    "title": TEXT,
    "headlines": list_of(object_of(VALUE, "value")),
    "descriptions": list_of(object_of(VALUE, "value")),
    "bodies": list_of(object_of(BODY, "value")),
    "by": TEXT,
    "located": TEXT,
    "people": list_of(object_of(NAMED)),
    "organisations": list_of(object_of(NAMED)),
    "places": list_of(object_of(NAMED)),
    "subjects": list_of(object_of(NAMED)),
    "infoSources": list_of(object_of({"name": TEXT, "role": TEXT, "uri": URI, "literal": TEXT})),
    "copyrightHolder": TEXT,
    "copyrightNotice": TEXT,
    "usageTerms": TEXT,
    "rightsInfo": object_of({"linkedRights": URI}, "linkedRights"),
    "altIds": list_of(object_of({"role": TEXT, "value": TEXT})),
    "trustIndicators": list_of(object_of({"role": URI, "title": TEXT, "href": URI})),
    "renditions": list_of(object_of(RENDITION, "name")),
    "associations": list_of({"$ref": "#/$defs/associated"}),
    "standard": object_of({"name": TEXT, "version": TEXT, "schema": URI}),
}
SCHEMA: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$defs": {"associated": object_of(NEWS_OBJECT | {"name": TEXT, "rel": TEXT}, "name", "uri")},
    **object_of(NEWS_OBJECT, "uri"),
}
