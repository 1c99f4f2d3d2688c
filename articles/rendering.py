"""
From the facts of an edition to the ready strings that pages print.

Raise RENDER_VERSION when the result changes; `manage.py rerender_editions` then
writes the derived columns of every edition again, and nothing else of it.
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import override, pgettext_lazy

from articles import leading, records, richtext
from articles.markup import lean
from articles.models import Author, BylineRole, Edition, EditionKind
from articles.moments import iso, moment, moment_in_words
from articles.signatures import signatures, who_of
from articles.structured_data import news_article
from articles.structured_site import absolute, shared_default
from entities.models import Entity, EntityPage
from photos.models.rendition import Crop
from vietnamese.slugs import slugify

RENDER_VERSION = 10

DERIVED = [
    "render_version",
    "path",
    "section_name",
    "headline",
    "lead",
    "byline",
    "dateline",
    "published_text",
    "published_iso",
    "updated_text",
    "updated_iso",
    "card",
    "related_to",
    "related_html",
    "row_html",
    "large_html",
    "has_gallery",
    "gallery_html",
    "head_html",
    "json_ld",
    "header_html",
    "lead_html",
    "names_html",
    "body_html",
]

# Empty in a notice, which shows nothing of its story.
HTML = [column for column in DERIVED if column.endswith("_html")] + ["json_ld"]

# The text column on a wide screen; the whole screen on a phone.
SIZES = "(min-width: 44em) 42rem, 100vw"
# At the head of a page, beside its side column; and alone on a page.
LARGE_SIZES = "(min-width: 72rem) 45rem, (min-width: 62em) 62vw, 100vw"
GALLERY_SIZES = "(min-width: 72rem) 68rem, 100vw"

# Half of a phone, or a fifth of the page, on a screen of two pixels to the point.
THUMBNAIL_WIDTH = 480

# The focal point of a photo that nobody has set.
MIDDLE = [0.5, 0.5]

# What a page says before the names of those who did it.
DID = {
    BylineRole.REPORTER: pgettext_lazy("byline", "text"),
    BylineRole.PHOTOGRAPHER: pgettext_lazy("byline", "pictures"),
    BylineRole.TRANSLATOR: pgettext_lazy("byline", "translation"),
    BylineRole.COMPILER: pgettext_lazy("byline", "compiled by"),
}

# Each way a story stands in a list.
CARDS = {"related_html": "related_card", "row_html": "row_card", "large_html": "large_card"}

AddressOf = Callable[[str], str]

_FIGURE = re.compile(r'<figure data-photo="([^"]*)"></figure>')
_FIGURES = re.compile(rf"(?:{_FIGURE.pattern})+")
_PLACEHOLDER = re.compile(r'<a data-entity="(\d+)">(.*?)</a>', re.DOTALL)


def render(edition: Edition, *, address_of: AddressOf | None = None) -> None:
    """
    Fill the derived columns of `edition` from its facts and dates; saves nothing.

    What a link may point to is asked now: a person who has no page any more has
    no link after rendering again, however old the edition. `address_of` turns the path of
    a file into its address where it is not the public storage that has it.
    """
    with override("vi"):
        _render(edition, address_of)


def _render(edition: Edition, address_of: AddressOf | None) -> None:
    facts = edition.facts
    paths = linkable(entity["id"] for entity in facts["entities"])
    photos = [shown_photo(photo, address_of) for photo in facts["photos"]]
    key = leading.lead_of(facts)
    lead = next((photo for photo in photos if photo["key"] == key), None)

    edition.render_version = RENDER_VERSION
    # The section as it is called today: published stories follow a new name.
    edition.path = f"/{edition.section.slug}/{slugify(facts['headline'])}-{edition.article_id}/"
    edition.section_name = edition.section.name
    edition.headline = facts["headline"]
    edition.lead = facts["lead"]
    edition.dateline = facts["dateline"]
    edition.byline = ", ".join(dict.fromkeys(byline["name"] for byline in facts["bylines"]))
    edition.published_text = moment(edition.first_published_at)
    edition.published_iso = iso(edition.first_published_at)
    is_updated = edition.changed_for_readers_at > edition.first_published_at
    edition.updated_text = moment(edition.changed_for_readers_at) if is_updated else ""
    edition.updated_iso = iso(edition.changed_for_readers_at) if is_updated else ""
    edition.card = card(lead)
    told = records.of_edition(edition)
    if edition.kind == EditionKind.NOTICE:
        # The notice only: nothing of the story is kept ready to be shown.
        for column in HTML:
            setattr(edition, column, "")
        edition.card, edition.related_to, edition.has_gallery = {}, "", False
        edition.header_html = _corrections(records.of_withdrawal(told))
        return

    edition.lead_html = _links(facts["lead_html"], paths)
    text = _links(richtext.sanitise(facts["body"]), paths)
    below = _corrections(records.below(told)) + _topics(facts["topics"])
    edition.body_html = _figures(text, photos, key) + below
    edition.names_html = _names(facts["entities"], paths)
    signed = _signed(edition)
    # A preview tells machines nothing.
    if address_of is None:
        edition.json_ld = json_script_ld(
            news_article(edition, signed, photos, lead, paths, records.comments(told))
        )
    edition.related_to = " ".join(str(pk) for pk in sorted(paths))
    shown = {
        "edition": edition,
        "site": settings.SITE_URL,
        "canonical": f"{settings.SITE_URL}{edition.path}",
        "shared": shared_picture(lead) or shared_default(),
        "bylines": bylines(signed),
        "published": moment_in_words(edition.first_published_at),
        "updated": moment_in_words(edition.changed_for_readers_at),
        "is_corrected": (
            edition.kind == EditionKind.CORRECTION
            or records.corrects_at(told, edition.changed_for_readers_at)
        ),
    }
    edition.head_html = _template("story_head", shown)
    edition.header_html = _template("story_header", shown) + _corrections(records.above(told))
    picture = lead and lead | {"sizes": LARGE_SIZES}
    for column, template in CARDS.items():
        setattr(edition, column, _template(template, {"story": edition, "picture": picture}))
    edition.gallery_html = _album(text, photos)
    edition.has_gallery = bool(edition.gallery_html)


def card_html(edition: Edition, column: str) -> str:
    """Return a card of an edition that has none yet, of what `for_cards` reads."""
    with override("vi"):
        return _template(CARDS[column], {"story": edition, "picture": None})


def _signed(edition: Edition) -> list[dict[str, Any]]:
    """Return the bylines with the path of each; who has no record any more has none."""
    rows = signatures(edition)
    authors = Author.objects.filter(pk__in=[row["author"] for row in rows])
    there = set(authors.values_list("pk", flat=True))
    return [row | {"path": _path_of(row) if row["author"] in there else ""} for row in rows]


def _path_of(byline: Mapping[str, Any]) -> str:
    return f"/tac-gia/{slugify(byline['name'])}-{byline['author']}/"


def _corrections(told: list[records.Told]) -> str:
    return _template("corrections", {"records": told}) if told else ""


def _template(name: str, context: Mapping[str, Any]) -> str:
    return lean(render_to_string(f"articles/_{name}.html", dict(context)))


def _topics(topics: list[dict[str, str]]) -> str:
    shown = [{"name": topic["name"], "path": f"/chu-de/{topic['slug']}/"} for topic in topics]
    return _template("topics", {"topics": shown}) if shown else ""


def bylines(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """
    Return [{label, authors: [{name, path}]}], those who did the same under one label.

    `rows` are those of `_signed`. Whoever wrote, and nobody did anything else, needs no label:
    "Ngọc Lan", but "Bài: Ngọc Lan" and "Ảnh: Minh Đức", or "Bài, ảnh: Ngọc Lan".
    """
    roles: dict[Any, list[str]] = {}
    people: dict[Any, dict[str, str]] = {}
    for row in rows:
        who = who_of(row)
        roles.setdefault(who, []).append(row["role"])
        people.setdefault(who, {"name": row["name"], "path": row["path"]})
    groups: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for who, did in roles.items():
        done = tuple(sorted(set(did), key=BylineRole.values.index))
        groups.setdefault(done, []).append(people[who])
    is_plain = set(groups) == {(BylineRole.REPORTER.value,)}
    return [
        {
            "label": "" if is_plain else _did(roles_of),
            "authors": authors,
        }
        for roles_of, authors in groups.items()
    ]


def _did(roles: tuple[str, ...]) -> str:
    return capfirst(", ".join(str(DID[BylineRole(role)]) for role in roles))


def linkable(entities) -> dict[int, tuple[Entity, str]]:
    """Return {id: (record, path)} of those with a public page, survivors for merged ones."""
    rows = Entity.objects.select_related("merged_into").in_bulk(list(entities))
    survivors = {pk: entity.merged_into or entity for pk, entity in rows.items()}
    return {
        pk: (entity, entity.get_absolute_url())
        for pk, entity in survivors.items()
        if entity.page == EntityPage.PUBLIC
    }


def _links(html: str, paths: Mapping[int, tuple[Entity, str]]) -> str:
    def link(match: re.Match[str]) -> str:
        target = paths.get(int(match[1]))
        return f'<a href="{target[1]}">{match[2]}</a>' if target else match[2]

    return _PLACEHOLDER.sub(link, html)


def _figures(html: str, photos: list[dict[str, Any]], lead: str) -> str:
    """Put the photos in their places; a lead photo that has none in the text goes before it."""
    rendered = {
        # One picture is loaded at once: the lead photo, or else the first (leading.lead_of).
        photo["key"]: _template("figure", {"photo": photo, "eager": photo["key"] == lead})
        for photo in photos
    }
    above = "" if f'<figure data-photo="{lead}">' in html else rendered.get(lead, "")
    return above + _FIGURES.sub(lambda match: _gallery(match[0], rendered), html)


def _gallery(figures: str, rendered: Mapping[str, str]) -> str:
    """Photos that follow on one another are one gallery, each with its own caption and credit."""
    shown = [html for key in _FIGURE.findall(figures) if (html := rendered.get(key))]
    return f'<div class="gallery">{"".join(shown)}</div>' if len(shown) > 1 else "".join(shown)


def _album(html: str, photos: list[dict[str, Any]]) -> str:
    """Return the photos of the galleries in a text, each as large as a page; "" without one."""
    large = {photo["key"]: photo | {"sizes": GALLERY_SIZES} for photo in photos}
    together = [
        [large[key] for key in _FIGURE.findall(match[0]) if key in large]
        for match in _FIGURES.finditer(html)
    ]
    shown = [photo for several in together if len(several) > 1 for photo in several]
    return "".join(
        _template("figure", {"photo": photo, "eager": place == 0})
        for place, photo in enumerate(shown)
    )


def _names(entities: list[dict[str, Any]], paths: Mapping[int, tuple[Entity, str]]) -> str:
    names = [
        {
            "name": entity["name"],
            "path": paths[entity["id"]][1],
            "office": entity["office"],
            "is_person": paths[entity["id"]][0].is_person,
        }
        for entity in entities
        if entity["id"] in paths
    ]
    return _template("names", {"names": names}) if names else ""


def shown_photo(photo: Mapping[str, Any], address_of: AddressOf | None = None) -> dict[str, Any]:
    """Return the facts of a photo with the addresses and sizes that a page needs."""
    address_of = address_of or default_storage.url
    files: dict[str, list[dict[str, Any]]] = {"jpeg": [], "webp": [], "avif": []}
    crops: dict[str, dict[str, Any]] = {}
    for file in photo["files"]:
        shown = {**file, "url": address_of(file["path"])}
        # The first editions know neither crops nor AVIF.
        if not file.get("crop"):
            files[file["format"]].append(shown)
        elif file["format"] == "jpeg":
            crops[file["crop"]] = shown
    # The middle one for browsers that choose none themselves.
    fallback = next((f for f in files["jpeg"] if f["width"] >= 640), files["jpeg"][-1])
    return {
        **photo,
        "alt": photo["alt_text"] or photo["caption"],
        "src": fallback["url"],
        "width": fallback["width"],
        "height": fallback["height"],
        "largest": files["jpeg"][-1],
        "jpeg_srcset": srcset(files["jpeg"]),
        "webp_srcset": srcset(files["webp"]),
        "avif_srcset": srcset(files["avif"]),
        "crops": crops,
        "sizes": SIZES,
    }


def thumbnail(files: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the file for a picture among others: the whole of it, as every browser reads it."""
    whole = [file for file in files if file["format"] == "jpeg" and not file.get("crop")]
    return next((file for file in whole if file["width"] >= THUMBNAIL_WIDTH), whole[-1])


