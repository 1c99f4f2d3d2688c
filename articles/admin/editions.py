"""An edition as its readers had it: what was published stays readable at the desk."""

from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _

from articles import leading, records
from articles.admin.reading import Piece, ShownPhoto, pieces
from articles.models import Edition, EditionKind
from articles.richtext import photo_keys


class EditionViews:
    """Pages of ArticleAdmin; they share what VersionViews' pages do."""

    def editions_urls(self):
        return [
            path(
                "<int:article_id>/editions/<int:edition_id>/",
                self.admin_site.admin_view(self.edition_view),
                name="articles_article_edition",
            )
        ]

    def edition_view(self, request, article_id, edition_id):
        article = self._story_of(request, article_id)
        rows = article.editions.select_related("made_by", "revision")
        edition = get_object_or_404(rows, pk=edition_id)
        others = article.editions.exclude(pk=edition.pk).order_by("number").only("pk", "number")
        context = {
            "edition": edition,
            "pieces": [] if edition.kind == EditionKind.NOTICE else list(text_of(edition)),
            "names": edition.entities.all(),
            "records": records.of_edition(edition),
            "before": others.filter(number__lt=edition.number).last(),
            "after": others.filter(number__gt=edition.number).first(),
        }
        title = _("Edition %(number)d") % {"number": edition.number}
        return self._page(request, article, "edition", title, context)


def text_of(edition: Edition) -> list[Piece]:
    """Return the text with its photos; captions and credits are those that were printed."""
    photos = {
        row.key: ShownPhoto(row.photo.get_preview_url(), row.caption, row.credit)
        for row in edition.photos.select_related("photo")
    }
    body, lead = edition.facts["body"], leading.lead_of(edition.facts)
    above = [Piece(photo=photos[lead])] if lead in photos and lead not in photo_keys(body) else []
    return [*above, *pieces(body, photos)]
