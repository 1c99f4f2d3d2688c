"""Background work: ids in, idempotent."""

import logging

from django.utils import timezone
from django_tasks import task

from photos import renditions
from photos.models import Photo
from photos.pictures import PictureRefused

logger = logging.getLogger(__name__)


@task(queue_name="pictures")
def prepare(photo_id: int) -> None:
    """Make the public files of a new picture, so that who publishes it need not wait."""
    photo = Photo.objects.filter(pk=photo_id, is_awaiting=False).first()
    # A story under embargo has no public files before it must: they are made with its edition.
    if photo is None or photo.uses.filter(article__embargo_until__gt=timezone.now()).exists():
        return
    try:
        renditions.public_files(photo)
    except PictureRefused as refused:
        # Who publishes it is told; here is nobody.
        logger.warning("photo %d is not prepared: %s", photo_id, refused)
