"""
Forms and lists of people and organisations.

EntityAdmin is registered in articles.admin.entities: what is done to a name
there reaches into published stories, and imports go down only.
"""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.picks import Picks
from accounts.rows import LocksRow, Stamped, with_stamp
from accounts.stale import StampedForm, StampedFormSet, columns_of
from entities import oddities, services
from entities.importing.people import may_import
from entities.models import Alias, Entity, EntityKind, Organisation, Person, Place, Post, Tenure
from entities.offices import by_key, find_post, is_single_by_label, label_of
from entities.renaming import rename
from entities.views import ImportViews
from vietnamese.text import fold, squeeze

# What follows from the name, whenever a record is saved.
FROM_NAME = ["slug", "match_key", "folded_name", "sort_name"]


class EntityForm(StampedForm):
    # A name that changes from a day is no correction: older stories keep the old one.
    renamed_on = forms.DateField(
        widget=AdminDateWidget,
        label=capfirst(_("has this name from")),
        required=False,
        help_text=_(
            "Empty: the name was wrong, and published stories are corrected. With a day: older "
            "stories keep the old name."
        ),
    )

    class Meta:
        model = Entity
        fields = ["name", "is_protected", "is_confirmed"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("renamed_on") and cleaned.get("name") == self.initial.get("name"):
            self.add_error("renamed_on", _("Write the new name too."))
        return cleaned

    def clean_name(self):
        name = squeeze(self.cleaned_data["name"])
        if not any(character.isalnum() for character in fold(name)):
            raise forms.ValidationError(_("This is no name."))
        return name


class NewEntityForm(EntityForm):
    renamed_on = None
    kind = forms.ChoiceField(
        label=capfirst(_("kind")),
        choices=EntityKind,
        widget=forms.RadioSelect,
        initial=EntityKind.PERSON,
    )

    class Meta(EntityForm.Meta):
        fields = ["kind", "name", "is_protected"]


class PersonInline(Stamped, admin.StackedInline):
    model = Person
    form = StampedForm
    can_delete = False
    min_num = max_num = 1


class OrganisationInline(Stamped, Picks, admin.StackedInline):
    model = Organisation
    form = StampedForm
    fk_name = "entity"
    autocomplete_fields = ["parent", "province", "unit", "succeeded_by"]
    can_delete = False
    min_num = max_num = 1


class AliasFormSet(StampedFormSet):
    """Two ways of writing one key are one other name: say so before the database does."""

    def clean(self):
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            name = form.cleaned_data.get("name") if hasattr(form, "cleaned_data") else None
            if not name or form.cleaned_data.get("DELETE"):
                continue
            alias = Alias(entity=self.instance, name=name)
            alias.set_keys()
            if alias.match_key in seen:
                raise forms.ValidationError(
                    _("“%(name)s” is in this list already."), params={"name": alias.name}
                )
            seen.add(alias.match_key)


class AliasInline(Stamped, admin.TabularInline):
    model = Alias
    form = StampedForm
    formset = AliasFormSet
    fields = ["name", "kind", "is_local", "valid_from", "valid_until"]
    extra = 0


class TenureInline(Stamped, Picks, admin.StackedInline):
    model = Tenure
    form = StampedForm
    formset = StampedFormSet
    fk_name = "person"
    fields = [
        "post",
        ("start_on", "start_precision"),
        ("end_on", "end_precision"),
        "attested_on",
        "is_acting",
        ("source_text", "source_url"),
    ]
    autocomplete_fields = ["post"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    extra = 0


class PostForm(StampedForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Of a new office the label says it; afterwards the desk may know better.
        if self.instance.pk is None and "is_single" in self.fields:
            self.fields["is_single"].disabled = True

    def clean_label(self):
        # As it is stored, so that two blanks do not hide that it is there already.
        return squeeze(self.cleaned_data["label"])

    def clean(self):
        cleaned = super().clean()
        if "label" in self.changed_data and cleaned.get("label"):
            cleaned["label"] = self.printed_label(cleaned)
        if self.instance.pk is None:
            cleaned["is_single"] = is_single_by_label(cleaned.get("label", ""))
        return cleaned

    def printed_label(self, cleaned):
        """A rank alone tells no reader of what: the body is written after it, as on import."""
        body = cleaned.get("organisation")
        if not isinstance(body, Entity) and self.instance.organisation_id:
            body = self.instance.organisation
        if getattr(body, "organisation", None) is None:
            return cleaned["label"]
        # What is there in either form is refused as what it is.
        others = by_key(body, body.posts.exclude(pk=self.instance.pk))
        there = find_post(body, cleaned["label"], others)
        return there.label if there else label_of(cleaned["label"], body.organisation)


class PostFormSet(StampedFormSet):
    def get_unique_error_message(self, unique_check):
        # Django's own sentence names the fields by their English names.
        return _("An office stands in this list twice.")


class PostInline(Stamped, admin.TabularInline):
    model = Post
    form = PostForm
    formset = PostFormSet
    fk_name = "organisation"
    fields = ["label", "rank", "is_single"]
    extra = 0


class EntityAdmin(ImportViews, LocksRow, admin.ModelAdmin):
    """One list for both kinds: they share names, aliases, pages and merging."""

    form = EntityForm
    list_display = ["name", "kind", "page", "is_confirmed", "protection"]
    list_filter = ["kind", "page", "is_confirmed", "is_protected"]
    list_per_page = 50
    search_fields = ["folded_name"]
    search_help_text = _("Name or other name, with or without diacritics")
    # A page is given and taken by an act, because published stories follow it.
    readonly_fields = ["page"]

    def get_urls(self):
        return self.import_urls() + super().get_urls()

    def changelist_view(self, request, extra_context=None):
        shown = {"may_import": may_import(request.user), **(extra_context or {})}
        return super().changelist_view(request, shown)

    def get_queryset(self, request):
        return super().get_queryset(request).surviving()

    def get_search_results(self, request, queryset, search_term):
        return queryset.filter(pk__in=Entity.objects.named(search_term).values("pk")), False

    @admin.display(description=capfirst(_("protected")), ordering="is_protected", empty_value="")
    def protection(self, entity):
        # A red cross beside all who need none would read as a warning.
        return _("protected") if entity.is_protected else None

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = NewEntityForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ["kind", "name", "is_protected"]})]
        fields = ["name", "page", "is_confirmed", "is_protected"]
        if not self.has_change_permission(request, obj):
            return [(None, {"fields": fields})]
        fields.insert(1, "renamed_on")
        return with_stamp([(None, {"fields": fields})])

    def get_inlines(self, request, obj):
        if obj is None:
            return []
        if obj.is_person:
            return [PersonInline, TenureInline, AliasInline]
        return [OrganisationInline, PostInline, AliasInline]

    def save_model(self, request, obj, form, change):
        if change:
            # save_related gives a new name, after the other names that stand on the form.
            is_renamed = form.cleaned_data.get("renamed_on")
            columns = columns_of(form) - ({"name"} if is_renamed else set())
            obj.save(update_fields={*columns, *(() if is_renamed else FROM_NAME), "updated_at"})
            return
        made = services.create(
            EntityKind(form.cleaned_data["kind"]), obj.name, is_protected=obj.is_protected
        )
        obj.pk, obj.kind = made.pk, made.kind
        if not made.is_person:
            services.write_in_other_ways(made)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        entity = Entity.objects.get(pk=form.instance.pk)
        if since := form.cleaned_data.get("renamed_on"):
            rename(entity, form.cleaned_data["name"], since=since)
        else:
            # The given name may have changed, and with it the order.
            entity.save(update_fields=[*FROM_NAME, "updated_at"])
        for sentence in oddities.of(entity):
            self.message_user(request, sentence, messages.WARNING)

    def has_delete_permission(self, request, obj=None):
        # Stories point here: a record is merged into another, never deleted.
        return False


