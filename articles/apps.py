from importlib import import_module

from django.apps import AppConfig
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = capfirst(_("stories"))

    def ready(self):
        # Its system check registers itself.
        import_module("articles.notices")
