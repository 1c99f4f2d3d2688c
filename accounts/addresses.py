from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """
    Return the address a request comes from, for the lock on sign-in.

    Behind the proxy (HTTPS=1) that is the last entry of X-Forwarded-For, the one
    our own proxy wrote; what stands before it, anybody may have written.
    """
    forwarded = request.headers.get("x-forwarded-for", "") if settings.HTTPS else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR")
