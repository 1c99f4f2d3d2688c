from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import fixes, pages, tasks
from articles.admin.merging import MergeViews
from articles.admin.names_completion import CompletionView
from entities import admin as entities
from entities.models import Entity, EntityPage
from photos.admin import PortraitInline
from photos.models import Portrait


@admin.register(Entity)
class EntityAdmin(MergeViews, CompletionView, entities.EntityAdmin):
    """People and organisations, with what reaches into published stories."""

    actions = ["give_page", "take_page", "merge_two"]
    change_list_template = "admin/entities/entity/change_list.html"
    change_form_template = "admin/entities/entity/change_form.html"

    def get_urls(self):
        return [*self.merge_urls(), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        context = {**(extra_context or {}), "may_merge": self.has_merge_permission(request)}
        return super().changelist_view(request, context)

    @admin.action(description=gettext_lazy("Give a public page"), permissions=["publish"])
    def give_page(self, request, queryset):
        self.set_pages(request, queryset, EntityPage.PUBLIC)

    @admin.action(description=gettext_lazy("Take the public page"), permissions=["publish"])
    def take_page(self, request, queryset):
        self.set_pages(request, queryset, EntityPage.NONE)

    def set_pages(self, request, queryset, page):
        changed = sum(pages.set_page(entity, page, by=request.user) for entity in queryset)
        self.message_user(
            request,
            ngettext("%d page changed.", "%d pages changed.", changed) % changed,
            messages.SUCCESS,
        )

    def has_publish_permission(self, request):
        return request.user.has_perm("entities.publish_entity")

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_give_page"] = self.has_publish_permission(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request, obj):
        if "_page" not in request.POST or not self.has_publish_permission(request):
            return super().response_change(request, obj)
        wanted = EntityPage.PUBLIC if request.POST["_page"] == "give" else EntityPage.NONE
        self.set_pages(request, [obj], wanted)
        return HttpResponseRedirect(request.path)

    def save_related(self, request, form, formsets, change):
        held_before = change and form.instance.tenures.exists()
        super().save_related(request, form, formsets, change)
        if change and not held_before:
            self.give_page_to_office_holder(request, form.instance)
        self.publish_portrait(form.instance, formsets)
        if change and "name" in form.changed_data and not form.cleaned_data.get("renamed_on"):
            fix = fixes.correct_name(form.instance, by=request.user)
            if fix is not None:
                self.message_user(
                    request,
                    ngettext(
                        "The name is being corrected in %d published story.",
                        "The name is being corrected in %d published stories.",
                        fix.total,
                    )
                    % fix.total,
                    messages.INFO,
                )

    def publish_portrait(self, entity, formsets):
        if any(f.model is Portrait and f.has_changed() for f in formsets):
            tasks.follow_portraits(person=entity)

    def get_inlines(self, request, obj):
        inlines = super().get_inlines(request, obj)
        return [*inlines, PortraitInline] if obj is not None and obj.is_person else inlines

    def give_page_to_office_holder(self, request, entity):
        """The first office makes a public person, but for those who are protected."""
        is_holder = entity.is_person and not entity.is_protected and entity.tenures.exists()
        if not is_holder or not self.has_publish_permission(request):
            return
        if pages.set_page(entity, EntityPage.PUBLIC, by=request.user):
            self.message_user(
                request, _("Who holds an office gets a public page; take it if it is wrong.")
            )
