"""Saving a story: what happens beside the writing of its own rows."""

from collections.abc import Sequence

from django.db import transaction

from accounts.models import User
from articles import mentions, revisions, workflow
from articles.mentions import Sighting
from articles.models import (
    Article,
    ArticleStatus,
    Author,
    Byline,
    PhotoUse,
    Revision,
    RevisionStep,
)
from articles.richtext import keep_figures


@transaction.atomic
def save(
    article: Article,
    *,
    by: User | None,
    expected_version: int,
    step: RevisionStep = RevisionStep.SAVED,
    sightings: Sequence[Sighting] | None = None,
) -> tuple[Revision, list[str]]:
    """
    Finish a save whose rows have been written: tidy, find names, write the revision.

    - `sightings` are the names in it where they were found before this transaction.
    - Photos in the text that are not this story's are taken out; their keys are
      returned, for the caller to tell.
    - Text that changes after approval sends the story back to review; what
      readers see is untouched.
    - Raises revisions.StaleVersion if somebody saved first.
    """
    keys = set(PhotoUse.objects.filter(article=article).values_list("key", flat=True))
    body, removed = keep_figures(article.body, keys)
    if removed:
        article.body = body
        article.save(update_fields=["body"])
    mentions.refresh(article, found=sightings)

    revision = revisions.record(article, by=by, expected_version=expected_version, step=step)
    if (
        by is not None
        and article.status == ArticleStatus.APPROVED
        and article.approved_revision_id != revision.pk
    ):
        workflow.move(article, ArticleStatus.IN_REVIEW, by=by, revision=revision)
    return revision, removed


def sign(article: Article, *, by: User | None) -> None:
    """Put the byline of a reporter on the story that they begin; an editor's is left open."""
    if by is None or by.has_perm("articles.review_article"):
        return
    put_byline(article, by=by)


def put_byline(article: Article, *, by: User) -> Author:
    """Sign the story with the name that `by` signs with, made if there is none."""
    author, _made = Author.objects.get_or_create(
        user=by, defaults={"printed_name": by.get_short_name() or by.get_username()}
    )
    Byline.objects.create(article=article, author=author)
    return author


def place_at_end(article: Article, uses: list[PhotoUse]) -> None:
    """Put photos that were just added at the end of the text, where the writer will see them."""
    figures = "".join(f'<figure data-photo="{use.key}"></figure>' for use in uses)
    article.body += figures
    article.save(update_fields=["body"])
