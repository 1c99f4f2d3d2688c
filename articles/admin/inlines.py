from django.contrib import admin
from django.db import models
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from accounts.picks import KnowsRows, Picks
from articles.admin.forms import BylineFormSet, MentionForm, MentionFormSet
from articles.admin.lead_photo import PhotoUseForm, PhotoUseFormSet
from articles.admin.reading import with_photos
from articles.models import Byline, Mention, PhotoUse
from articles.richtext import photo_keys
from photos.admin.captions import CaptionArea, Of
from photos.credits import credit_of


class PartOfStory(Picks, admin.TabularInline):
    """
    A list under a story. Who may change the story may change it, and nobody else.

    The rows are asked about the story they hang on: a reporter's permission
    covers own stories only, and ends when the story is submitted.
    """

    extra = 0

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("articles.view_article", obj)

    def has_add_permission(self, request, obj=None):
        return request.user.has_perm("articles.change_article", obj)

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("articles.change_article", obj)

    def has_delete_permission(self, request, obj=None):
        return request.user.has_perm("articles.change_article", obj)


class PhotoUseInline(PartOfStory):
    model = PhotoUse
    form = PhotoUseForm
    formset = PhotoUseFormSet
    fields = ["shown", "photo", "caption", "leads"]
    readonly_fields = ["shown"]
    autocomplete_fields = ["photo"]
    verbose_name_plural = _("Photos and captions")
    formfield_overrides = {models.TextField: {"widget": CaptionArea(Of.STORY, rows=4)}}

    def get_queryset(self, request):
        return with_photos(super().get_queryset(request))

    def get_fields(self, request, obj=None):
        if self.has_change_permission(request, obj):
            return self.fields
        # The column itself, for who may only look.
        return [*self.fields[:-1], "is_lead"]

    @admin.display(description=_("preview"))
    def shown(self, use):
        if use.pk is None:
            return ""
        is_above = use.is_lead and use.key not in photo_keys(use.article.body)
        return render_to_string(
            "admin/articles/_photo_use.html",
            {"use": use, "credit": credit_of(use.photo).printed, "is_above": is_above},
        )


class BylineInline(PartOfStory):
    model = Byline
    form = KnowsRows
    formset = BylineFormSet
    fields = ["author", "role", "position"]
    autocomplete_fields = ["author"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("author")


class MentionInline(PartOfStory):
    model = Mention
    form = MentionForm
    formset = MentionFormSet
    fields = ["found", "entity", "decision"]
    readonly_fields = ["found"]
    autocomplete_fields = ["entity"]
    verbose_name_plural = _("Names in the story")
    # The panel beside the text does the same; without script this list does it all.
    classes = ["collapse"]

    def get_queryset(self, request):
        # An inline is made anew for each request, so it may remember who asks.
        self.may_create = request.user.has_perm("entities.add_entity")
        return super().get_queryset(request).select_related("entity", "article")

    # Names come from the finder; here they are only decided on.
    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("in the text"))
    def found(self, mention):
        return render_to_string(
            "admin/articles/_mention.html", {"mention": mention, "may_create": self.may_create}
        )
