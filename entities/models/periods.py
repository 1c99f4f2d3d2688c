import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

ENDS_BEFORE_IT_BEGINS = _("The end lies before the beginning.")


def refuse_reversed(
    row: models.Model, begin: str, end: str, sentence: Any = ENDS_BEFORE_IT_BEGINS
) -> None:
    """Raise the sentence on `end` where it lies before `begin`: a constraint names no field."""
    first, last = getattr(row, begin), getattr(row, end)
    if isinstance(first, datetime.date) and isinstance(last, datetime.date) and last < first:
        raise ValidationError({end: sentence})
