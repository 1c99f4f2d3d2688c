"""What tells two records of one name apart where the office does not."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext as _

from entities.models import Person


def told_apart(records: Sequence[tuple[int, str, str]]) -> dict[int, str]:
    """
    Return {id: note} of records given as (id, name, note), none like another of its name.

    To a note that another record of the name has as well comes the year of birth, else the
    record's number. One query, and only where two are alike.
    """
    notes = {pk: note for pk, _name, note in records}
    seen = Counter((name, note) for _pk, name, note in records)
    twins = [row for row in records if seen[row[1:]] > 1]
    if not twins:
        return notes
    dated = Person.objects.filter(pk__in=[pk for pk, *_rest in twins], born_on__isnull=False)
    born = dict(dated.values_list("pk", "born_on__year"))
    years = Counter((name, note, born.get(pk)) for pk, name, note in twins)
    for pk, name, note in twins:
        year = born.get(pk)
        is_telling = year is not None and years[name, note, year] == 1
        fact = _("born %(year)s") % {"year": year} if is_telling else f"#{pk}"
        notes[pk] = f"{note} · {fact}" if note else fact
    return notes
