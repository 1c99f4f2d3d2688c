from csp.decorators import csp_update
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import Prefetch, Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.picks import Picks
from accounts.rows import RowPermissions
from articles import (
    autosaving,
    captioning,
    lengths,
    mentions,
    pasting,
    placing,
    presence,
    queues,
    revisions,
    saving,
    storytemplates,
)
from articles.admin import acts, after_saving, brought, checking, lost_saves, moves, reading
from articles.admin.cards import CardViews
from articles.admin.corrections import CorrectionViews
from articles.admin.editions import SHOWN, EditionViews
from articles.admin.editor import EDITOR_CSP
from articles.admin.filters import QueueFilter, WhoseFilter
from articles.admin.forms import ArticleForm, BeginArticleForm
from articles.admin.imports import ImportViews
from articles.admin.inlines import BylineInline, MentionInline, PhotoUseInline
from articles.admin.lead_photo import tell_if_above
from articles.admin.library import LibraryViews
from articles.admin.linking import LinkViews
from articles.admin.moves import MoveViews
from articles.admin.names import NameViews
from articles.admin.notes import NoteViews
from articles.admin.overview import OverviewViews
from articles.admin.previews import PreviewViews
from articles.admin.shortcuts import SHORTCUTS
from articles.admin.versions import VersionViews
from articles.admin.writing import WritingViews, writing_context
from articles.models import (
    Article,
    ArticleStatus,
    Byline,
    Decision,
    Mention,
    PhotoUse,
    RevisionStep,
    Section,
    Topic,
)
from articles.revisions import StaleVersion
from entities.oddities import old_code
from photos.admin import credit_messages
from vietnamese.text import fold

# Fields of the form that are not shown: what was read, and what was decided on names.
HIDDEN = ["read_version", "fresh_decisions", "photo_choices"]


