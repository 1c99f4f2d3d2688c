"""All that readers were told of mistakes, the newest first."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.ids import id_of
from articles.models import Correction, CorrectionKind, Edition, EditionKind
from articles.records import Told, moment, told
from articles.structured_site import CORRECTIONS
from public.canonical import canonical
from public.chrome import chrome

RECORDS_A_PAGE = 20


def corrections(request: HttpRequest) -> HttpResponse:
    """A page begins before a record, and not at a number: new ones move nothing."""
    now = timezone.now()
    rows = Correction.objects.public(now).select_related("withdrawn_by", "withdraws")
    before = id_of(request.GET.get("truoc", ""))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.newest_first()[: RECORDS_A_PAGE + 1])
    page = found[:RECORDS_A_PAGE]
    return render(
        request,
        "public/corrections.html",
        {
            "chrome": chrome(),
            "canonical": canonical(CORRECTIONS) + (f"?truoc={before}" if before else ""),
            "entries": _entries(page, now),
            "is_first": before is None,
            "older": page[-1].pk if len(found) > RECORDS_A_PAGE else None,
        },
    )


def _entries(page: Iterable[Correction], now: datetime.datetime) -> list[dict[str, Any]]:
    """Return {record, story, is_gone} for each; a story without an edition cannot have one."""
    live = Edition.objects.public(now).filter(article__in={row.article_id for row in page})
    columns = ["article_id", "kind", "path", "headline", "section_name"]
    stories = {
        story["article_id"]: story
        for story in live.values(*columns, "published_text", "published_iso")
    }
    return [
        {
            "record": _shown(row, stories[row.article_id]["kind"], now),
            "story": stories[row.article_id],
            "is_gone": stories[row.article_id]["kind"] == EditionKind.NOTICE,
        }
        for row in page
        if row.article_id in stories
    ]


def _shown(row: Correction, live_kind: str, now: datetime.datetime) -> Told:
    record = told(row, now)
    if row.withdraws is not None:
        record["withdraws"] = {"title": row.withdraws.title, "when_text": moment(row.withdraws)}
    if live_kind == EditionKind.NOTICE and row.kind != CorrectionKind.WITHDRAWAL:
        # They quote the story that was taken from readers.
        record |= {"wrong": "", "right": "", "words": "", "withdrawn": None}
    return record
