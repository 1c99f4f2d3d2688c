"""
The public files of a photo that was taken down: gone at once, whatever shows them.

A file that an edition names is copied, then it is removed, and its row goes last: what stopped
in the middle, or a storage that failed, is seen by the rows that are left, and the next run
goes on.
"""

import logging

from photos import renditions
from photos.models import Photo, Rendition
from photos.storage import StorageAway, StorageRefused

logger = logging.getLogger(__name__)


def remove_public_files(photo: Photo) -> int:
    """Remove all public files of `photo`; return how many could not be. In no transaction."""
    left = 0
    rows = list(Rendition.objects.filter(photo__in=Photo.objects.of(photo)).order_by("pk"))
    for done, rendition in enumerate(rows):
        try:
            _remove(rendition)
        except StorageAway as away:
            logger.exception("photo %s: %s is still public", photo.pk, rendition.file.name)
            if not isinstance(away, StorageRefused):
                # Who waits for the page does not wait for every file in turn.
                return left + len(rows) - done
            left += 1
        except Exception:
            # Each storage has its own exceptions; one file must not keep the others public.
            logger.exception("photo %s: %s is still public", photo.pk, rendition.file.name)
            left += 1
    return left


def _remove(rendition: Rendition) -> None:
    name, public = str(rendition.file.name), rendition.file.storage
    try:
        renditions.keep_privately(rendition)
    except FileNotFoundError:
        # Neither kept nor public: somebody took it away by hand. The row must not stay.
        logger.warning("photo %s: %s was gone", rendition.photo_id, name)
    public.delete(name)
    rendition.delete()
