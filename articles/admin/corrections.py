"""Telling readers of a mistake, and the ledger of all that they were told."""

from django.contrib import admin, messages
from django.contrib.admin import RelatedOnlyFieldListFilter
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.rows import RowPermissions
from articles import correcting, records, rescheduling
from articles.admin.correction_forms import CorrectionForm, PartsForm
from articles.editions import PublishRefused
from articles.models import Correction, CorrectionKind
from articles.notices import PARTS
from photos.storage import StorageAway
from vietnamese.text import fold

REFUSALS = (correcting.CorrectionRefused, PublishRefused, PermissionDenied, StorageAway)


class CorrectionViews:
    """Pages of ArticleAdmin; they share what VersionViews' pages do."""

    def corrections_urls(self):
        pages = [
            ("<int:article_id>/corrections/add/", self.correct_view, "correct"),
            (
                "<int:article_id>/corrections/<int:correction_id>/withdraw/",
                self.retract_view,
                "retract",
            ),
        ]
        return [
            path(address, self.admin_site.admin_view(view), name=f"articles_article_{name}")
            for address, view, name in pages
        ]

    def correct_view(self, request, article_id):
        """Tell the readers of a live story; the notice is looked at first, as they will see it."""
        article = self._story_of(request, article_id)
        kinds = correcting.kinds_open_to(request.user, article)
        if not kinds:
            raise PermissionDenied(_("Your role does not allow this step."))
        live = self._live(article)
        revision = correcting.text_to_publish(article) if live else None
        asked = request.GET.get("kind", "")
        initial = {
            "live": live and live.pk,
            "kind": asked if asked in kinds else CorrectionKind.CORRECTION,
            # The version readers have goes out again only for a name or a picture of today.
            "with_text": live is not None and revision != live.revision,
        }
        form = CorrectionForm(request.POST or None, initial=initial, kinds=kinds, revision=revision)

        def record(form, text):
            return correcting.record(
                article,
                kind=form.cleaned_data["kind"],
                parts=form.parts(),
                by=request.user,
                live=form.cleaned_data["live"],
                revision=text,
            )

        return self._notice_page(request, article, live, form, record, _("Tell readers"))

    def retract_view(self, request, article_id, correction_id):
        """Withdraw a record by another."""
        article = self._story_of(request, article_id)
        rows = article.corrections.select_related("withdrawn_by", "article")
        withdrawn = get_object_or_404(rows, pk=correction_id)
        kind = CorrectionKind.RETRACTION
        if not correcting.may(request.user, kind, article):
            raise PermissionDenied(_("Your role does not allow this step."))
        live = self._live(article)
        form = PartsForm(request.POST or None, initial={"live": live and live.pk}, kinds=[kind])

        def record(form, text):
            return correcting.withdraw(
                withdrawn, parts=form.parts(), by=request.user, live=form.cleaned_data["live"]
            )

        title = _("Withdraw a notice")
        return self._notice_page(
            request, article, live, form, record, title, {"withdrawn": withdrawn}
        )

    def corrections_of(self, request, article):
        """What the story's own page shows: its records, and whether each may be withdrawn."""
        rows = list(article.corrections.select_related("withdrawn_by", "made_by"))
        for row in rows:
            row.gone = records.withdrawal_of(row)
        return {
            "corrections": rows,
            "may_retract": correcting.may(request.user, CorrectionKind.RETRACTION, article),
            "may_see_ledger": request.user.has_perm("articles.view_correction"),
        }

    def _live(self, article):
        return article.editions.public(timezone.now()).stories().first()

    def _notice_page(self, request, article, live, form, record, title, more=None):
        preview, pending = "", rescheduling.scheduled(article)
        if request.method == "POST" and form.is_valid():
            try:
                # Asked first: after a double click the text is not away, it is out.
                correcting.require_live(article, form.cleaned_data["live"], timezone.now())
                text = form.text()
                if "_record" in request.POST:
                    made = record(form, text)
                    messages.success(
                        request, _("Readers are told: “%(title)s”.") % {"title": made.title}
                    )
                    self._tell_if_cancelled(request, article, pending)
                    return HttpResponseRedirect(self.address_of(article))
                preview = self._preview(form)
            except correcting.Overtaken as refusal:
                form.refuse(refusal)
                form.read_again(live and live.pk)
            except REFUSALS as refusal:
                form.refuse(refusal)
        context = {
            "form": form,
            "live": live,
            "preview": preview,
            "pending": pending,
            "is_edited": live is not None and article.version != live.revision.version,
            **(more or {}),
        }
        return self._page(request, article, "correct", title, context)

    def _tell_if_cancelled(self, request, article, pending):
        if pending is not None and not article.editions.filter(pk=pending.pk).exists():
            when = {"moment": f"{timezone.localtime(pending.visible_from):%H:%M, %d/%m/%Y}"}
            messages.warning(
                request, _("What was scheduled for %(moment)s was cancelled with it.") % when
            )

    def _preview(self, form) -> str:
        """Return the notice as readers will find it, a page of its own."""
        kind = form.cleaned_data.get("kind", CorrectionKind.RETRACTION)
        correcting.require_parts(kind, form.parts())
        now = timezone.now()
        row = correcting.draft(kind, form.parts(), now=now)
        with override("vi"):
            return render_to_string(
                "admin/articles/article/_notice.html", {"record": records.told(row, now)}
            )


