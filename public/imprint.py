"""What a paper says of itself at the foot of each page."""

from django.conf import settings
from django.utils.translation import gettext as _


def imprint() -> list[tuple[str, str]]:
    """Return (label, what the settings say) of all that they say; "" for what needs no label."""
    lines = [
        ("", settings.NEWSROOM_OWNER),
        (_("Licence"), settings.NEWSROOM_LICENCE),
        (_("Editor-in-chief"), settings.NEWSROOM_EDITOR),
        (_("Address"), settings.NEWSROOM_ADDRESS),
        (_("Telephone"), settings.NEWSROOM_PHONE),
        (_("E-mail"), settings.NEWSROOM_EMAIL),
    ]
    return [(label, text) for label, text in lines if text]
