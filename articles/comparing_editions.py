"""Two editions of a story: what of the public text became another, credits and offices included."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles import comparing, leading
from articles.comparing import Block, Comparison, NameChange, Told
from articles.models import BylineRole, Edition, EditionKind, PhotoUse
from articles.richtext import photo_keys


def compare(old: Edition, new: Edition) -> Comparison:
    """Return what readers of `new` find otherwise than those of `old`; names with their office."""
    return Comparison(
        fields=list(comparing.changes_of_fields(_told(old), _told(new)).values()),
        blocks=comparing.changes_of_blocks(_blocks(old), _blocks(new)),
        names=list(_names(old, new)),
    )


def _told(edition: Edition) -> Told:
    facts = edition.facts
    lead = leading.lead_of(facts)
    return {
        "headline": (comparing.label("headline"), edition.headline),
        "lead": (comparing.label("lead"), edition.lead),
        "section": (comparing.label("section"), edition.section_name),
        "topics": (
            comparing.label("topics"),
            ", ".join(topic["name"] for topic in facts["topics"]),
        ),
        "dateline": (comparing.label("dateline"), edition.dateline),
        "story_on": (comparing.label("story_on"), f"{edition.story_on:%d/%m/%Y}"),
        "lead_photo": (
            comparing.label_of(PhotoUse, "is_lead"),
            next((p["caption"] for p in facts["photos"] if p["key"] == lead), ""),
        ),
        "bylines": (
            _("authors"),
            ", ".join(
                f"{byline['name']} ({BylineRole(byline['role']).label})"
                for byline in facts["bylines"]
            ),
        ),
    }


def _blocks(edition: Edition) -> list[Block]:
    facts = edition.facts
    if edition.kind == EditionKind.NOTICE:
        return [Block("p", facts["notice"])]
    # As they are printed: a corrected credit is a change of the public text.
    photos = {
        photo["key"]: photo | {"caption": f"{photo['caption']} {photo['credit']}".strip()}
        for photo in facts["photos"]
    }
    lead = leading.lead_of(facts)
    return comparing.blocks_in(
        facts["body"], photos, above="" if lead in photo_keys(facts["body"]) else lead
    )


def _names(old: Edition, new: Edition) -> Iterator[NameChange]:
    before, after = _offices(old), _offices(new)
    for name in dict.fromkeys([*before, *after]):
        if before.get(name) != after.get(name):
            yield NameChange(name, before.get(name, ""), after.get(name, ""))


def _offices(edition: Edition) -> dict[str, str]:
    """Return {name: the office of that day, or what says that it stands there}."""
    return {entity["name"]: entity["office"] or _("named") for entity in edition.facts["entities"]}
