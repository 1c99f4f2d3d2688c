from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from public.filled import page
from public.front_page import front_values


def front(request: HttpRequest) -> HttpResponse:
    return HttpResponse(page("public/front.html", front_values(timezone.now())))
