from django import template

from articles.richtext import plain_blocks

register = template.Library()


@register.filter
def blocks(html: str) -> list[str]:
    """The paragraphs of a story's text as plain strings."""
    return list(plain_blocks(html))
