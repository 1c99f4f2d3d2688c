"""
Public files that no reader is shown any more leave public storage.

What an edition once showed is kept: under the private root, by the same name.
"""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django_tasks import task

from articles.models import EditionKind, EditionPhoto
from photos import renditions
from photos.chunks import chunks
from photos.models import Portrait, Rendition

# Files are made before the edition that names them is written.
GRACE = datetime.timedelta(minutes=10)
# Those of a new picture wait so long for its first edition; later it gets new ones.
PREPARED = datetime.timedelta(hours=3)


@task()
def retire_unused_files() -> int:
    """Take the unused files from public storage; return how many. Safe to run at any time."""
    return sum(
        retire_if_unused(row.pk) for chunk in chunks(unused(timezone.now())) for row in chunk
    )


def retire_soon() -> None:
    """Let unused files leave now, and once more when what was made just now is unused, too."""
    retire_unused_files.enqueue()
    later = timezone.now() + GRACE + datetime.timedelta(minutes=1)
    retire_unused_files.using(run_after=later).enqueue()


def retire_if_unused(pk: int) -> bool:
    with transaction.atomic():
        # Asked again under the lock: somebody may be publishing with it.
        row = Rendition.objects.select_for_update().filter(pk=pk).first()
        if row is None or not unused(timezone.now()).filter(pk=pk).exists():
            return False
        renditions.retire(row)
    return True


def unused(now: datetime.datetime) -> QuerySet[Rendition]:
    """
    Return the files of no portrait, and of no edition visible at `now` or still to come.

    Those of a photo that was taken down leave by photos.takedown, at once.
    """
    shown = (
        EditionPhoto.objects.filter(photo=OuterRef("photo"), facts_key=OuterRef("facts_key"))
        .current(now)
        .exclude(edition__kind=EditionKind.NOTICE)
    )
    # After a joining a portrait shows the old files until it is published anew.
    whose = Q(photo=OuterRef("photo")) | Q(photo=OuterRef("photo__joined_into"))
    portraits = Portrait.objects.filter(whose, facts_key=OuterRef("facts_key"))
    named = EditionPhoto.objects.filter(photo=OuterRef("photo"))
    faces = Portrait.objects.filter(photo=OuterRef("photo"))
    waiting = Q(~Exists(named), ~Exists(faces), created_at__gt=now - PREPARED)
    return Rendition.objects.filter(
        ~Exists(shown), ~Exists(portraits), ~waiting, created_at__lt=now - GRACE
    )
