"""
What is put on record from a story: people, organisations, other names, and words that are no names.

All of it is the newsroom's: it is written at once, and touches no story.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article
from articles.naming import NamingRefused
from entities import services
from entities.lookup import look_up, name_key
from entities.models import (
    Alias,
    AliasKind,
    DismissedName,
    Entity,
    EntityKind,
    EntityPage,
    Tenure,
)
from entities.offices import post_for
from vietnamese.text import squeeze


class AlreadyOnRecord(NamingRefused):
    """Somebody was faster, or it was done before."""


@dataclass(frozen=True)
class NewRecord:
    """A record made from a story. `text` is the name as it stands there."""

    kind: str
    name: str
    text: str
    office: str = ""
    organisation: Entity | None = None
    # What else is held at the same time: (office, whose it is).
    further: Sequence[tuple[str, Entity]] = ()
    held_on: datetime.date | None = None
    source: str = ""
    has_page: bool = False


def story_day(article: Article) -> datetime.date:
    """Return the day that decides on offices, as far as it is known before publishing."""
    if article.story_on:
        return article.story_on
    first = article.editions.public(timezone.now()).first()
    return timezone.localdate(first.first_published_at) if first else timezone.localdate()


def source_of(article: Article, *, on: datetime.date | None = None) -> tuple[str, str]:
    """
    Return the story as a source of an office: words and address.

    `on` is the day of the story where it is typed and not saved yet. Readers see sources: the
    headline of what is not published yet is not among the words.
    """
    day = f"{on or story_day(article):%d/%m/%Y}"
    live = article.editions.public(timezone.now()).stories().first()
    if live is not None:
        return f"{live.headline} ({settings.NEWSROOM_NAME}, {day})", settings.SITE_URL + live.path
    section = article.section
    # The number alone decides: it leads on once there is something to see.
    address = f"{settings.SITE_URL}/{section.slug}/bai-{article.pk}/" if section else ""
    return f"{settings.NEWSROOM_NAME}, {day}", address


@transaction.atomic
def make_record(article: Article, record: NewRecord, *, by: User) -> Entity:
    """
    Make a person or an organisation that a story names, with the offices read from it.

    Raises AlreadyOnRecord where the name is known by now, so that a second click
    and a second editor, on whatever story, make no second record.
    """
    _require(by, "entities.add_entity")
    name, text = squeeze(record.name), squeeze(record.text)
    is_other_name = name_key(record.kind, name) != name_key(record.kind, text)
    if is_other_name:
        _require(by, "entities.add_alias")
    services.one_at_a_time()
    for known in {name, text}:
        _refuse_known(record.kind, known)
    page = None
    if record.kind == EntityKind.PERSON and record.has_page:
        _require(by, "entities.publish_entity")
        page = EntityPage.PUBLIC
    entity = services.create(EntityKind(record.kind), name, page=page)
    if is_other_name:
        Alias.objects.create(entity=entity, name=text)
    if record.kind == EntityKind.PERSON:
        _put_in_office(article, entity, record, by=by)
    else:
        services.write_in_other_ways(entity)
    return entity


def _put_in_office(article: Article, person: Entity, record: NewRecord, *, by: User) -> None:
    held = list(record.further)
    if record.office and record.organisation:
        held.insert(0, (record.office, record.organisation))
    if not held:
        return
    _require(by, "entities.add_post", "entities.add_tenure")
    words, address = source_of(article)
    # One office written in two ways is held once.
    posts = {post.pk: post for post in (post_for(body, office) for office, body in held)}
    for post in posts.values():
        Tenure.objects.create(
            person=person,
            post=post,
            attested_on=record.held_on,
            source_text=record.source or words,
            source_url=address,
        )


@transaction.atomic
def make_alias(kind: str, text: str, entity: Entity, *, by: User) -> Alias:
    """Put the name as the story writes it beside a record. Doing it again changes nothing."""
    _require(by, "entities.add_alias")
    services.one_at_a_time()
    text = squeeze(text)
    if entity.kind != kind or entity.merged_into_id is not None:
        raise NamingRefused(_("Choose a record of the same kind."))
    there = Alias.objects.filter(entity=entity, match_key=name_key(kind, text)).first()
    if there is not None:
        return there
    _refuse_known(kind, text)
    return Alias.objects.create(entity=entity, name=text, kind=AliasKind.SPELLING)


@transaction.atomic
def dismiss(kind: str, text: str, *, by: User) -> DismissedName:
    """Say that these words are no name: they are proposed in no story any more."""
    _require(by, "entities.add_dismissedname")
    services.one_at_a_time()
    _refuse_known(kind, text)
    key = name_key(kind, text)
    dismissed, _is_new = DismissedName.objects.get_or_create(
        match_key=key, defaults={"kind": kind, "text": text, "dismissed_by": by}
    )
    return dismissed


def take_back(kind: str, text: str, *, by: User) -> None:
    """Let the words be proposed again."""
    _require(by, "entities.delete_dismissedname")
    DismissedName.objects.filter(match_key=name_key(kind, text)).delete()


def _require(by: User, *permissions: str) -> None:
    if not by.has_perms(permissions):
        raise PermissionDenied(_("Your role does not allow this step."))


def _refuse_known(kind: str, name: str) -> None:
    if look_up({name_key(kind, name)}):
        raise AlreadyOnRecord(
            _("“%(name)s” is on record already: somebody may just have made it.") % {"name": name}
        )
