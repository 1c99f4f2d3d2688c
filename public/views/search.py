"""The page of results, and what is suggested to who is still typing."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from entities.models import Entity
from public.chrome import chrome
from public.search import Filters, Query, Results, neighbours, results, suggestions, understand
from public.search.names import Named, among, holding, visible
from public.views.search_form import SearchForm


def search(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    form = SearchForm(request.GET)
    asked = form.asked()
    query = understand(asked.q)
    named = list(visible(asked.names, now))
    filters = Filters(
        section=asked.section.pk if asked.section else None,
        names=tuple(_read_as(entity) for entity in named),
        first_day=asked.first_day,
        last_day=asked.last_day,
        moment=asked.moment,
    )
    # A name without a page, or a day that is none, is no reason to show everything.
    is_refused = len(named) < len(asked.names) or bool(form.errors)
    found = None if is_refused else results(query, filters, now=now, page=asked.page)
    is_empty = bool(query) and found is not None and not found.stories
    # Spelled well, where it is found elsewhere.
    is_elsewhere = is_empty and bool(filters) and bool(results(query, now=now).stories)
    # Who keeps to something looks for stories.
    is_bare = asked.page == 1 and not filters
    response = render(
        request,
        "public/search.html",
        {
            "chrome": chrome(),
            "form": form,
            "asked": asked,
            "query": query,
            "is_asked": bool(query or filters) or is_refused,
            "results": found,
            "kept_to": [{"name": e.name, "without": _address(form, without=e.pk)} for e in named],
            "is_kept": is_elsewhere or is_refused,
            "everything": _address(form, bare=True),
            "named": holding(query, found.editions, now) if found and is_bare else [],
            "among": _among(form, found.editions, filters, now)
            if found and not form.is_full
            else [],
            "neighbours": _neighbours(query, now) if is_empty and not is_elsewhere else [],
            "pages": _pages(form, found) if found else {},
        },
        status=400 if form.errors else 200,
    )
    # A page of every query would be endless.
    response["X-Robots-Tag"] = "noindex"
    return response


def suggest(request: HttpRequest) -> HttpResponse:
    found = suggestions(request.GET.get("q", ""), now=timezone.now())
    labels = SearchForm.kinds()
    rows = [{"text": one.text, "path": one.path, "kind": labels[one.kind]} for one in found]
    response = JsonResponse({"suggestions": rows}, json_dumps_params={"ensure_ascii": False})
    response["X-Robots-Tag"] = "noindex"
    return response


def _read_as(entity: Entity) -> tuple[int, ...]:
    return (entity.pk, *entity.merged.values_list("pk", flat=True))


def _neighbours(query: Query, now: datetime.datetime) -> list[dict[str, str]]:
    address = reverse("public:search")
    return [
        {"text": text, "path": f"{address}?{urlencode({'q': text})}"}
        for text in neighbours(query, now=now)
    ]


def _among(
    form: SearchForm, editions: list[int], filters: Filters, now: datetime.datetime
) -> list[dict[str, Any]]:
    found: list[Named] = among(editions, filters, now)
    return [
        {"name": one.name, "stories": one.stories, "path": _address(form, with_=one.id)}
        for one in found
    ]


def _pages(form: SearchForm, found: Results) -> dict[str, str]:
    def page(number: int) -> str:
        return _address(form, page=number, moment=found.moment)

    return {
        "before": page(found.page - 1) if found.page > 1 else "",
        "after": page(found.page + 1) if found.page < found.pages else "",
    }


def _address(form: SearchForm, **changes: Any) -> str:
    return f"{reverse('public:search')}?{form.as_query(**changes)}"
