"""An edition as its readers had it: what was published stays readable at the desk."""

import itertools

from django.db.models import Case, Q, When
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext as _

from articles import leading, records
from articles.admin.reading import Piece, ShownPhoto, pieces
from articles.models import Edition, EditionKind
from articles.models.edition import ends_after
from articles.richtext import photo_keys

# As many as the form of a story tells of.
SHOWN = 10


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

    def editions_of(self, article, now):
        """What readers see and will, and the newest editions, each with the one before it."""
        rows = article.editions.select_related("made_by", "revision").without_text()
        # Of what may be compared with the approved version; they are large.
        compared = ends_after(now) & Q(revision=article.approved_revision_id)
        rows = rows.annotate(facts_at_hand=Case(When(compared, then="facts")))
        # One of them is live, one at most is to come.
        found = rows.defer("revision__snapshot").current_first(now)[: SHOWN + 3]
        newest = sorted(found, key=lambda edition: -edition.pk)
        for edition, before in itertools.pairwise([*newest, None]):
            if edition.facts_at_hand is not None:
                edition.facts = edition.facts_at_hand
            edition.before = before and before.pk
        return newest

    def has_approved(self, edition, article, now):
        """Whether readers have, or will have, just the version that is approved."""
        is_over = edition.visible_until is not None and edition.visible_until <= now
        return (
            edition.revision_id == article.approved_revision_id
            and not is_over
            and not edition.is_notice
        )

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
