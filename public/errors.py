from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from public.chrome import chrome


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # As 500: what was sent may be what breaks a page made of it.
    return HttpResponse(render_to_string("400.html"), status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", {"chrome": chrome()}, status=404)


def storage_away() -> HttpResponse:
    return HttpResponse(render_to_string("503.html"), status=503)


def server_error(request: HttpRequest) -> HttpResponse:
    # No context and no query: the database may be what is broken.
    return HttpResponse(render_to_string("500.html"), status=500)