@admin.register(Article)
class ArticleAdmin(
    CardViews,
    CorrectionViews,
    EditionViews,
    ImportViews,
    NameViews,
    NoteViews,
    LibraryViews,
    LinkViews,
    MoveViews,
    OverviewViews,
    PreviewViews,
    VersionViews,
    WritingViews,
    Picks,
    RowPermissions,
    admin.ModelAdmin,
):
    form = ArticleForm
    list_display = ["title", "status", "publication", "section", "authors", "updated_at"]
    list_filter = [QueueFilter, WhoseFilter, "status", "section", "bylines__author"]
    list_per_page = 50
    search_fields = ["folded_text"]
    search_help_text = gettext_lazy("Headline and lead, with or without diacritics")
    ordering = ["-updated_at", "-pk"]
    readonly_fields = ["text_to_read"]

    autocomplete_fields = ["topics"]
    inlines = [PhotoUseInline, MentionInline, BylineInline]
    change_form_template = "admin/articles/article/change_form.html"
    change_list_template = "admin/articles/article/change_list.html"

    @admin.display(description=gettext_lazy("headline"), ordering="headline")
    def title(self, article):
        return str(article)

    @admin.display(description=gettext_lazy("publication"))
    def publication(self, article):
        return moves.standing(article)

    @admin.display(description=gettext_lazy("authors"))
    def authors(self, article):
        return ", ".join(byline.author.printed_name for byline in article.bylines.all())

    @admin.display(description=gettext_lazy("text"))
    def text_to_read(self, article):
        return reading.text_of(article)

    def get_queryset(self, request):
        articles = super().get_queryset(request).visible_to(request.user).select_related("section")
        bylines = Byline.objects.select_related("author")
        return articles.with_publication(timezone.now()).prefetch_related(
            Prefetch("bylines", queryset=bylines)
        )

    def get_ordering(self, request):
        # Who has waited longest comes first, as in the overview.
        is_queue = request.GET.get("queue") in {"waiting", "in_review"}
        return [queues.of_last_step("changed_at").asc(), "pk"] if is_queue else self.ordering

    def get_search_results(self, request, queryset, search_term):
        if words := fold(search_term[:200]):
            queryset = queryset.filter(folded_text__contains=words)
        return queryset, False

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is None:
            kwargs["form"] = BeginArticleForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_inlines(self, request, obj):
        # The row first, so that photos and names have something to hold on to.
        return self.inlines if obj else []

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(None, {"fields": ["headline", "section", "template"]})]
        proposed = ["headline_is_proposed"] if obj.headline_is_proposed else []
        fieldsets = [
            (None, {"fields": ["headline", *proposed, "lead", "body", *HIDDEN]}),
            (
                _("Section, place and day"),
                {"fields": ["section", "topics", "dateline", "story_on"]},
            ),
        ]
        if not self.has_change_permission(request, obj):
            # Only what a reader of the desk needs: no hidden fields, and the text as text.
            fieldsets[0][1]["fields"] = ["headline", *proposed, "lead", "text_to_read"]
        return fieldsets

    def has_delete_permission(self, request, obj=None):
        # Nothing that has been at the desk is deleted.
        return False

    # Saving

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
            if template := form.cleaned_data["template"]:
                storytemplates.fill(obj, template)
            obj.save()
            saving.sign(obj, by=request.user)
            return
        if "headline" in form.changed_data:
            obj.headline_is_proposed = False
        form.awaited = pasting.settle(obj, by=request.user)
        # Never the status or the version: they have writers of their own.
        obj.tidy()
        fields = [name for name in form.cleaned_data if name not in {*HIDDEN, "topics"}]
        obj.save(update_fields=[*{*fields, "headline_is_proposed"}, "folded_text", "updated_at"])

    def save_formset(self, request, form, formset, change):
        if formset.model is Mention:
            for mention_form in formset.forms:
                if "decision" in mention_form.changed_data:
                    self.decide(mention_form.instance, request.user)
        formset.save()
        if formset.model is PhotoUse:
            formset.settle()
            changed = [use for use, _fields in formset.changed_objects]
            placing.note_taken_over(formset.forms)
            form.captioned = [*formset.new_objects, *changed]

    def decide(self, mention, user):
        is_decided = mention.decision != Decision.PROPOSED
        mention.decided_by = user if is_decided else None
        mention.decided_at = timezone.now() if is_decided else None

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change:
            after_saving.tell_of_pictures(request, form)
            choices = form.cleaned_data.get("photo_choices", [])
            placed = placing.settle(form.instance, choices, by=request.user)
            self.part_captions(request, [*form.captioned, *placed])
        found = after_saving.settle_names(request, form) if change else None
        before = form.instance.last_revision
        revision, removed = saving.save(
            form.instance,
            by=request.user,
            expected_version=form.cleaned_data["read_version"] if change else 0,
            step=RevisionStep.SAVED if change else RevisionStep.CREATED,
            sightings=found,
        )
        # What this form was read at, and saved as: an act of its buttons is about no other.
        request.desk_read = revision
        autosaving.drop(form.instance, by=request.user)
        for warning in old_code(mentions.story_texts(form.instance)):
            messages.warning(request, warning)
        tell_if_above(request, before, revision)
        if removed:
            messages.warning(
                request,
                _("Photos that do not belong to this story were taken out of its text: %(count)d.")
                % {"count": len(removed)},
            )

    def part_captions(self, request, uses):
        # A row of the list may have been placed anew by the editor: its last caption counts.
        last = {use.pk: use for use in uses}
        for use, settled in captioning.settle(last.values(), by=request.user):
            credit_messages.tell(request, use.photo, settled)

    def response_add(self, request, obj, post_url_continue=None):
        messages.success(request, _("The story was begun. Write it here."))
        return HttpResponseRedirect(self.address_of(obj))

    def log_change(self, request, obj, message):
        # A step changes no field, and stands among the steps: an entry would tell nothing.
        return super().log_change(request, obj, message) if message else None

    def response_change(self, request, obj):
        if "_act" not in request.POST:
            if "_continue" not in request.POST:
                # The page was left by saving; static/desk/writing does not tell it then.
                presence.leave(obj, by=request.user)
            return super().response_change(request, obj)
        request.desk_act = request.POST["_act"]
        return HttpResponseRedirect(self.address_of(obj))

    def address_of(self, article):
        return reverse("admin:articles_article_change", args=[article.pk])

    # Pages

    @method_decorator(csp_update(EDITOR_CSP))
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST" and object_id is not None:
            brought.hold(request, object_id)
        lost = lost_saves.snapshot_if_stale(self, request, object_id)
        if lost is not None:
            return self.keep_lost(request, object_id, lost)
        try:
            response = super().changeform_view(request, object_id, form_url, extra_context)
        except StaleVersion as stale:
            return self.keep_lost(request, object_id, stale.snapshot)
        # After Django's transaction: publishing makes pictures, and must not hold the database.
        if hasattr(request, "desk_act"):
            article = self.get_queryset(request).get(pk=object_id)
            acts.perform(request, article, request.desk_act, read=request.desk_read)
        return response

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        # Django says that there is none, also of stories that are somebody else's.
        messages.warning(
            request,
            _("Story no. %(number)s cannot be opened: there is none, or it is not open to you.")
            % {"number": unquote(object_id)[:20]},
        )
        return HttpResponseRedirect(reverse("admin:index"))

    def keep_lost(self, request, object_id, snapshot):
        """Somebody saved first: keep this text as a revision, and show it beside theirs."""
        article = self.get_queryset(request).get(pk=object_id)
        lost = revisions.keep_lost(
            article,
            snapshot,
            by=request.user,
            version=lost_saves.version_read(request) or article.version,
        )
        autosaving.drop(article, by=request.user)
        messages.error(
            request,
            _("Somebody saved this story before you. Your text was not taken, and is kept here."),
        )
        return HttpResponseRedirect(
            reverse("admin:articles_article_revision", args=[article.pk, lost.pk])
        )

    def get_object(self, request, object_id, from_field=None):
        article = super().get_object(request, object_id, from_field)
        # Not where it is saved: what was loaded would be what was there before.
        if article is not None and request.method == "GET":
            reading.load(article)
        return article

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None:
            now = timezone.now()
            may_write = self.has_change_permission(request, obj)
            steps = list(obj.status_changes.select_related("changed_by")[:10])
            editions = self.editions_of(obj, now)
            last, lost = self.versions_of(obj, request.user)
            photos = {use.photo_id: use.photo for use in reading.uses_of(obj)}
            places = {Section: [obj.section] if obj.section else [], Topic: [*obj.topics.all()]}
            out = next((one for one in editions if self.has_approved(one, obj, now)), None)
            context |= {
                "acts": acts.open_to(request.user, obj, editions, photos, places),
                "can_accept_names": may_write and any(m.is_proposed for m in obj.mentions.all()),
                "steps": steps,
                "submitted": self.submitted_since(last, steps),
                "editions": editions[:SHOWN],
                **self.corrections_of(request, obj),
                "pending": next((one for one in editions if one.visible_from > now), None),
                "lost": lost,
                "now": now,
                "site": settings.SITE_URL,
                "lengths": lengths.limits(),
                "shortcuts": SHORTCUTS,
                **writing_context(request, obj),
                **brought.to_show(request, obj, acts.embargo_read(obj)),
                "checklist": checking.of_saved(
                    obj, last, may_write=may_write, at_hand=photos, out=out
                ),
            }
        context |= {"show_save_and_add_another": False, "show_delete": False}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def versions_of(self, article, user):
        """The version that is saved, and the newest that this person saved second."""
        saved = Q(is_taken=True, version=article.version)
        rows = article.revisions.filter(saved | Q(is_taken=False, made_by=user))
        found = list(rows.order_by("-is_taken", "-pk")[:4])
        last = next((one for one in found if one.is_taken), None)
        if last is not None and article.approved_revision_id == last.pk:
            article.approved_revision = last
        return last, [one for one in found if not one.is_taken][:3]

    def submitted_since(self, last, steps):
        """The version that was submitted last, where another has come since."""
        sent = next((step for step in steps if step.new == ArticleStatus.SUBMITTED), None)
        return sent.revision_id if sent and last and sent.revision_id != last.pk else None

    def get_urls(self):
        return [
            *self.cards_urls(),
            *self.corrections_urls(),
            *self.editions_urls(),
            *self.import_urls(),
            *self.names_urls(),
            *self.notes_urls(),
            *self.library_urls(),
            *self.linking_urls(),
            *self.overview_urls(),
            *self.previews_urls(),
            *self.versions_urls(),
            *self.writing_urls(),
            *super().get_urls(),
        ]
