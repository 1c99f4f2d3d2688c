"""Pages whose address is another by now."""

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.utils.encoding import iri_to_uri


def moved_to(request: HttpRequest, path: str) -> HttpResponsePermanentRedirect:
    """Lead to the address that a page has, and there to what was asked of it."""
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(iri_to_uri(f"{path}?{query}" if query else path))
