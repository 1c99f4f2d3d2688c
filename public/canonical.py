from django.conf import settings


def canonical(path: str, number: int = 1) -> str:
    """Return the one address of a page; of a list, of its page `number`."""
    page = f"?trang={number}" if number > 1 else ""
    return f"{settings.SITE_URL}{path}{page}"
