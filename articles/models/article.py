import datetime
import hashlib
import re

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.edition import Edition, EditionKind
from articles.models.section import Section, Topic
from articles.richtext import plain_blocks, sanitise
from vietnamese.text import fold, normalise, squeeze

_NO_WORD = re.compile(r"[\W_]+")
SHORTEST_TEXT = 200


class ArticleStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")


class Publication(models.TextChoices):
    """Derived from the editions and the clock; no column holds it."""

    NOT_PUBLISHED = "not_published", _("not published")
    SCHEDULED = "scheduled", _("scheduled")
    LIVE = "live", _("live")
    CORRECTED = "corrected", _("corrected")
    WITHDRAWN = "withdrawn", _("withdrawn")


def text_hash(lead: str, body: str) -> str:
    """
    Return what is the same for two stories of one text, however it is laid out.

    "" for a text so short that two notices may well have it in common.
    """
    words = _NO_WORD.sub("", fold(f"{lead} {' '.join(plain_blocks(body))}"))
    if len(words) < SHORTEST_TEXT:
        return ""
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def sees_all(user) -> bool:
    """Whether `user` sees the stories of all at the desk; a reporter sees their own."""
    return user.has_perm("articles.review_article") or user.has_perm("photos.correct_photo")


class ArticleQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What `user` may see at the desk: a reporter's own stories, everybody else's all."""
        return self if sees_all(user) else self.filter(created_by=user)

    def with_publication(self, now):
        """Annotate what `publication` reads: the state of the editions at `now`."""
        editions = Edition.objects.filter(article=OuterRef("pk"))
        return self.annotate(
            live_kind=Subquery(editions.public(now).values("kind")[:1]),
            live_since=Subquery(editions.public(now).values("first_published_at")[:1]),
            next_visible_from=Subquery(
                editions.filter(visible_from__gt=now)
                .order_by("visible_from")
                .values("visible_from")[:1]
            ),
            was_corrected=Exists(
                editions.filter(kind=EditionKind.CORRECTION, visible_from__lte=now)
            ),
        )


class Article(models.Model):
    """
    The desk's working copy of a story. Readers never see it: they see editions.

    `version` covers the whole aggregate (text, photo uses, bylines, mentions);
    articles.revisions is the only writer of it, articles.workflow of `status`.
    """

    headline = models.CharField(_("headline"), max_length=250, blank=True)
    headline_is_proposed = models.BooleanField(_("headline is still to be written"), default=False)
    lead = models.TextField(_("lead"), blank=True)
    body = models.TextField(_("text"), blank=True)
    section = models.ForeignKey(
        Section,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("section"),
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="articles", verbose_name=_("topics")
    )
    dateline = models.CharField(
        _("dateline"), max_length=120, blank=True, help_text=_("The place the story is from.")
    )
    story_on = models.DateField(
        _("day of the story"),
        null=True,
        blank=True,
        help_text=_("Decides which office a person held. Empty: the day it is first published."),
    )
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=ArticleStatus,
        default=ArticleStatus.DRAFT,
        editable=False,
    )
    approved_revision = models.ForeignKey(
        "articles.Revision",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("approved revision"),
    )
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    # articles.embargoes is the only writer.
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True, editable=False)
    # Of the normalised text as it came in, so that the same story is not imported twice.
    source_hash = models.CharField(max_length=64, blank=True, editable=False)
    folded_text = models.TextField(blank=True, editable=False)
    # Of lead and text, for "is there another story of this text?": articles.revisions writes it.
    text_hash = models.CharField(max_length=32, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="articles",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ArticleQuerySet.as_manager()

    # Annotations of with_publication().
    live_kind: str | None
    was_corrected: bool
    next_visible_from: datetime.datetime | None

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-updated_at", "-pk"]
        permissions = [
            ("submit_article", "Can submit a story"),
            ("review_article", "Can review stories"),
            ("approve_article", "Can approve stories"),
            ("schedule_article", "Can schedule stories"),
            ("publish_article", "Can publish stories"),
            ("correct_article", "Can correct published stories"),
            ("withdraw_article", "Can withdraw stories"),
            ("embargo_article", "Can move an embargo"),
        ]
        indexes = [
            # The desk's list, newest change first, and its filter by status.
            models.Index(fields=["-updated_at", "-id"], name="articles_desk_newest"),
            models.Index(fields=["status", "-updated_at"], name="articles_desk_queue"),
            # The overview: what one person has in hand.
            models.Index(fields=["created_by", "status", "-updated_at"], name="articles_desk_own"),
            # The overview: the embargoes that end today.
            models.Index(
                fields=["embargo_until"],
                name="articles_under_embargo",
                condition=Q(embargo_until__isnull=False),
            ),
            # "Is there another story of this text?"
            models.Index(
                fields=["text_hash"], name="articles_same_text", condition=~Q(text_hash="")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="articles_article_status_known", condition=Q(status__in=ArticleStatus.values)
            ),
            # Approval is of a revision: one cannot be without the other.
            models.CheckConstraint(
                name="articles_article_approved_has_revision",
                condition=(
                    Q(status=ArticleStatus.APPROVED, approved_revision__isnull=False)
                    | (~Q(status=ArticleStatus.APPROVED) & Q(approved_revision__isnull=True))
                ),
            ),
            models.UniqueConstraint(
                name="articles_article_source_once",
                fields=["source_hash"],
                condition=~Q(source_hash=""),
            ),
        ]

    def __str__(self):
        return self.headline or gettext("(no headline yet)")

    def save(self, *args, **kwargs):
        self.tidy()
        super().save(*args, **kwargs)

    def tidy(self) -> None:
        """Bring the text into the form it is stored in, on every way in."""
        self.headline = squeeze(self.headline)
        self.lead = normalise(self.lead).strip()
        self.dateline = squeeze(self.dateline)
        self.body = sanitise(self.body)
        self.folded_text = fold(f"{self.headline} {self.lead}")

    def belongs_to(self, user) -> bool:
        return self.created_by_id == user.pk

    @property
    def is_in_writing(self) -> bool:
        """A draft, or sent back: sending back returns a story to draft."""
        return self.status == ArticleStatus.DRAFT

    @property
    def last_revision(self):
        return self.revisions.filter(is_taken=True).order_by("-version").first()

    @property
    def publication(self) -> Publication:
        """What readers have of it; needs `with_publication`."""
        if self.live_kind == EditionKind.NOTICE:
            return Publication.WITHDRAWN
        if self.live_kind is not None:
            return Publication.CORRECTED if self.was_corrected else Publication.LIVE
        if self.next_visible_from is not None:
            return Publication.SCHEDULED
        return Publication.NOT_PUBLISHED
