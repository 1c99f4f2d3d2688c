from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from articles.models import Edition, Section
from public.canonical import canonical
from public.chrome import chrome
from public.forms import page_number

STORIES_A_PAGE = 20


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
