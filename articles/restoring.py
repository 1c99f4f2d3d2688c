"""
An older version of a story becomes its text again: a new revision, and nothing is lost.

Everything of the snapshot is written, so that what is restored is the story and not its text
alone. What is not there any more is told, and left out.
"""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles import joined, leading, saving
from articles.models import (
    Article,
    Byline,
    Decision,
    Mention,
    PhotoUse,
    Revision,
    RevisionStep,
    Section,
    Topic,
)
from articles.revisions import Snapshot
from entities.models import Entity
from photos.models import Photo

_TEXTS = ["headline", "headline_is_proposed", "lead", "body", "dateline"]


@transaction.atomic
def restore(
    article: Article,
    snapshot: Snapshot,
    *,
    by: User,
    expected_version: int,
    step: RevisionStep = RevisionStep.RESTORED,
) -> tuple[Revision, list[str]]:
    """
    Write the story as `snapshot` has it; return the new revision and what could not come back.

    - The snapshot may be one that was put together of two (see articles.choosing).
    - An approved story goes back to review, as with any change of its text.
    - Raises revisions.StaleVersion if somebody saved since `expected_version`.
    """
    # As it stands now: what else is written of it must not come from an hour ago.
    article.refresh_from_db(from_queryset=Article.objects.select_for_update())
    left_out = _write_fields(article, snapshot)
    left_out += _write_photos(article, snapshot)
    _write_bylines(article, snapshot)
    _write_decisions(article, snapshot, by=by)
    revision, _removed = saving.save(article, by=by, expected_version=expected_version, step=step)
    return revision, left_out


def _write_fields(article: Article, snapshot: Snapshot) -> list[str]:
    section = Section.objects.filter(pk=snapshot["section"]).first()
    topics = Topic.objects.filter(pk__in=snapshot["topics"])
    day = snapshot["story_on"]
    for name in _TEXTS:
        setattr(article, name, snapshot[name])
    article.section = section
    article.story_on = datetime.date.fromisoformat(day) if day else None
    article.tidy()
    # Nothing else of it: where it stands at the desk may have changed since it was read.
    article.save(update_fields=[*_TEXTS, "section", "story_on", "folded_text", "updated_at"])
    article.topics.set(topics)
    gone = [_("its section")] if snapshot["section"] and section is None else []
    return gone + ([_("a topic")] if len(topics) < len(snapshot["topics"]) else [])


def _write_photos(article: Article, snapshot: Snapshot) -> list[str]:
    # Two photos that were joined since are one.
    wanted = {use["key"]: use for use in joined.followed(snapshot["photos"])}
    photos = Photo.objects.usable().in_bulk({use["photo"] for use in wanted.values()})
    uses = {use.key: use for use in article.photo_uses.all()}
    # Who goes on standing there may have been taken down since: a person takes it out.
    standing = {(key, use.photo_id) for key, use in uses.items()}
    kept, gone, lead = set(), [], None
    for key, row in wanted.items():
        if row["photo"] not in photos and (key, row["photo"]) not in standing:
            gone.append(_("photo no. %(number)d") % {"number": row["photo"]})
            continue
        use = uses.get(key) or PhotoUse(article=article, key=key)
        use.photo_id, use.caption = row["photo"], row["caption"]
        use.save()
        kept.add(key)
        lead = use if key == leading.chosen_key(snapshot) else lead
    article.photo_uses.exclude(key__in=kept).delete()
    leading.choose(article, lead)
    return gone


def _write_bylines(article: Article, snapshot: Snapshot) -> None:
    article.bylines.all().delete()
    # An author that signed a story is not deleted: whoever stands in a snapshot is there.
    Byline.objects.bulk_create(
        Byline(article=article, author_id=row["author"], role=row["role"], position=position)
        for position, row in enumerate(snapshot["bylines"])
    )


def _write_decisions(article: Article, snapshot: Snapshot, *, by: User) -> None:
    """Decide on the names as the snapshot does; its saving finds those that nobody decided on."""
    article.mentions.all().delete()
    named = {row["entity"] for row in snapshot["mentions"] if row["entity"]}
    records = Entity.objects.in_bulk(named)
    now = timezone.now()
    decided: dict[tuple[int | None, str, str], Mention] = {}
    for row in snapshot["mentions"]:
        record = records.get(row["entity"])
        if row["decision"] == Decision.PROPOSED or (row["entity"] and record is None):
            continue
        # Two records that became one are decided on once.
        entity = (record.merged_into_id or record.pk) if record else None
        key = (entity, "", "") if entity else (None, row["kind"], row["text"])
        decided.setdefault(
            key,
            Mention(
                article=article,
                entity_id=entity,
                decided_by=by,
                decided_at=now,
                **{name: row[name] for name in _OF_A_MENTION},
            ),
        )
    Mention.objects.bulk_create(decided.values())


_OF_A_MENTION = ["text", "kind", "texts", "titles", "count", "decision"]
