"""A plan under headings, for the page and the command alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from entities.importing.plan import Plan, Told
from entities.importing.table import Table


@dataclass(frozen=True)
class Part:
    """`is_bad` is what somebody must mend."""

    heading: str
    rows: list[Told]
    is_bad: bool = False


def parts(plan: Plan, table: Table) -> list[Part]:
    """Return what there is to say, the refused lines first; nothing for what is empty."""
    listed = [
        Part(_("Refused lines"), plan.refused, is_bad=True),
        Part(_("To look at"), [*unknown(table), *plan.warnings], is_bad=True),
        Part(_("New people"), plan.people),
        Part(_("New offices"), plan.posts),
        Part(_("Offices held, new"), plan.tenures),
        Part(_("Offices held, ended"), plan.ended),
        Part(_("Records completed"), plan.completed),
        Part(_("On record already"), [Told(number, "") for number in plan.skipped]),
    ]
    return [part for part in listed if part.rows]


def unknown(table: Table) -> list[Told]:
    return [
        Told(1, _("The column “%(name)s” is not known; it is left out.") % {"name": name})
        for name in table.unknown
    ]


def lines(plan: Plan, table: Table) -> Iterator[str]:
    """Yield the plan as lines for a shell."""
    for part in parts(plan, table):
        yield f"{part.heading}: {len(part.rows)}"
        for told in part.rows:
            if told.text:
                yield "  " + _("line %(number)d: %(text)s") % {
                    "number": told.number,
                    "text": told.text,
                }
