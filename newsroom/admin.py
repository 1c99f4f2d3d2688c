from django.conf import settings
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import overview


class DeskSite(admin.AdminSite):
    """The desk: Django's admin under the paper's name."""

    site_header = settings.NEWSROOM_NAME
    site_title = _("Newsroom")
    index_title = _("The desk")
    enable_nav_sidebar = True
    index_template = "admin/overview.html"

    def index(self, request, extra_context=None):
        """The day of who signed in; the lists of all there is stand below it."""
        day = overview.of(request.user, now=timezone.now())
        acts = overview.acts(request.user)
        return super().index(request, {"day": day, "acts": acts, **(extra_context or {})})
