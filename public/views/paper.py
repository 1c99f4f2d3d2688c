"""What the paper says of itself, and how it is reached; all of it from the settings."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from public.canonical import canonical
from public.filled import page

NO_DIGIT = re.compile(r"[^\d+]")


def about(request: HttpRequest) -> HttpResponse:
    return _page(request, "public/about.html")


def contact(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        "public/contact.html",
        address=settings.NEWSROOM_ADDRESS,
        phone=settings.NEWSROOM_PHONE,
        dialled=NO_DIGIT.sub("", settings.NEWSROOM_PHONE),
        email=settings.NEWSROOM_EMAIL,
    )


def _page(request: HttpRequest, template: str, **said: str) -> HttpResponse:
    return HttpResponse(page(template, {}, canonical=canonical(request.path), **said))
