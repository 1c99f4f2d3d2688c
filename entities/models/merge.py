from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from entities.models.entity import Entity
from entities.models.undoable import UndoableAct


class Merge(UndoableAct):
    """
    Two records were one: what moved from `gone` to `survivor`, so that it can go back.

    articles.merging writes and undoes it; see there for the shape of `moved`.
    """

    survivor = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="merges", verbose_name=_("survivor")
    )
    gone = models.ForeignKey(
        Entity, on_delete=models.PROTECT, related_name="merges_away", verbose_name=_("merged away")
    )

    class Meta(UndoableAct.Meta):
        verbose_name = _("merging of two records")
        verbose_name_plural = _("mergings of records")
        constraints = [
            *UndoableAct.Meta.constraints,
            models.CheckConstraint(
                name="entities_merge_of_two_records", condition=~Q(survivor=F("gone"))
            ),
        ]

    def __str__(self):
        return f"{self.gone} → {self.survivor}"
