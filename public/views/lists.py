from collections import defaultdict
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from articles.models import Edition, Section
from articles.models.edition import EditionQuerySet
from public.canonical import canonical
from public.chrome import chrome
from public.forms import page_number

STORIES_ON_FRONT = 7
STORIES_A_SECTION = 4
STORIES_A_PAGE = 20


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
    row = get_object_or_404(Section, slug=section)
    stories = Edition.objects.public(timezone.now()).stories().filter(section=row)
    page = Paginator(stories.newest_first().for_cards(), STORIES_A_PAGE).get_page(
        page_number(request.GET)
    )
    return render(
        request,
        "public/section.html",
        {
            "chrome": chrome(),
            "canonical": canonical(row.get_absolute_url(), page.number),
            "section": {"name": row.name, "path": row.get_absolute_url()},
            "current_section": row.get_absolute_url(),
            "page": page,
            "stories": page.object_list,
        },
    )
