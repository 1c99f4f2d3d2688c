from django.db import models
from django.utils.translation import gettext_lazy as _


class DatePrecision(models.TextChoices):
    """How much of a date is known; the rest of the stored day says nothing."""

    DAY = "day", _("to the day")
    MONTH = "month", _("to the month")
    YEAR = "year", _("to the year")


def precision_field() -> models.CharField:
    return models.CharField(
        _("known"), max_length=10, choices=DatePrecision, default=DatePrecision.DAY
    )
