"""The overview as it stands now, for the page that is open: one small answer, or 304."""

from django.http import JsonResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page, require_GET

from articles import overview

# What the page replaces; each has a template of its own.
PARTS = ["tiles", "main", "side", "members"]


class OverviewViews:
    """Pages of ArticleAdmin."""

    def overview_urls(self):
        return [
            path(
                "overview/",
                self.admin_site.admin_view(self.overview_view),
                name="articles_article_overview",
            )
        ]

    @method_decorator(require_GET)
    @method_decorator(conditional_page)
    def overview_view(self, request):
        """
        Answer {"parts": {name: HTML}, "counts": {label: number}} of who asks.

        No clock in it: as long as nothing moves, and no minute of waiting passes, it is the same.
        """
        day = overview.of(request.user, now=timezone.now())
        return JsonResponse(
            {
                "parts": {
                    name: render_to_string(f"admin/overview/_{name}.html", {"day": day})
                    for name in PARTS
                },
                "counts": {tile.label: tile.count for tile in day.tiles},
            }
        )
