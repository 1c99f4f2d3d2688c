"""The desk. Importing the modules registers them."""

from articles.admin import entities, merging, photos, stories, taxonomy

__all__ = ["entities", "merging", "photos", "stories", "taxonomy"]
