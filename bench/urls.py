"""The product's addresses, and beside them the two views that the story page is compared to."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from articles.models import Edition
from newsroom.urls import urlpatterns as product

# Set by bench.story_page before the first request.
BYTES = b""
ROW = 0


def a(request: HttpRequest) -> HttpResponse:
    return HttpResponse(BYTES)


def b(request: HttpRequest) -> HttpResponse:
    Edition.objects.get(pk=ROW)
    return HttpResponse(BYTES)


handler404 = "public.errors.not_found"
urlpatterns = [path("bench/a", a), path("bench/b", b), *product]
