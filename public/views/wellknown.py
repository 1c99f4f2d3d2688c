"""robots.txt, and security.txt (RFC 9116)."""

import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

PLAIN = "text/plain; charset=utf-8"
# RFC 9116: less than a year. It moves with the month, so that the file is the same all month.
SECURITY_DAYS = 180


def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        "Disallow: /xem-truoc/",
        "",
        f"Sitemap: {settings.SITE_URL}{reverse('public:sitemap')}",
        f"Sitemap: {settings.SITE_URL}{reverse('public:sitemap-news')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)


def security(request: HttpRequest) -> HttpResponse:
    if not settings.NEWSROOM_EMAIL:
        raise Http404
    month = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    expires = month + datetime.timedelta(days=SECURITY_DAYS)
    lines = [
        f"Contact: mailto:{settings.NEWSROOM_EMAIL}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: vi, en",
        f"Canonical: {settings.SITE_URL}{reverse('public:security')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=PLAIN)
