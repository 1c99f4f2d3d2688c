"""What somebody types into a story's form, kept until they save: theirs alone, and no history."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article, AutosaveDraft

# A story of 100,000 words is a tenth of it.
LARGEST = 4 * 1024 * 1024
MOST_FIELDS = 5_000
LARGEST_VERSION = 2**31 - 1


class DraftRefused(Exception):
    """What was sent is no form's text; the sentence is for the one who wrote it."""


def keep(
    article: Article,
    fields: Mapping[str, Any],
    *,
    by: User,
    read_version: int,
    now: datetime.datetime,
) -> None:
    """
    Keep what `by` has typed so far; the last counts.

    `fields` is {name: text, or a list of texts}. Raises DraftRefused for anything else. No
    revision and no log entry is written, and the story's own row is not touched.
    """
    _check(fields, read_version)
    values = {"fields": dict(fields), "read_version": read_version, "saved_at": now}
    rows = AutosaveDraft.objects.filter(article=article, user=by)
    if not rows.update(**values):
        AutosaveDraft.objects.update_or_create(article=article, user=by, defaults=values)


def drop(article: Article, *, by: User) -> None:
    """What was typed was saved, or is not wanted."""
    AutosaveDraft.objects.filter(article=article, user=by).delete()


def _check(fields: Any, read_version: Any) -> None:
    is_version = type(read_version) is int and 0 <= read_version <= LARGEST_VERSION
    is_form = isinstance(fields, Mapping) and len(fields) <= MOST_FIELDS
    if not is_version or not is_form or not all(map(_is_sound, fields.values())):
        raise DraftRefused(_("What was typed could not be kept: this is no form."))


def _is_sound(value: Any) -> bool:
    texts = value if isinstance(value, list) else [value]
    # PostgreSQL holds no NUL.
    return all(isinstance(text, str) and "\x00" not in text for text in texts)
