from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from entities.models.undoable import UndoableAct
from photos.models.photo import Photo


class PhotoJoining(UndoableAct):
    """
    Two photos were one picture: what moved from `gone` to `kept`, so that it can go back.

    articles.photo_joining writes and undoes it; articles.journal says the shape of `moved`.
    """

    kept = models.ForeignKey(
        Photo, on_delete=models.PROTECT, related_name="joinings", verbose_name=_("photo that stays")
    )
    gone = models.ForeignKey(
        Photo,
        on_delete=models.PROTECT,
        related_name="joinings_away",
        verbose_name=_("photo that was joined"),
    )

    class Meta(UndoableAct.Meta):
        verbose_name = _("joining of two photos")
        verbose_name_plural = _("joinings of photos")
        constraints = [
            *UndoableAct.Meta.constraints,
            models.CheckConstraint(
                name="photos_photojoining_of_two_photos", condition=~Q(kept=F("gone"))
            ),
        ]

    def __str__(self):
        return f"{self.gone_id} → {self.kept_id}"


class AlikePhotosQuerySet(models.QuerySet):
    def open(self):
        """What the desk has not answered: neither joined, nor taken down, nor said to be two."""
        usable = {
            f"{side}__{name}__isnull": True
            for side in ["first", "second"]
            for name in ["joined_into", "taken_down_at"]
        }
        return self.filter(parted_at__isnull=True, **usable)

    def of(self, photo):
        return self.filter(Q(first=photo) | Q(second=photo))


class AlikePhotos(models.Model):
    """
    Two photos that look alike, as photos.likeness found when the later of them came.

    Kept, because a library of 100,000 cannot be compared with itself when somebody asks;
    `manage.py fingerprint_photos` writes it again. Two that the desk said are different
    pictures stay so.
    """

    first = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="+")
    # In bits of the look; 0 for the same file, too.
    apart = models.PositiveSmallIntegerField()
    parted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    parted_at = models.DateTimeField(null=True)

    objects = AlikePhotosQuerySet.as_manager()

    class Meta:
        verbose_name = _("photos that look alike")
        verbose_name_plural = _("photos that look alike")
        indexes = [
            # The list shows the likest that nobody answered.
            models.Index(
                fields=["apart", "-id"],
                name="photos_alike_open",
                condition=Q(parted_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="photos_alikephotos_older_first", condition=Q(first__lt=F("second"))
            ),
            models.CheckConstraint(
                name="photos_alikephotos_parted_has_who_and_when",
                condition=Q(parted_by__isnull=True, parted_at__isnull=True)
                | Q(parted_by__isnull=False, parted_at__isnull=False),
            ),
            models.UniqueConstraint(name="photos_alikephotos_once", fields=["first", "second"]),
        ]

    def __str__(self):
        return f"{self.first_id} ~ {self.second_id}"
