from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class DeskSite(admin.AdminSite):
    """The desk: Django's admin under the paper's name."""

    site_header = settings.NEWSROOM_NAME
    site_title = _("Newsroom")
    index_title = _("The desk")
    enable_nav_sidebar = True
