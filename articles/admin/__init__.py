"""The desk. Importing the modules registers them."""

from articles.admin import (
    corrections,
    entities,
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
    "merging",
    "notifications",
    "photos",
    "stories",
    "story_templates",
    "taxonomy",
]
