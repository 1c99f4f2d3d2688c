from django.conf import settings


def canonical(path: str) -> str:
    """Return the one address of a page, whole."""
    return f"{settings.SITE_URL}{path}"
