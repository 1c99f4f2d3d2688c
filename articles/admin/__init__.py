"""The desk. Importing the modules registers them."""

from articles.admin import entities, merging, photos, stories, story_templates, taxonomy

__all__ = ["entities", "merging", "photos", "stories", "story_templates", "taxonomy"]
