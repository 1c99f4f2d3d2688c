"""
Revisions: the story as one JSON value, and the only writer of `Article.version` and its hash.

Snapshot, schema 2:

    headline, headline_is_proposed, lead, body, dateline: as in Article
    section: id or null;  topics: [id];  story_on: "YYYY-MM-DD" or null
    photos: [{key, photo, caption, is_lead}], in the order of the text, then the unplaced
    bylines: [{author, name, role}]
    mentions: [{entity, text, kind, texts, titles, count, decision}]

Schema 1 had no is_lead: no photo had been chosen.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from articles import joined
from articles.models import Article, Decision, PhotoUse, Revision, RevisionStep
from articles.models.article import text_hash
from articles.richtext import photo_keys
from entities.models import Entity

SCHEMA = 2

Snapshot = dict[str, Any]


class StaleVersion(Exception):
    """Somebody saved this story first. Carries what would have been saved."""

    def __init__(self, snapshot: Snapshot):
        super().__init__("somebody saved this story first")
        self.snapshot = snapshot


def snapshot(article: Article) -> Snapshot:
    """Return the whole aggregate as it stands in the tables, as JSON data of schema 2."""
    return {
        "headline": article.headline,
        "headline_is_proposed": article.headline_is_proposed,
        "lead": article.lead,
        "body": article.body,
        "section": article.section_id,
        "topics": sorted(article.topics.values_list("pk", flat=True)),
        "dateline": article.dateline,
        "story_on": article.story_on.isoformat() if article.story_on else None,
        "photos": _photos(article),
        "bylines": [
            {"author": byline.author_id, "name": byline.author.printed_name, "role": byline.role}
            for byline in article.bylines.select_related("author")
        ],
        "mentions": [
            {
                "entity": mention.entity_id,
                "text": mention.text,
                "kind": mention.kind,
                "texts": mention.texts,
                "titles": mention.titles,
                "count": mention.count,
                "decision": mention.decision,
            }
            for mention in article.mentions.all()
        ],
    }


def _photos(article: Article) -> list[Snapshot]:
    order = {key: position for position, key in enumerate(photo_keys(article.body))}
    uses = sorted(
        article.photo_uses.all(), key=lambda use: (order.get(use.key, len(order)), use.pk)
    )
    return [photo_row(use) for use in uses]


def photo_row(use: PhotoUse) -> Snapshot:
    return {
        "key": use.key,
        "photo": use.photo_id,
        "caption": use.caption,
        "is_lead": use.is_lead,
    }


@transaction.atomic
def record(
    article: Article,
    *,
    by: User | None,
    expected_version: int,
    step: RevisionStep = RevisionStep.SAVED,
) -> Revision:
    """
    Write the story as it stands in the tables as its next revision.

    - If nothing changed since the last one, that one is returned and nothing is written.
    - Of two who save one version, the second gets StaleVersion; the caller's
      transaction must then be rolled back, and `keep_lost` keeps the text.
    """
    article.refresh_from_db()
    now = snapshot(article)
    last = article.last_revision
    is_read = last is not None and last.version == expected_version
    if last is not None and is_read and _is_same(last.snapshot, now):
        return last

    # Compare and swap: the same on SQLite and PostgreSQL, and no lock to forget.
    taken = Article.objects.filter(pk=article.pk, version=expected_version).update(
        version=F("version") + 1,
        text_hash=text_hash(now["lead"], now["body"]),
        updated_at=timezone.now(),
    )
    if not taken:
        raise StaleVersion(now)
    # The row is ours now: only what is read from here on is sure, the status too.
    article.refresh_from_db(fields=["version", "updated_at", "status", "approved_revision"])
    return Revision.objects.create(
        article=article,
        version=article.version,
        step=step,
        schema=SCHEMA,
        snapshot=now,
        made_by=by,
    )


def _is_same(before: Snapshot, now: Snapshot) -> bool:
    named = {mention["entity"] for mention in [*before["mentions"], *now["mentions"]]} - {None}
    merged = Entity.objects.filter(pk__in=named, merged_into__isnull=False)
    survivors = dict(merged.values_list("pk", "merged_into"))
    return _essence(before, survivors) == _essence(now, survivors)


def _essence(snapshot: Snapshot, survivors: Mapping[int, int | None]) -> Snapshot:
    """
    Return what a person wrote or decided in a snapshot; `survivors` are those of merged records.

    What the registry does by itself is left out: a name that somebody put on record
    since, two records or two photos that became one, must not send an approved story back to
    review.
    """
    decided = [m for m in snapshot["mentions"] if m["decision"] != Decision.PROPOSED]
    return snapshot | {
        # What an older schema does not say was not chosen.
        "photos": [{"is_lead": False} | use for use in joined.followed(snapshot["photos"])],
        "mentions": [
            sorted(
                {
                    (survivors.get(mention["entity"], mention["entity"]), mention["decision"])
                    for mention in decided
                    if mention["entity"] is not None
                }
            ),
            [mention["decision"] for mention in decided if mention["entity"] is None],
        ],
        "bylines": [(byline["author"], byline["role"]) for byline in snapshot["bylines"]],
    }


def keep_lost(article: Article, lost: Snapshot, *, by: User, version: int) -> Revision:
    """Keep the text of the one who saved second; `version` is the one they had read."""
    return Revision.objects.create(
        article=article,
        version=version,
        step=RevisionStep.NOT_TAKEN,
        is_taken=False,
        schema=SCHEMA,
        snapshot=_storable(lost),
        made_by=by,
    )


def _storable(value: Any) -> Any:
    """Take NUL out of every text: PostgreSQL holds none, and the rest must not be lost for it."""
    match value:
        case str():
            return value.replace("\x00", "")
        case dict():
            return {key: _storable(one) for key, one in value.items()}
        case list():
            return [_storable(one) for one in value]
    return value
