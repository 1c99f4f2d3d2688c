from django import template
from django.utils import timezone

from articles import rights

register = template.Library()


@register.simple_tag
def photos_with_ending_rights(user) -> int:
    """Return how many photos are on this morning's list, for those whose work it is; else 0."""
    if not user.has_perm("photos.correct_photo"):
        return 0
    return rights.ending(timezone.localdate(), rights.DAYS).count()
