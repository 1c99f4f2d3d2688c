"""The desk. Importing the modules registers them."""

from articles.admin import (
    corrections,
    entities,
    front,
    merging,
    notifications,
    photos,
    stories,
    story_templates,
    taxonomy,
)

__all__ = [
    "corrections",
    "entities",
    "front",
    "merging",
    "notifications",
    "photos",
    "stories",
    "story_templates",
    "taxonomy",
]
