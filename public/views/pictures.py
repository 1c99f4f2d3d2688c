"""Public files of photos where nginx has none, or does not stand before us."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve

from articles.waiting import open_to_readers


def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    # What waited for the end of an embargo comes with its first reader, if no worker was faster.
    open_to_readers(path)
    return serve(request, path, document_root=str(settings.MEDIA_ROOT))
