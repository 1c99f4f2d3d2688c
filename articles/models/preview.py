import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.revision import Revision


class PreviewLinkQuerySet(models.QuerySet):
    def of_story(self, article):
        return self.filter(revision__article=article)

    def open(self, now):
        """Those that lead somewhere at `now`; a closed account's links do not."""
        return self.filter(expires_at__gt=now, revoked_at__isnull=True, made_by__is_active=True)


class PreviewLink(models.Model):
    """
    A way to one version of a story for somebody without an account, for some days.

    The token itself stands in the link alone: who reads this table opens nothing with it.
    articles.previews is the only writer.
    """

    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="preview_links", verbose_name=_("revision")
    )
    # SHA-256 of the token, in hex.
    token_hash = models.CharField(max_length=64)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    made_at = models.DateTimeField(_("made"))
    expires_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("revoked by"),
    )

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-pk"]
        constraints = [
            # A link is found by it.
            models.UniqueConstraint(name="articles_previewlink_token_once", fields=["token_hash"]),
            models.CheckConstraint(
                name="articles_previewlink_token_not_empty", condition=~Q(token_hash="")
            ),
            models.CheckConstraint(
                name="articles_previewlink_ends_after_it_begins",
                condition=Q(expires_at__gt=F("made_at")),
            ),
            models.CheckConstraint(
                name="articles_previewlink_revoked_by_somebody",
                condition=Q(revoked_at__isnull=True, revoked_by__isnull=True)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.revision_id}, {self.pk}"

    def is_open(self, now: datetime.datetime) -> bool:
        """As the query set's `open`, for a row that is read."""
        return self.revoked_at is None and self.expires_at > now and self.made_by.is_active