@admin.register(Correction)
class CorrectionAdmin(RowPermissions, admin.ModelAdmin):
    """The ledger: read by whoever answers for it, written by nobody."""

    list_display = ["published_at", "notice", "story", "decided_by", "on_paper", "made_by", "state"]
    list_filter = ["kind", ("made_by", RelatedOnlyFieldListFilter)]
    date_hierarchy = "published_at"
    list_select_related = ["made_by", "withdrawn_by", "article"]
    list_per_page = 50
    search_fields = ["folded_text"]
    search_help_text = gettext_lazy("Story, words, who decided and paper, without diacritics too")
    actions = None
    fields = [
        "kind",
        "title",
        "story",
        "published_at",
        *PARTS,
        "made_by",
        "withdraws",
        "state",
        "what_changed",
    ]
    readonly_fields = fields

    def has_add_permission(self, request):
        return False

    def get_search_results(self, request, queryset, search_term):
        return queryset.filter(folded_text__contains=fold(search_term[:200])), False

    # Not the field itself: a column of titles may break anywhere.
    @admin.display(description=gettext_lazy("title"))
    def notice(self, record):
        return record.title

    @admin.display(description=gettext_lazy("story"))
    def story(self, record):
        address = reverse("admin:articles_article_change", args=[record.article_id])
        return format_html('<a href="{}">{}</a>', address, record.article)

    @admin.display(description=gettext_lazy("paper"), empty_value="—")
    def on_paper(self, record):
        return records.paper_of(record)

    @admin.display(description=gettext_lazy("state"))
    def state(self, record):
        withdrawn_by = records.withdrawal_of(record)
        if withdrawn_by is not None:
            address = reverse("admin:articles_correction_change", args=[withdrawn_by.pk])
            words = _("withdrawn by no. %(number)s") % {"number": withdrawn_by.pk}
            return format_html('<a href="{}">{}</a>', address, words)
        if record.kind == CorrectionKind.RETRACTION:
            return _("withdraws no. %(number)s") % {"number": record.withdraws_id}
        return _("stands")

    @admin.display(description=gettext_lazy("Public text"))
    def what_changed(self, record):
        before = record.edition.article.editions.filter(number__lt=record.edition.number).first()
        if before is None:
            return "—"
        address = reverse("admin:articles_article_editions", args=[record.article_id])
        return format_html(
            '<a href="{}?old={}&amp;new={}">{}</a>',
            address,
            before.pk,
            record.edition_id,
            _("What readers find otherwise"),
        )
