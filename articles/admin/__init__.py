"""The desk. Importing the modules registers them."""

from articles.admin import corrections, entities, merging, photos, stories, taxonomy

__all__ = ["corrections", "entities", "merging", "photos", "stories", "taxonomy"]
