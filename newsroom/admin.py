from django.conf import settings
from django.contrib import admin
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import second_factor
from articles import overview


class DeskSite(admin.AdminSite):
    """The desk: Django's admin under the paper's name."""

    site_header = settings.NEWSROOM_NAME
    site_title = _("Newsroom")
    index_title = _("The desk")
    enable_nav_sidebar = True
    index_template = "admin/overview.html"

    def has_permission(self, request):
        # The middleware asks it of addresses of the admin; this is asked by previews, too.
        return super().has_permission(request) and not second_factor.is_owed(request.user)

    def get_urls(self):
        # Views that import the admin, which is this.
        from accounts import views

        pages = [
            path("second-factor/", views.manage, name="second_factor"),
            path("second-factor/enter/", views.enter, name="second_factor_enter"),
            path("second-factor/set-up/", views.set_up, name="second_factor_set_up"),
            # Django's own signs nobody out who may not see the index.
            path("logout/", self.logout, name="logout"),
        ]
        return [*pages, *super().get_urls()]

    def index(self, request, extra_context=None):
        """The day of who signed in; the lists of all there is stand below it."""
        day = overview.of(request.user, now=timezone.now())
        acts = overview.acts(request.user)
        return super().index(request, {"day": day, "acts": acts, **(extra_context or {})})