def srcset(files: list[dict[str, Any]]) -> str:
    return ", ".join(f"{file['url']} {file['width']}w" for file in files)


def card(lead: dict[str, Any] | None) -> dict[str, Any]:
    """Return the picture of a card in a list, or {}; never without its credit."""
    if lead is None:
        return {}
    shown = {key: lead[key] for key in ["src", "width", "height", "alt", "credit"]}
    return shown | {"focus": focus(lead.get("focal"))}


def focus(focal: list[float] | None) -> str:
    """
    Return the classes of static/css that keep the focal point in sight, to a quarter.

    Nobody chose the very middle, nor the first editions any: the page's own rule holds there.
    """
    if not focal or focal == MIDDLE:
        return ""
    return " ".join(
        f"focus-{axis}{round(part * 4)}" for axis, part in zip("xy", focal, strict=True)
    )


def shared_picture(lead: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return {url, width, height, alt} of the picture that goes with a shared link, or {}."""
    if lead is None:
        return {}
    # What the crop keeps in sight was chosen at the desk; other sites would cut by themselves.
    file = lead.get("crops", {}).get(Crop.WIDE) or lead["largest"]
    picture = {key: file[key] for key in ["width", "height"]}
    # The credit goes wherever the picture goes.
    alt = f"{lead['alt']} ({lead['credit']})" if lead["alt"] else lead["credit"]
    return picture | {"url": absolute(file["url"]), "alt": alt}


def json_script_ld(data: Mapping[str, Any]) -> SafeString:
    """Return a JSON-LD element; a `</script>` in a headline does nothing in it."""
    text = json.dumps(data, cls=_Readable)
    # As json_script does, whose str.translate takes most of the time of a page's JSON-LD.
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04X}")
    # Safe: no tag begins or ends in it.
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


class _Readable(DjangoJSONEncoder):
    """Vietnamese as it is: escaped as ASCII it would weigh three times as much."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**(kwargs | {"ensure_ascii": False}))
