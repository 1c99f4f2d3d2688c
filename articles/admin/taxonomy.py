from django.contrib import admin, messages
from django.utils.translation import gettext as _

from accounts.picks import Picks
from articles import tasks
from articles.models import Author, Section, Topic
from vietnamese.text import fold


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "position"]
    # In this order where the address is shown alone, too.
    fields = list_display

    def get_readonly_fields(self, request, obj=None):
        # What readers and other sites keep of a story begins with it.
        return ["slug"] if obj and obj.editions.exists() else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        if "slug" in self.get_readonly_fields(request, obj):
            kwargs["help_texts"] = {"slug": _("Stories stand at this address: it stays.")}
        return super().get_form(request, obj, change, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "name" in form.changed_data:
            # It is printed on the pages of its stories.
            tasks.rerender_section.enqueue(obj.pk)


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ["name"]
    search_fields = ["name", "slug"]


@admin.register(Author)
class AuthorAdmin(Picks, admin.ModelAdmin):
    list_display = ["printed_name", "user", "person"]
    list_select_related = ["user", "person"]
    search_fields = ["printed_name"]
    autocomplete_fields = ["person"]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        same = Author.objects.filter(printed_name=obj.printed_name).exclude(pk=obj.pk)
        if "printed_name" in form.changed_data and same.exists():
            self.message_user(
                request,
                _("There is another author of this name; readers cannot tell them apart."),
                messages.WARNING,
            )

    def get_search_results(self, request, queryset, search_term):
        wanted = fold(search_term)
        # Authors are few: folding in Python finds "tra" in "Trà" on every database.
        found = [author.pk for author in queryset if wanted in fold(author.printed_name)]
        return queryset.filter(pk__in=found), False
