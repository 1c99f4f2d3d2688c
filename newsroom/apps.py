from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.contrib.staticfiles import apps as staticfiles
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    default = True
    name = "newsroom"
    verbose_name = capfirst(_("newsroom"))

    def ready(self):
        # Its system check registers itself.
        import_module("newsroom.s3")


class DeskAdminConfig(admin.AdminConfig):
    default = False
    default_site = "newsroom.admin.DeskSite"


class DeskStaticFilesConfig(staticfiles.StaticFilesConfig):
    # Parts of CKEditor with known holes, or that phone home, are not even delivered.
    ignore_patterns = [
        *staticfiles.StaticFilesConfig.ignore_patterns,
        "bbcode",
        "codesnippetgeshi",
        "devtools",
        "exportpdf",
        "flash",
        "preview",
        "scayt",
        "wsc",
        "samples",
    ]
