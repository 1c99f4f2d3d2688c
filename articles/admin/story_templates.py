"""Where the managing editor keeps the templates of stories, and where one is chosen."""

from csp.decorators import csp_update
from django import forms
from django.contrib import admin
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.admin.editor import EDITOR_CSP, PlainEditor, StoryBodyField
from articles.models import StoryTemplate


class TemplateChoice(forms.ModelChoiceField):
    """One card for each template, and the empty page before them."""

    def __init__(self):
        super().__init__(
            StoryTemplate.objects.filter(is_offered=True),
            label=capfirst(_("begin with")),
            required=False,
            blank=True,
            empty_label=format_html("<b>{}</b>", _("Empty page")),
            widget=forms.RadioSelect(attrs={"class": "desk-templates"}),
        )

    def label_from_instance(self, template):
        return format_html("<b>{}</b> <small>{}</small>", template.name, template.description)


class StoryTemplateForm(forms.ModelForm):
    body = StoryBodyField(
        label=capfirst(_("text")),
        required=False,
        widget=PlainEditor,
        help_text=_("With words in [[ ]] left in it, no story is approved or published."),
    )

    class Meta:
        model = StoryTemplate
        fields = ["name", "description", "section", "lead", "body", "is_offered", "position"]


@admin.register(StoryTemplate)
class StoryTemplateAdmin(admin.ModelAdmin):
    form = StoryTemplateForm
    list_display = ["name", "description", "section", "is_offered", "position"]
    list_select_related = ["section"]

    def has_delete_permission(self, request, obj=None):
        # Loading would make a shipped one again: it is taken out of the offer instead.
        return False

    @method_decorator(csp_update(EDITOR_CSP))
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        return super().changeform_view(request, object_id, form_url, extra_context)
