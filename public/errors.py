from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from public.chrome import chrome


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _bare("400.html", 400, is_sent=request.method not in {"GET", "HEAD"})


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _bare("403_csrf.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", {"chrome": chrome()}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _bare("500.html", 500)


def storage_away() -> HttpResponse:
    return _bare("503.html", 503)


def _bare(template: str, status: int, **said: bool) -> HttpResponse:
    """No query and nothing of the request: either may be what is broken."""
    context = {"paper": settings.NEWSROOM_NAME, **said}
    return HttpResponse(render_to_string(template, context), status=status)
