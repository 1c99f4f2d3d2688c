"""The keys of a story's form: one list for the help, the tooltips and static/desk/shortcuts."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Shortcut:
    """
    `keys` is written as ARIA does (aria-keyshortcuts); Control is Command on a Mac.

    `button` finds what it presses, and what tells of it. Without `is_pressed` the key is another
    script's, which is named in `static/desk/shortcuts/shortcuts.js`.
    """

    keys: str
    label: str | Promise
    button: str = ""
    is_pressed: bool = True

    @property
    def shown(self) -> list[str]:
        return [{"Control": "Ctrl"}.get(key, key) for key in self.keys.split("+")]


# Alt and Shift: browsers have no use for these letters, and Unikey only for Ctrl and Shift.
SHORTCUTS = [
    Shortcut("Control+S", _("Save, and go on writing"), ".submit-row [name=_continue]"),
    Shortcut("Alt+Shift+G", _("Submit for review"), ".desk-acts [name=_act][value=submit]"),
    Shortcut("Alt+Shift+V", _("Preview of what was saved"), ".desk-state [data-preview]"),
    Shortcut("Alt+Shift+P", _("Insert a photo"), ".cke_button__insertphoto"),
    Shortcut("Control+K", _("Link the chosen words, in the text"), ".cke_button__storylink", False),
    Shortcut("Control+B", _("Bold, in the text"), ".cke_button__bold", False),
    Shortcut("Control+I", _("Italic, in the text"), ".cke_button__italic", False),
    Shortcut("@", _("A name on record, in the text"), "", False),
    Shortcut("Alt+Shift+A", _("Accept all names that are sure"), "", False),
    Shortcut("Alt+Shift+N", _("Add a note"), ".desk-notes__add", False),
    Shortcut("?", _("This help, outside of text fields"), "[data-help]"),
]
