from django import template
from django.utils.safestring import SafeString

from articles.rendering import json_script_ld
from articles.structured_site import newsroom
from public import heads

register = template.Library()

# Open Graph, and cards of X.
register.inclusion_tag("public/_sharing.html")(heads.sharing)
register.simple_tag(heads.page_facts)


@register.simple_tag
def newsroom_facts() -> SafeString:
    """Print the JSON-LD of the paper itself, for the front page."""
    return json_script_ld(newsroom())
