from django.contrib import admin, messages
from django.utils.translation import gettext_lazy, ngettext

from articles import fixes, pages
from entities import admin as entities
from entities.models import Entity, EntityPage


@admin.register(Entity)
class EntityAdmin(entities.EntityAdmin):
    """People and organisations, with what reaches into published stories."""

    actions = ["give_page", "take_page"]

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

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change and "name" in form.changed_data:
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
