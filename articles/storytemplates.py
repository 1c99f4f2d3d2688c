"""The templates of stories: those that are shipped, and a story that is begun with one."""

import tomllib
from pathlib import Path

from django.db import transaction

from articles.models import Article, StoryTemplate

SHIPPED = Path(__file__).with_name("storytemplates.toml")


def shipped() -> list[dict[str, str]]:
    """Return {key, name, description, lead, body} of each, in the order they are offered."""
    return tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["template"]


@transaction.atomic
def load() -> list[StoryTemplate]:
    """
    Make the shipped templates that were never made; return them.

    What the managing editor changed, renamed or took out of the offer stays as it is. One whose
    name another has taken meanwhile is not made.
    """
    made = []
    keys = set(StoryTemplate.objects.values_list("key", flat=True))
    names = set(StoryTemplate.objects.values_list("name", flat=True))
    for position, row in enumerate(shipped(), start=1):
        if row["key"] not in keys and row["name"] not in names:
            made.append(StoryTemplate.objects.create(**row, position=position * 10))
    return made


def fill(article: Article, template: StoryTemplate) -> None:
    """Begin the unsaved `article` with what `template` holds; what is chosen already stays."""
    article.lead = article.lead or template.lead
    article.body = article.body or template.body
    article.section = article.section or template.section
