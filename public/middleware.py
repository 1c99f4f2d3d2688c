import datetime
import hashlib

from django.http import HttpResponseNotAllowed
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from public.chrome import chrome

# How long a cache before us may go on answering with what it has.
SECONDS = 5
CACHED = {200, 301, 404, 410}


class ReadOnlyMiddleware:
    """Readers send nothing: outside the desk an address answers who asks for it, and no more."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.desk = reverse("admin:index")

    def __call__(self, request):
        if request.method in {"GET", "HEAD"} or request.path.startswith(self.desk):
            return self.get_response(request)
        return HttpResponseNotAllowed(["GET", "HEAD"])


class SharedCacheMiddleware:
    """
    Let caches keep a public page for a moment, and answer 304 to who has it already.

    It is the same for everybody: a cookie that came, as one of another site at this address,
    changes nothing in it and is answered by none. The tag is of the page itself: whatever changes
    it, an edition, a release, a setting, makes another. No cache keeps a page past the moment at
    which the clock changes one.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.desk = reverse("admin:index")

    def __call__(self, request):
        response = self.get_response(request)
        if not self.is_public(request, response):
            return response
        # Django varies on the cookie that it sets: a cache would keep a page for each.
        response.cookies.clear()
        response.headers.pop("Vary", None)
        if not self.is_shared(request, response):
            return response
        left = seconds_left(getattr(response, "changes_at", None))
        response["Cache-Control"] = f"max-age=0, s-maxage={left}"
        if response.status_code != 200:
            return response
        tag = hashlib.blake2b(response.content, digest_size=16).hexdigest()
        response["ETag"] = f'"{tag}"'
        return get_conditional_response(request, etag=response["ETag"], response=response)

    def is_public(self, request, response) -> bool:
        """Whether it is for all: a preview and a file say themselves who may keep them."""
        is_at_the_desk = request.path.startswith(self.desk)
        return not is_at_the_desk and not response.has_header("Cache-Control")

    def is_shared(self, request, response) -> bool:
        return (
            request.method in {"GET", "HEAD"}
            and response.status_code in CACHED
            and not response.streaming
        )


def seconds_left(own: datetime.datetime | None) -> int:
    """
    Return whole seconds until the clock changes a page, at most SECONDS.

    `own` is a moment of the page alone; chrome knows those of all pages.
    """
    moments = [chrome()["changes_at"], *([own] if own else [])]
    left = min(moments) - timezone.now()
    return max(0, min(SECONDS, int(left.total_seconds())))
