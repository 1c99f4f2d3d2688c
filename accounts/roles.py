"""
Who may do what: the one table that RoleBackend reads.

A permission missing from a role's row is refused. Besides *whether*, the table
says *on which rows* (Scope): a model that a narrower scope is used for answers
`belongs_to(user)` and `is_in_writing`.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    REPORTER = "reporter", _("reporter")
    PHOTO_EDITOR = "photo_editor", _("photo editor")
    EDITOR = "editor", _("editor")
    MANAGING_EDITOR = "managing_editor", _("managing editor")


class Scope(Enum):
    """On which rows of a model a permission holds."""

    ALL = "all"
    OWN = "own"
    OWN_IN_WRITING = "own, in draft or sent back"

    def covers(self, row, user) -> bool:
        match self:
            case Scope.ALL:
                return True
            case Scope.OWN:
                return row.belongs_to(user)
            case Scope.OWN_IN_WRITING:
                return row.belongs_to(user) and row.is_in_writing


def grant(app: str, models: str, actions: str, scope: Scope = Scope.ALL) -> dict[str, Scope]:
    return {
        f"{app}.{action}_{model}": scope for model in models.split() for action in actions.split()
    }


ENTITY_MODELS = (
    "entity person organisation alias post tenure merge distinctpair dismissedname place"
)
PARTS_OF_STORY = "byline photouse mention"
STORY = f"article revision statuschange embargochange edition {PARTS_OF_STORY}"

EVERYBODY = {
    **grant("entities", ENTITY_MODELS, "view"),
    **grant("photos", "photo photocreator portrait", "view"),
    **grant("articles", "section topic author", "view"),
}

REPORTER = {
    **EVERYBODY,
    **grant("articles", "article", "add"),
    **grant("articles", STORY, "view", Scope.OWN),
    **grant("articles", "article", "change submit", Scope.OWN_IN_WRITING),
    **grant("articles", PARTS_OF_STORY, "add change delete", Scope.OWN_IN_WRITING),
    **grant("articles", "storyupload", "add"),
    **grant("photos", "photo photocreator", "add"),
    **grant("photos", "photo photocreator", "change", Scope.OWN_IN_WRITING),
    **grant("photos", "photocreator", "delete", Scope.OWN_IN_WRITING),
}

PHOTO_EDITOR = {
    **EVERYBODY,
    **grant("articles", STORY, "view"),
    **grant("photos", "photo photocreator", "add change"),
    **grant("photos", "photocreator", "delete"),
    **grant("photos", "photo", "correct delete"),
    **grant("photos", "portrait", "add change delete"),
}

EDITOR = {
    **PHOTO_EDITOR,
    **grant("articles", "article", "add change submit review approve schedule publish correct"),
    **grant("articles", PARTS_OF_STORY, "add change delete"),
    **grant("articles", "storyupload", "add"),
    **grant("articles", "author topic", "add change"),
    **grant("articles", "frontarrangement", "view add"),
    **grant("entities", "entity person organisation alias post tenure", "add change"),
    **grant("entities", "dismissedname", "add"),
    **grant("entities", "alias tenure dismissedname", "delete"),
    **grant("entities", "entity", "merge publish"),
}

MANAGING_EDITOR = {
    **EDITOR,
    **grant("articles", "article", "withdraw embargo"),
    **grant("articles", "correction", "view"),
    **grant("articles", "section topic author", "add change"),
    **grant("articles", "storytemplate", "view add change"),
    **grant("photos", "photo", "take_down"),
    **grant("photos", "privateread", "view"),
    **grant("accounts", "user", "view add change"),
    **grant("admin", "logentry", "view"),
}

PERMISSIONS: Mapping[str, Mapping[str, Scope]] = MappingProxyType(
    {
        Role.REPORTER: REPORTER,
        Role.PHOTO_EDITOR: PHOTO_EDITOR,
        Role.EDITOR: EDITOR,
        Role.MANAGING_EDITOR: MANAGING_EDITOR,
    }
)


def scope_of(user, permission: str) -> Scope | None:
    """Return on which rows `user` holds `permission` ("app.action_model"); None is nowhere."""
    if not user.is_active or user.is_anonymous:
        return None
    if user.is_superuser:
        return Scope.ALL
    return PERMISSIONS.get(user.role, {}).get(permission)
