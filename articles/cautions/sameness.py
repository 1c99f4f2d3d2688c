"""The text of a story that is there already under another number."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from articles.checked import Item, warn
from articles.models import Article
from articles.models.article import text_hash


def same_text(article: Article, snapshot: Mapping[str, Any]) -> Iterator[Item]:
    digest = text_hash(snapshot["lead"], snapshot["body"])
    if not digest:
        return
    others = Article.objects.filter(text_hash=digest).exclude(pk=article.pk)
    for pk, headline in others.order_by("pk").values_list("pk", "headline")[:1]:
        sentence = _("Story no. %(number)d has the same text: “%(headline)s”.")
        yield warn("same", sentence % {"number": pk, "headline": headline[:120]}, "body")
