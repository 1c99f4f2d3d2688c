from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.edition import EditionKind
from entities.models import Entity, Merge
from photos.models import Photo, PhotoJoining


class Fix(models.Model):
    """
    One act that brings published stories up to date: a credit, a caption, a name, a photo
    taken down.

    The row is the progress: articles.fixes works through the stories by `cursor`,
    at most 20 in a transaction each of its own, and may be stopped at any moment. Where it
    has not moved for some minutes it is taken up again.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=EditionKind)
    photo = models.ForeignKey(
        Photo, on_delete=models.PROTECT, null=True, related_name="fixes", verbose_name=_("photo")
    )
    entity = models.ForeignKey(
        Entity, on_delete=models.PROTECT, null=True, related_name="fixes", verbose_name=_("name")
    )
    # What the names follow, where two records became one, or two again.
    merge = models.ForeignKey(
        Merge,
        on_delete=models.PROTECT,
        null=True,
        related_name="fixes",
        verbose_name=_("merging of two records"),
    )
    # What the photos follow, where two became one, or two again: which stories stands in it.
    joining = models.ForeignKey(
        PhotoJoining,
        on_delete=models.PROTECT,
        null=True,
        related_name="fixes",
        verbose_name=_("joining of two photos"),
    )
    reason = models.TextField(_("why"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    total = models.PositiveIntegerField(_("stories"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    # The last article seen to; the next chunk starts behind it.
    cursor = models.BigIntegerField(default=0)
    # When a story was last seen to, or the work was taken up.
    moved_at = models.DateTimeField(_("moved"), default=timezone.now)
    # Ids of stories that could not be brought up to date, for the desk to look at.
    failed = models.JSONField(_("failed"), default=list)
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("fix of published stories")
        verbose_name_plural = _("fixes of published stories")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="articles_fix_photo_or_entity",
                condition=(
                    Q(
                        kind__in=[EditionKind.CREDIT, EditionKind.REMOVAL],
                        photo__isnull=False,
                        entity__isnull=True,
                    )
                    | Q(kind=EditionKind.NAME, photo__isnull=True, entity__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="articles_fix_merge_is_of_names",
                condition=Q(merge__isnull=True) | Q(kind=EditionKind.NAME),
            ),
            models.CheckConstraint(
                name="articles_fix_joining_is_of_photos",
                condition=Q(joining__isnull=True) | Q(kind=EditionKind.CREDIT),
            ),
            models.CheckConstraint(
                name="articles_fix_done_within_total", condition=Q(done__lte=F("total"))
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.photo or self.entity}"
