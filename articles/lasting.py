"""How long something has lasted, in words."""

import datetime

from django.utils.translation import ngettext

MINUTE, HOUR, DAY = 60, 3600, 86400


def words(span: datetime.timedelta) -> str:
    """Return "2 giờ 10 phút", the two largest of days, hours and minutes; "" for less."""
    seconds = max(int(span.total_seconds()), 0)
    days, hours, minutes = seconds // DAY, seconds % DAY // HOUR, seconds % HOUR // MINUTE
    parts = [
        (days, ngettext("%(num)d day", "%(num)d days", days)),
        (hours, ngettext("%(num)d hour", "%(num)d hours", hours)),
        # After a day nobody counts minutes.
        (0 if days else minutes, ngettext("%(num)d minute", "%(num)d minutes", minutes)),
    ]
    told = [text % {"num": number} for number, text in parts if number]
    return " ".join(told)
