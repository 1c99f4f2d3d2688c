"""Background work: ids in, idempotent."""

import logging

from django.utils import timezone
from django_tasks import task

from photos import renditions
from photos.credits import credit_of
from photos.models import Photo
from photos.pictures import PictureRefused

logger = logging.getLogger(__name__)


@task(queue_name="pictures")
def prepare(photo_id: int) -> None:
    """
    Make the public files of a new picture, so that who publishes it need not wait.

    Not before it has a credit: none may lie in public storage without one, and the
    credit that comes makes other files anyway. Nor for a story under embargo, whose
    files are made with its edition.
    """
    photo = Photo.objects.filter(pk=photo_id, is_awaiting=False).with_credit().first()
    if photo is None or not credit_of(photo).printed:
        return
    if photo.uses.filter(article__embargo_until__gt=timezone.now()).exists():
        return
    try:
        renditions.public_files(photo)
    except PictureRefused as refused:
        # Who publishes it is told; here is nobody.
        logger.warning("photo %d is not prepared: %s", photo_id, refused)
