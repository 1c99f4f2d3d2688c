from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from public.chrome import chrome
from public.filled import page
from public.moved import moved_to
from public.paging import Listing
from public.shell import list_parts
from vietnamese.slugs import slugify

_in_section = Listing(lambda section: Q(section=section), keys=["section"])


def section(request: HttpRequest, section: str) -> HttpResponse:
    path = f"/{section}/"
    row = _at(path)
    if row is None:
        # Typed as its name is written, or in capitals.
        path = f"/{slugify(section, default='')}/"
        if _at(path):
            return moved_to(request, path)
        raise Http404
    found = _in_section.page(request.GET, timezone.now(), lead=True, section=row["pk"])
    return HttpResponse(
        page(
            "public/section.html",
            list_parts(path, found, name=row["name"], lead=True),
            current_section=path,
        )
    )


def _at(path: str) -> dict[str, Any] | None:
    return next((one for one in chrome()["sections"] if one["path"] == path), None)
