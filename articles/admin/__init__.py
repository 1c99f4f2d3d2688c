"""The desk. Importing the modules registers them."""

from articles.admin import (
    entities,
    merging,
    notifications,
    photos,
    stories,
    story_templates,
    taxonomy,
)

__all__ = [
    "entities",
    "merging",
    "notifications",
    "photos",
    "stories",
    "story_templates",
    "taxonomy",
]
