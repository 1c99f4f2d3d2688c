"""The desk. Importing the modules registers them."""

from articles.admin import entities, photos, stories, taxonomy

__all__ = ["entities", "photos", "stories", "taxonomy"]
