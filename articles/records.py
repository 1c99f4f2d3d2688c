"""
What readers are told of mistakes in a story, ready for a page.

A record that was withdrawn keeps its place and loses its words: the record that did it says
what is to be said. Whoever may, reads them at the desk.
"""

import datetime
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from articles.models import Correction, CorrectionKind, Edition
from articles.moments import iso, moment

# These stand above the text: who reads on must know.
ABOVE = {CorrectionKind.CORRECTION, CorrectionKind.APOLOGY}
# What schema.org calls a correction; a story that grew is none.
FOR_MACHINES = {*ABOVE, CorrectionKind.CLARIFICATION}

Told = dict[str, Any]


class Line(NamedTuple):
    """The columns of a record that are printed, for a page that reads many."""

    pk: int
    kind: str
    title: str
    published_at: datetime.datetime
    wrong: str
    right: str
    words: str
    decided_by: str
    paper: str
    paper_on: datetime.date | None


def of_edition(edition: Edition) -> list[Told]:
    """Return the records that belong to `edition`, newest first: those made until it began."""
    rows = Correction.objects.filter(
        article=edition.article_id, published_at__lte=edition.visible_from
    )
    # What withdraws another is told with it.
    rows = rows.filter(withdraws__isnull=True).select_related("withdrawn_by")
    return [told(row, edition.visible_from) for row in rows.newest_first()]


def above(records: Iterable[Told]) -> list[Told]:
    return [record for record in records if record["kind"] in ABOVE]


def below(records: Iterable[Told]) -> list[Told]:
    return [record for record in records if record["kind"] not in ABOVE]


def corrects_at(records: Iterable[Told], at: datetime.datetime) -> bool:
    """Say whether a correction or an apology that stands was told at that moment."""
    when = iso(at)
    return any(
        record["when_iso"] == when and record["withdrawn"] is None for record in above(records)
    )


def of_withdrawal(records: Iterable[Told]) -> list[Told]:
    """Return the notice that stands in place of a withdrawn story: the newest alone."""
    return [record for record in records if record["kind"] == CorrectionKind.WITHDRAWAL][:1]


def told(record: Correction, now: datetime.datetime) -> Told:
    """
    Return what a page shows of `record`; texts are plain.

    Its withdrawal is in it as `withdrawn`, a record of the same shape or None.
    """
    withdrawn = withdrawal_of(record)
    if withdrawn is not None and withdrawn.published_at > now:
        withdrawn = None
    return printed(record, withdrawn)


def printed(record: Correction | Line, withdrawn: Correction | Line | None = None) -> Told:
    """Return what `told` does of a record that `withdrawn` has withdrawn by now."""
    hidden = withdrawn is not None
    return {
        "number": record.pk,
        "kind": record.kind,
        "title": record.title,
        "when_text": moment(record.published_at),
        "when_iso": iso(record.published_at),
        "wrong": "" if hidden else record.wrong,
        "right": "" if hidden else record.right,
        "words": "" if hidden else record.words,
        "decided_by": "" if hidden else record.decided_by,
        "paper": "" if hidden else paper_of(record),
        "withdrawn": printed(withdrawn) if withdrawn is not None else None,
    }


def withdrawal_of(record: Correction) -> Correction | None:
    """Return the record that withdrew this one; needs no query after select_related."""
    # What withdraws another is not withdrawn itself, and one that is not saved by nobody.
    if record.pk is None or record.kind == CorrectionKind.RETRACTION:
        return None
    return getattr(record, "withdrawn_by", None)


def paper_of(record: Correction | Line) -> str:
    """Return "no. 12/QĐ-BNH, 03/03/2026", in the language that is active."""
    if not record.paper:
        return ""
    if record.paper_on is None:
        return _("no. %(number)s") % {"number": record.paper}
    return _("no. %(number)s of %(day)s") % {
        "number": record.paper,
        "day": f"{record.paper_on:%d/%m/%Y}",
    }


def comments(records: Iterable[Told]) -> list[dict[str, str]]:
    """Return the CorrectionComments of a story, as schema.org names them."""
    return [
        {
            "@type": "CorrectionComment",
            "text": _as_one_text(record),
            "datePublished": record["when_iso"],
        }
        for record in records
        if record["kind"] in FOR_MACHINES and record["withdrawn"] is None
    ]


def _as_one_text(record: Told) -> str:
    parts = [
        record["title"],
        record["wrong"] and _("What was wrong: %(text)s") % {"text": record["wrong"]},
        record["right"] and _("What is right: %(text)s") % {"text": record["right"]},
        record["words"],
    ]
    return "\n".join(part for part in parts if part)
