import json
from typing import Any

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.templatetags.static import static
from django.utils.translation import gettext

from articles import richtext
from articles.admin.reading import card, uses_of
from articles.models import Article

# CKEditor 4 writes styles and handlers into the page: into those that show one, and no other.
EDITOR_CSP = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
}

# Parts of CKEditor with holes, those that we do otherwise, and one that fails: it throws away
# what is pasted from Google Docs where an element has no style.
LEFT_OUT = [
    *["exportpdf", "scayt", "wsc", "flash", "preview", "print", "elementspath", "image"],
    *["magicline", "pastefromgdocs"],
]


class StoryEditor(CKEditorWidget):
    """CKEditor with the buttons and the filter of articles.richtext, and photos in place."""

    template_name = "admin/articles/editor.html"
    # Our own, in static/desk: photos in the text; words, height and colours; names after @;
    # links; what is pasted; what a template leaves to be written; notes.
    plugins = [
        *["storyphoto", "deskeditor", "names", "storylink", "cleaning", "placeholders", "notes"]
    ]
    own_buttons = [["InsertPhoto", "StoryPhoto"], ["Note"]]

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__(
            extra_plugins=[*self.plugins, "autogrow"],
            external_plugin_resources=[],
            template_name=self.template_name,
            attrs=attrs,
        )
        self.config = {
            "toolbar": [*richtext.TOOLBAR, *self.own_buttons],
            "allowedContent": richtext.editor_filter(),
            "format_tags": ";".join(richtext.FORMATS),
            "extraPlugins": ",".join([*self.plugins, "autogrow", "widget"]),
            "removePlugins": ",".join(LEFT_OUT),
            # Vietnamese letters stay letters: search and comparison read them.
            "entities": False,
            "entities_latin": False,
            "basicEntities": True,
            "versionCheck": False,
            "width": "100%",
            "height": 420,
            "autoGrow_minHeight": 420,
            "autoGrow_onStartup": True,
            # No end: two scroll bars in one another lose the writer's place.
            "autoGrow_maxHeight": 0,
            "autoGrow_bottomSpace": 24,
            "resize_enabled": True,
            "linkShowAdvancedTab": False,
            "linkShowTargetTab": False,
            "disableNativeSpellChecker": False,
        }

    def get_context(self, name, value, attrs):
        # Here and not in __init__: hashed names are known only when a page is made.
        addresses = {plugin: static(f"desk/{plugin}/plugin.js") for plugin in self.plugins}
        self.external_plugin_resources = [
            (plugin, address[: address.rindex("/") + 1], address[address.rindex("/") + 1 :])
            for plugin, address in addresses.items()
        ]
        self.config["contentsCss"] = [static("desk/editor-content.css")]
        # What a screen reader says of the frame; without it, the id of the field.
        self.config["title"] = self.config["applicationTitle"] = gettext("text of the story")
        return super().get_context(name, value, attrs)


class PlainEditor(StoryEditor):
    """The same without photos and names, for a text that is nobody's story yet."""

    plugins = ["deskeditor", "cleaning", "placeholders"]
    own_buttons = []


def photos_json(article: Article) -> str:
    """Return {key: card and the caption for this story} of its photos, for the editor's plugin."""
    return json.dumps(
        {use.key: card(use.photo) | {"own": use.caption} for use in uses_of(article)},
        ensure_ascii=False,
    )


class StoryBodyField(forms.CharField):
    widget = StoryEditor

    def has_changed(self, initial, data):
        # The editor writes line ends and attributes of its own: what is stored decides.
        return richtext.sanitise(initial or "") != richtext.sanitise(data or "")
