"""Where e-mail is handed over: one address in the environment, as Django's settings."""

from typing import Any

import dj_email_url
from django.core.exceptions import ImproperlyConfigured

# Seconds: a server that does not answer must not hold the worker.
TIMEOUT = 20


def settings(url: str) -> dict[str, Any]:
    """
    Return Django's settings of `url`, such as submission://user:password@host:587.

    Also smtp://, console: and file:///folder; "" is Django's own, and no notification is mailed.
    """
    if not url:
        return {}
    found = dj_email_url.parse(url)
    if "EMAIL_BACKEND" not in found:
        # The library would silently hand it to port 25 of this machine.
        raise ImproperlyConfigured(f"EMAIL_URL={url.partition(':')[0]}:…: no such way to send")
    return {**found, "EMAIL_TIMEOUT": found["EMAIL_TIMEOUT"] or TIMEOUT}
