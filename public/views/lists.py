from collections import defaultdict
from typing import Any

from django.db.models import Q, Window
from django.db.models.functions import RowNumber
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.models import Edition, Section
from articles.models.edition import EditionQuerySet
from public.canonical import canonical
from public.chrome import chrome
from public.paging import Listing
from public.shell import joined, list_parts, page

STORIES_ON_FRONT = 7
STORIES_A_SECTION = 4

_in_section = Listing(lambda section: Q(section=section), keys=["section"])


def front(request: HttpRequest) -> HttpResponse:
    stories = Edition.objects.public(timezone.now()).stories().newest_first().for_cards()
    newest = list(stories[:STORIES_ON_FRONT])
    return render(
        request,
        "public/front.html",
        {
            "chrome": chrome(),
            "canonical": canonical("/"),
            "lead": newest[0] if newest else None,
            "stories": newest[1:],
            "sections": _by_section(stories, newest),
        },
    )


def _by_section(stories: EditionQuerySet, newest: list[Edition]) -> list[dict[str, Any]]:
    """Return each section with its newest stories that are not above it already; one query."""
    ranked = (
        Edition.objects.public(timezone.now())
        .stories()
        .exclude(pk__in=[edition.pk for edition in newest])
        .annotate(
            place=Window(
                RowNumber(),
                partition_by="section",
                order_by=["-first_published_at", "-article_id"],
            )
        )
        .filter(place__lte=STORIES_A_SECTION)
    )
    found: dict[int, list[Edition]] = defaultdict(list)
    for edition in stories.filter(pk__in=ranked.values("pk")):
        found[edition.section_id].append(edition)
    return [
        {"name": section.name, "path": section.get_absolute_url(), "stories": found[section.pk]}
        for section in Section.objects.all()
        if section.pk in found
    ]


def section(request: HttpRequest, section: str) -> HttpResponse:
    path = f"/{section}/"
    row = next((one for one in chrome()["sections"] if one["path"] == path), None)
    if row is None:
        raise Http404
    found = _in_section.page(request.GET, timezone.now(), lead=True, section=row["pk"])
    lead, rows = (found.stories[:1], found.stories[1:]) if not found.here else ([], found.stories)
    return HttpResponse(
        page(
            "public/section.html",
            {
                "section.name": row["name"],
                "lead": joined(lead),
                **list_parts(path, found, rows),
            },
            current_section=path,
        )
    )
