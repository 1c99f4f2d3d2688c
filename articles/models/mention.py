from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.part import PartOfStory
from entities.models import Entity, EntityKind


class Decision(models.TextChoices):
    PROPOSED = "proposed", _("to be decided")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")


class MentionQuerySet(models.QuerySet):
    def accepted(self):
        return self.filter(decision=Decision.ACCEPTED, entity__isnull=False)

    def unseen(self):
        """Names that are not on record, and that nobody has looked at."""
        return self.filter(decision=Decision.PROPOSED, entity__isnull=True, count__gt=0)


class Mention(PartOfStory, models.Model):
    """
    That a story names somebody: found by the finder, decided once by a person.

    With an entity it is a known name, without one a proposal. Links are put in
    when an edition is rendered; nothing here touches the text.
    """

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="mentions",
        verbose_name=_("story"),
    )
    entity = models.ForeignKey(
        Entity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="mentions",
        verbose_name=_("name on record"),
    )
    text = models.CharField(_("in the text"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20, choices=EntityKind)
    # Lists of strings: every surface form, and the offices read beside them.
    texts = models.JSONField(default=list, editable=False)
    titles = models.JSONField(_("offices in the text"), default=list, editable=False)
    # Ids of the records that an ambiguous name may mean, likeliest first.
    candidates = models.JSONField(default=list, editable=False)
    # "ông Thắng" after the full name: counted, never a form to be linked.
    short_count = models.PositiveIntegerField(default=0, editable=False)
    # The finder's own judgement; what is not sure is never accepted with the others.
    is_sure = models.BooleanField(default=True, editable=False)
    count = models.PositiveIntegerField(_("times"), default=1, editable=False)
    rule = models.CharField(_("why"), max_length=30, blank=True, editable=False)
    evidence = models.TextField(_("evidence"), blank=True, editable=False)
    decision = models.CharField(
        _("decision"), max_length=10, choices=Decision, default=Decision.PROPOSED
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("name in the story")
        verbose_name_plural = _("names in the story")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="articles_mention_kind_known", condition=Q(kind__in=EntityKind.values)
            ),
            models.CheckConstraint(
                name="articles_mention_decision_has_who_and_when",
                condition=(
                    Q(decision=Decision.PROPOSED, decided_by__isnull=True, decided_at__isnull=True)
                    | Q(
                        decision__in=[Decision.ACCEPTED, Decision.REJECTED],
                        decided_by__isnull=False,
                        decided_at__isnull=False,
                    )
                ),
            ),
            # Only what is on record can be accepted, and so linked.
            models.CheckConstraint(
                name="articles_mention_accepted_is_on_record",
                condition=~Q(decision=Decision.ACCEPTED) | Q(entity__isnull=False),
                violation_error_message=_("Only a name on record can be accepted."),
            ),
            models.UniqueConstraint(
                name="articles_mention_entity_once",
                fields=["article", "entity"],
                condition=Q(entity__isnull=False),
                violation_error_message=_("This name stands in the list already."),
            ),
            models.UniqueConstraint(
                name="articles_mention_proposal_once",
                fields=["article", "kind", "text"],
                condition=Q(entity__isnull=True),
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def is_proposed(self) -> bool:
        """Whether it is on record and in the text, and nobody has decided on it."""
        return bool(self.entity_id and self.count) and self.decision == Decision.PROPOSED
