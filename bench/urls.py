"""The product's addresses, and beside them the two views that pages are compared to."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from articles.models import Edition
from newsroom.urls import urlpatterns as product
from public import chrome
from public.views import paper

# Set before the first request.
BYTES = b""
ROW = 0


def a(request: HttpRequest) -> HttpResponse:
    return HttpResponse(BYTES)


def b(request: HttpRequest) -> HttpResponse:
    Edition.objects.get(pk=ROW)
    return HttpResponse(BYTES)


def renewed(request: HttpRequest) -> HttpResponse:
    """A page that asks for nothing itself, with all that stands around it asked for anew."""
    chrome.forget()
    return paper.about(request)


handler404 = "public.errors.not_found"
urlpatterns = [path("bench/a", a), path("bench/b", b), path("bench/renewed", renewed), *product]