@admin.register(Post)
class PostAdmin(Stamped, LocksRow, Picks, admin.ModelAdmin):
    form = PostForm
    list_display = ["label", "organisation", "rank"]
    list_select_related = ["organisation"]
    autocomplete_fields = ["organisation"]
    search_fields = ["label"]

    def get_search_results(self, request, queryset, search_term):
        if not search_term:
            return queryset, False
        wanted = fold(search_term)
        # Label and organisation are short: folded in Python, right on every database.
        posts = queryset.select_related("organisation")
        found = [post.pk for post in posts if wanted in fold(f"{post.label} {post.organisation}")]
        return queryset.filter(pk__in=found), False


@admin.register(Place)
class PlaceAdmin(admin.ModelAdmin):
    """To look up and to choose from: entities.places loads them, nobody types them."""

    list_display = ["name", "kind", "province", "code", "valid_from", "valid_until"]
    list_filter = ["kind"]
    list_select_related = ["province"]
    list_per_page = 50
    search_fields = ["folded_name"]
    search_help_text = _("Place and province, with or without diacritics; or the code")

    def get_queryset(self, request):
        # Autocompletion prints the province too.
        return super().get_queryset(request).select_related("province")

    def get_search_results(self, request, queryset, search_term):
        return queryset.named(search_term), False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
