"""All that readers were told of mistakes, the newest first."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import linebreaksbr
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.ids import id_of
from articles.models import Correction, CorrectionKind, Edition, EditionKind
from articles.records import Told, moment, told
from articles.structured_site import CORRECTIONS
from public.filled import filled, joined, page
from public.paging import Page
from public.shell import list_parts

RECORDS_A_PAGE = 20
# As somebody wrote them, in lines.
TEXTS = {"wrong", "right", "words"}


def corrections(request: HttpRequest) -> HttpResponse:
    """A page begins before a record, and not at a number: new ones move nothing."""
    now = timezone.now()
    rows = Correction.objects.public(now).select_related("withdrawn_by", "withdraws")
    before = id_of(request.GET.get("truoc", ""))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.newest_first()[: RECORDS_A_PAGE + 1])
    shown = found[:RECORDS_A_PAGE]
    place = Page(
        older=f"?truoc={shown[-1].pk}" if len(found) > RECORDS_A_PAGE else "",
        here=f"?truoc={before}" if before is not None else "",
    )
    return HttpResponse(
        page(
            "public/corrections.html",
            {
                "entries": joined(_entries(shown, now)),
                "is_older": "" if before is None else "1",
                **list_parts(CORRECTIONS, place, name=_("Corrections and apologies")),
            },
        )
    )


def _entries(shown: Iterable[Correction], now: datetime.datetime) -> Iterable[SafeString]:
    """Yield each record as it is printed; a story without an edition cannot have one."""
    live = Edition.objects.public(now).filter(article__in={row.article_id for row in shown})
    columns = ["kind", "path", "headline", "section_name", "published_text", "published_iso"]
    stories = {
        article: dict(zip(columns, values, strict=True))
        for article, *values in live.values_list("article_id", *columns)
    }
    for row in shown:
        if row.article_id in stories:
            story = stories[row.article_id]
            yield filled(
                "articles/_correction.html",
                {
                    "is_gone": "1" if story["kind"] == EditionKind.NOTICE else "",
                    **_named("story", story),
                    **_named("record", _shown(row, story["kind"], now)),
                },
            )


def _named(outer: str, record: Told) -> dict[str, Any]:
    """Return the values as public.filled names them, "record.title"; what is not there is not."""
    values: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            values |= _named(f"{outer}.{name}", value)
        elif value:
            values[f"{outer}.{name}"] = linebreaksbr(value) if name in TEXTS else value
    return values


def _shown(row: Correction, live_kind: str, now: datetime.datetime) -> Told:
    record = told(row, now)
    if row.withdraws is not None:
        record["withdraws"] = {"title": row.withdraws.title, "when_text": moment(row.withdraws)}
    if live_kind == EditionKind.NOTICE and row.kind != CorrectionKind.WITHDRAWAL:
        # They quote the story that was taken from readers.
        record |= {"wrong": "", "right": "", "words": "", "withdrawn": None}
    return record
