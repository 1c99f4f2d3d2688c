from django.contrib import admin

from articles.models import Author, Section, Topic
from vietnamese.text import fold


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    list_display = ["name", "slug", "position"]


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ["name"]
    search_fields = ["name", "slug"]


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin):
    list_display = ["printed_name", "user", "person"]
    list_select_related = ["user", "person"]
    search_fields = ["printed_name"]
    autocomplete_fields = ["person"]

    def get_search_results(self, request, queryset, search_term):
        wanted = fold(search_term)
        # Authors are few: folding in Python finds "tra" in "Trà" on every database.
        found = [author.pk for author in queryset if wanted in fold(author.printed_name)]
        return queryset.filter(pk__in=found), False
