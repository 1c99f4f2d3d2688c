"""
The public files of a photo that was taken down: gone at once, whatever shows them.

A file is copied, then removed, and its row goes last: what stopped in the middle, or a
storage that failed, is seen by the rows that are left, and the next run goes on.
"""

import logging

from photos import renditions
from photos.models import Photo, Rendition

logger = logging.getLogger(__name__)


def remove_public_files(photo: Photo) -> int:
    """Remove all public files of `photo`; return how many could not be. In no transaction."""
    left = 0
    for rendition in Rendition.objects.filter(photo__in=Photo.objects.of(photo)).order_by("pk"):
        try:
            _remove(rendition)
        except Exception:
            # Each storage has its own exceptions; one file must not keep the others public.
            logger.exception("photo %s: %s is still public", photo.pk, rendition.file.name)
            left += 1
    return left


def _remove(rendition: Rendition) -> None:
    name, public = str(rendition.file.name), rendition.file.storage
    if public.exists(name):
        renditions.keep_privately(rendition)
        public.delete(name)
    rendition.delete()
