"""The versions of a story: their list, what two of them differ in, an old one taken back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.ids import id_of
from articles import choosing, comparing_editions, restoring
from articles.comparing import compare
from articles.models import Article, Edition, RevisionStep
from articles.revisions import StaleVersion

VERSIONS_A_PAGE = 50


class VersionViews:
    """Pages of ArticleAdmin."""

    def versions_urls(self):
        pages = [
            ("<int:article_id>/versions/", self.versions_view, "versions"),
            ("<int:article_id>/versions/compare/", self.compare_view, "compare"),
            ("<int:article_id>/editions/compare/", self.editions_view, "editions"),
            ("<int:article_id>/versions/<int:revision_id>/restore/", self.restore_view, "restore"),
            ("<int:article_id>/revisions/<int:revision_id>/", self.revision_view, "revision"),
            ("<int:article_id>/revisions/<int:revision_id>/join/", self.join_view, "join"),
        ]
        return [
            path(address, self.admin_site.admin_view(view), name=f"articles_article_{name}")
            for address, view, name in pages
        ]

    def versions_view(self, request, article_id):
        """All versions that were saved, the newest first, and one's own that were not taken."""
        article = self._story_of(request, article_id)
        rows = article.revisions.taken_or_by(request.user).select_related("made_by")
        editions = Prefetch("editions", Edition.objects.without_text())
        page = Paginator(
            rows.defer("snapshot").prefetch_related(editions), VERSIONS_A_PAGE
        ).get_page(request.GET.get("p"))
        return self._page(request, article, "versions", _("Versions"), {"page": page})

    def compare_view(self, request, article_id):
        """What makes the version `new` of `old`; without `new`, the story as it was saved last."""
        article = self._story_of(request, article_id)
        rows = article.revisions.taken_or_by(request.user).select_related("made_by")
        old = get_object_or_404(rows, pk=id_of(request.GET.get("old", "")))
        new_id = request.GET.get("new")
        new = get_object_or_404(rows, pk=id_of(new_id)) if new_id else article.last_revision
        if new.pk < old.pk:
            old, new = new, old
        context = {
            "old": old,
            "new": new,
            "comparison": compare(old.snapshot, new.snapshot),
            "may_restore": self.has_change_permission(request, article),
            "is_last": new == article.last_revision,
        }
        return self._page(request, article, "compare", _("What was changed"), context)

    def editions_view(self, request, article_id):
        """What of the public text changed from one edition to another; the older one first."""
        article = self._story_of(request, article_id)
        rows = article.editions.select_related("made_by", "revision")
        old, new = sorted(
            (
                get_object_or_404(rows, pk=id_of(request.GET.get(name, "")))
                for name in ["old", "new"]
            ),
            key=lambda edition: edition.number,
        )
        context = {"old": old, "new": new, "comparison": comparing_editions.compare(old, new)}
        return self._page(request, article, "editions", _("What readers find otherwise"), context)

    @method_decorator(require_POST)
    def restore_view(self, request, article_id, revision_id):
        """An older version becomes the text again, as a new version."""
        article = self._story_to_change(request, article_id)
        revision = get_object_or_404(article.revisions, pk=revision_id, is_taken=True)
        self._write(request, article, revision.snapshot, RevisionStep.RESTORED)
        return HttpResponseRedirect(self.address_of(article))

    def revision_view(self, request, article_id, revision_id):
        """A version beside the story as it is; one that was not taken can still be chosen from."""
        article = self._story_of(request, article_id)
        revision = get_object_or_404(
            article.revisions.taken_or_by(request.user).select_related("made_by"), pk=revision_id
        )
        if revision.is_taken:
            address = reverse("admin:articles_article_compare", args=[article.pk])
            return HttpResponseRedirect(f"{address}?old={revision.pk}")
        last = article.last_revision
        context = {
            "revision": revision,
            "last": last,
            "questions": choosing.questions(last.snapshot, revision.snapshot),
            "names": compare(last.snapshot, revision.snapshot).names,
            "may_choose": self.has_change_permission(request, article),
        }
        return self._page(request, article, "join", _("Two texts of one story"), context)

    @method_decorator(require_POST)
    def join_view(self, request, article_id, revision_id):
        """What was chosen of the two texts becomes the story."""
        article = self._story_to_change(request, article_id)
        mine = get_object_or_404(
            article.revisions, pk=revision_id, is_taken=False, made_by=request.user
        )
        theirs = get_object_or_404(
            article.revisions, pk=id_of(request.POST.get("theirs", "")), is_taken=True
        )
        joined = choosing.chosen(theirs.snapshot, mine.snapshot, request.POST)
        if not self._write(request, article, joined, RevisionStep.JOINED, version=theirs.version):
            again = reverse("admin:articles_article_revision", args=[article.pk, mine.pk])
            return HttpResponseRedirect(again)
        return HttpResponseRedirect(self.address_of(article))

    # What the views share

    def _story_of(self, request, article_id: int) -> Article:
        return get_object_or_404(self.get_queryset(request), pk=article_id)

    def _story_to_change(self, request, article_id: int) -> Article:
        article = self._story_of(request, article_id)
        if not self.has_change_permission(request, article):
            raise PermissionDenied(_("Your role does not allow this step."))
        return article

    def _write(self, request, article, snapshot, step, version: int | None = None) -> bool:
        """Write the snapshot as the story, and tell; False where somebody was faster."""
        read = id_of(request.POST.get("read_version", "")) if version is None else version
        try:
            revision, left_out = restoring.restore(
                article,
                snapshot,
                by=request.user,
                expected_version=-1 if read is None else read,
                step=step,
            )
        except StaleVersion:
            messages.error(
                request, _("Somebody saved this story meanwhile. Look at it again, then choose.")
            )
            return False
        messages.success(
            request,
            _("This is the story now, as version %(number)d.") % {"number": revision.version},
        )
        if left_out:
            messages.warning(
                request,
                _("Not there any more, and so left out: %(what)s.") % {"what": ", ".join(left_out)},
            )
        return True

    def _page(self, request, article, name: str, title: str, context: dict) -> TemplateResponse:
        return TemplateResponse(
            request,
            f"admin/articles/article/{name}.html",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": title,
                "article": article,
                **context,
            },
        )
