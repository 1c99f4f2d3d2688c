"""
Forms and lists of photos; registered in articles.admin.photos.

What is corrected here reaches into published stories, and imports go down only.
"""

from photos.admin.focal import FocalPoint
from photos.admin.photo import CreatorInline, PhotoAdmin
from photos.admin.portraits import PortraitInline

__all__ = ["CreatorInline", "FocalPoint", "PhotoAdmin", "PortraitInline"]
