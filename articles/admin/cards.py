"""How a story looks in lists and when it is shared, as it stands on somebody's screen."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import override
from django.views.decorators.http import require_POST

from articles import leading, packaging, rendering, revisions
from articles.admin import names_draft
from articles.admin.checking import snapshot_of
from articles.models import Section
from articles.moments import iso, moment
from photos.credits import credit_of


class CardViews:
    """For ArticleAdmin."""

    def cards_urls(self):
        view = self.admin_site.admin_view(self.cards_view)
        return [path("<int:article_id>/cards/", view, name="articles_article_cards")]

    @method_decorator(require_POST)
    def cards_view(self, request, article_id):
        """
        Two pages for frames: {"list", "shared"}, of the form that was sent.

        It is JSON as the panel of names sends it, with `leading`, the key of the photo that is
        ticked as the one that leads.
        """
        article = get_object_or_404(self.get_queryset(request), pk=article_id)
        try:
            draft = names_draft.read(request, article)
        except names_draft.Unreadable as problem:
            return JsonResponse({"message": str(problem)}, status=problem.status)
        if draft.form is None:
            snapshot = revisions.snapshot(article)
        else:
            snapshot = snapshot_of(article, draft, draft.form)
        leads = json.loads(request.body or b"{}").get("leading", "")
        if leads and isinstance(leads, str):
            for use in snapshot["photos"]:
                use["is_lead"] = use["key"] == leads
        story = _story(snapshot)
        # Readers' words, whoever looks.
        with override("vi"):
            return JsonResponse({"list": _page(story), "shared": _page(story, _site())})


def _page(story: Mapping[str, Any], site: str = "") -> str:
    context = {"story": story, "site": site}
    return render_to_string("admin/articles/article/_card_page.html", context)


def _site() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""


def _story(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """Return what public/_card.html shows of a story that is out since now."""
    section = Section.objects.filter(pk=snapshot["section"]).first()
    now = timezone.now()
    return {
        "path": "",
        "section_name": section.name if section else "",
        "headline": snapshot["headline"],
        "lead": snapshot["lead"],
        "published_text": moment(now),
        "published_iso": iso(now),
        "card": rendering.card(_lead_photo(snapshot)),
    }


def _lead_photo(snapshot: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the photo that will lead, by the desk's own picture of it: none is public yet."""
    shown = {use["key"]: (use, photo) for use, photo in packaging.shown_photos(snapshot)}
    facts = {"photos": [{"key": key} for key in shown], "lead_photo": leading.chosen_key(snapshot)}
    key = leading.lead_of(facts)
    if key not in shown:
        return None
    use, photo = shown[key]
    return {
        "src": photo.get_preview_url(),
        "width": photo.width,
        "height": photo.height,
        "alt": photo.alt_text or use["caption"] or photo.caption,
        "credit": credit_of(photo).printed,
        "focal": [photo.focal_x, photo.focal_y],
    }
