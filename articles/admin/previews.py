"""A story as readers will see it, in a frame; and the links to it for people without an account."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.http import require_POST

from accounts.ids import id_of
from articles import previews
from articles.models import PreviewLink

LINKS_A_PAGE = 50


class LinkForm(forms.Form):
    days = forms.TypedChoiceField(
        label=gettext_lazy("For how long"),
        choices=[(days, ngettext_lazy("%d day", "%d days", days) % days) for days in previews.DAYS],
        coerce=int,
        initial=previews.DAYS[0],
        widget=forms.RadioSelect,
    )


class PreviewViews:
    """Pages of ArticleAdmin; they share what VersionViews' pages do."""

    def previews_urls(self):
        pages = [
            ("<int:article_id>/preview/", self.reader_view, "preview"),
            (
                "<int:article_id>/revisions/<int:revision_id>/preview/",
                self.reader_view,
                "preview_of",
            ),
            ("<int:article_id>/links/", self.links_view, "links"),
            ("<int:article_id>/links/<int:link_id>/revoke/", self.revoke_view, "revoke"),
        ]
        return [
            path(address, self.admin_site.admin_view(view), name=f"articles_article_{name}")
            for address, view, name in pages
        ]

    def reader_view(self, request, article_id, revision_id=None):
        """
        A version, or the story as it was saved last, in the width of a phone or a computer.

        The form says by `typed` on which version it holds more than was saved.
        """
        article = self._story_of(request, article_id)
        revision = self._version_of(request, article, revision_id)
        typed = id_of(request.GET.get("typed", ""))
        context = {"revision": revision, "is_typed": typed == revision.version}
        return self._page(request, article, "preview", _("Preview"), context)

    def links_view(self, request, article_id):
        """All links to a story, the newest first; a new one is shown once, in the answer."""
        article = self._story_of(request, article_id)
        asked = id_of(request.POST.get("revision", request.GET.get("revision", "")))
        revision = self._version_of(request, article, asked)
        form = LinkForm(request.POST or None)
        made = None
        if request.method == "POST" and form.is_valid():
            made = self._make_link(request, revision, form)
        context = {
            "revision": revision,
            "form": form,
            "may_give": previews.may_give(request.user, article),
            "made": made,
            "rows": self._links_shown(request, article),
        }
        return self._page(request, article, "links", _("Links to previews"), context)

    @method_decorator(require_POST)
    def revoke_view(self, request, article_id, link_id):
        article = self._story_of(request, article_id)
        links = PreviewLink.objects.of_story(article).select_related("revision__article")
        link = get_object_or_404(links, pk=link_id)
        if previews.revoke(link, by=request.user):
            messages.success(request, _("The link is revoked: it opens nothing any more."))
        else:
            messages.info(request, _("The link had been revoked before."))
        return HttpResponseRedirect(reverse("admin:articles_article_links", args=[article.pk]))

    def _version_of(self, request, article, revision_id: int | None):
        """The version asked for; without a number the last one that was saved."""
        rows = article.revisions.taken_or_by(request.user).select_related("made_by")
        if revision_id is None:
            rows = rows.filter(is_taken=True)
            return get_object_or_404(rows.order_by("-version")[:1])
        return get_object_or_404(rows, pk=revision_id)

    def _make_link(self, request, revision, form) -> dict | None:
        """Make a link; return its address, which nobody sees again, and from when to when."""
        try:
            link, token = previews.make(revision, by=request.user, days=form.cleaned_data["days"])
        except previews.PreviewRefused as refusal:
            form.add_error("days", str(refusal))
            return None
        address = reverse("public:preview", args=[token])
        embargo = revision.article.embargo_until
        return {
            "address": f"{settings.SITE_URL}{address}",
            "link": link,
            "opens_at": embargo if embargo and embargo > link.made_at else None,
        }

    def _links_shown(self, request, article) -> list[dict]:
        now, gives = timezone.now(), previews.may_give(request.user, article)
        links = PreviewLink.objects.of_story(article)
        links = links.select_related("made_by", "revoked_by", "revision")
        return [
            {
                "link": link,
                "is_open": link.is_open(now),
                "may_revoke": link.is_open(now) and (gives or link.made_by_id == request.user.pk),
            }
            for link in links.defer("revision__snapshot")[:LINKS_A_PAGE]
        ]
