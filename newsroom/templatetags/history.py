import json

from django import template
from django.contrib.admin.models import LogEntry
from django.utils.translation import gettext

register = template.Library()


@register.filter
def what_changed(entry: LogEntry) -> str:
    """
    Say what an entry of the history tells, with the fields by the names they have on the form.

    Django stores their labels, which begin with a capital, and our catalogue has them
    as models name them: small.
    """
    try:
        parts = json.loads(entry.change_message)
    except ValueError:
        return entry.get_change_message()
    for part in parts if isinstance(parts, list) else []:
        if "fields" in part.get("changed", {}):
            part["changed"]["fields"] = [_named(label) for label in part["changed"]["fields"]]
    return LogEntry(change_message=json.dumps(parts)).get_change_message()


def _named(label: str) -> str:
    small = label[:1].lower() + label[1:]
    return small if gettext(small) != small else label
