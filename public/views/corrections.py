"""All that readers were told of mistakes, the newest first."""

import datetime
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.ids import id_of
from articles.models import Correction, CorrectionKind, Edition, EditionKind
from articles.moments import moment
from articles.records import Line, Told, printed
from articles.structured_site import CORRECTIONS
from public.filled import filled, joined, page
from public.paging import Page
from public.shell import list_parts
from public.statements import LARGEST_KEY, Row, Statement, as_day, as_moment

RECORDS_A_PAGE = 20
# As somebody wrote them, in lines.
TEXTS = {"wrong", "right", "words"}

_records = Statement(
    lambda now, before: (
        Correction.objects.public(now)
        .filter(pk__lt=before)
        .newest_first()
        .values_list(*Line._fields, "withdraws__title", "withdraws__published_at", "article_id")[
            : RECORDS_A_PAGE + 1
        ]
    ),
    moments=["now"],
    keys=["before"],
)
# What withdrew one of them. Joined to them, all records are read for each: hardly one withdraws
# another, so that statistics tell SQLite to leave the index.
_withdrawals = Statement(
    lambda now, oldest, newest: (
        Correction.objects.public(now)
        .filter(withdraws__gte=oldest, withdraws__lte=newest)
        .order_by()
        .values_list("withdraws_id", *Line._fields)
    ),
    moments=["now"],
    keys=["oldest", "newest"],
)
_OF_A_STORY = [
    "story.kind",
    "story.path",
    "story.headline",
    "story.section_name",
    "story.published_text",
    "story.published_iso",
]
_stories = Statement(
    lambda now, oldest, newest: (
        Edition.objects.public(now)
        .filter(article__corrections__pk__gte=oldest, article__corrections__pk__lte=newest)
        .order_by()
        .values_list("article_id", *[name.removeprefix("story.") for name in _OF_A_STORY])
    ),
    moments=["now"],
    keys=["oldest", "newest"],
)


def corrections(request: HttpRequest) -> HttpResponse:
    """A page begins before a record, and not at a number: new ones move nothing."""
    now = timezone.now()
    before = id_of(request.GET.get("truoc", ""))
    found = _records.rows(now=now, before=LARGEST_KEY if before is None else before)
    shown = found[:RECORDS_A_PAGE]
    place = Page(
        older=f"?truoc={shown[-1][0]}" if len(found) > RECORDS_A_PAGE else "",
        here=f"?truoc={before}" if before is not None else "",
    )
    return HttpResponse(
        page(
            "public/corrections.html",
            {
                "entries": joined(_entries(shown, now)),
                "description": _("What %(paper)s got wrong, and what is right.")
                % {"paper": settings.NEWSROOM_NAME},
                "is_older": "" if before is None else "1",
                **list_parts(CORRECTIONS, place, name=_("Corrections and apologies")),
            },
        )
    )


def _entries(shown: Sequence[Row], now: datetime.datetime) -> Iterable[SafeString]:
    """Yield each record as it is printed; a story without an edition cannot have one."""
    if not shown:
        return
    values = {"now": now, "oldest": shown[-1][0], "newest": shown[0][0]}
    # As readers have them now.
    stories = {
        article: dict(zip(_OF_A_STORY, columns, strict=True))
        for article, *columns in _stories.rows(**values)
    }
    withdrawals = {number: _line(columns) for number, *columns in _withdrawals.rows(**values)}
    for *columns, withdraws, withdraws_at, article in shown:
        if story := stories.get(article):
            is_gone = story["story.kind"] == EditionKind.NOTICE
            line = _line(columns)
            record = printed(line, withdrawals.get(line.pk))
            if withdraws:
                when = moment(as_moment(withdraws_at))
                record["withdraws"] = {"title": withdraws, "when_text": when}
            if is_gone and line.kind != CorrectionKind.WITHDRAWAL:
                # They quote the story that was taken from readers.
                record |= {"wrong": "", "right": "", "words": "", "withdrawn": None}
            yield filled(
                "articles/_correction.html",
                {"is_gone": "1" if is_gone else "", **story, **_named("record", record)},
            )


def _line(columns: Sequence[Any]) -> Line:
    pk, kind, title, at, *texts, paper_on = columns
    return Line._make([pk, kind, title, as_moment(at), *texts, as_day(paper_on)])


def _named(outer: str, record: Told) -> dict[str, Any]:
    """Return the values as public.filled names them, "record.title"; what is not there is not."""
    values: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            values |= _named(f"{outer}.{name}", value)
        elif value:
            values[f"{outer}.{name}"] = _in_lines(value) if name in TEXTS else value
    return values


def _in_lines(text: str) -> SafeString:
    # As linebreaksbr, which takes ten times as long and looks for breaks that no text of ours has.
    return mark_safe(escape(text).replace("\n", "<br>"))  # noqa: S308  escaped here
