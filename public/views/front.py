from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from public.front_page import context


def front(request: HttpRequest) -> HttpResponse:
    return render(request, "public/front.html", context(timezone.now()))
