"""
Many photos changed in one act: the same event, the same credit, the same people.

Every photo is its own case: who may not change it, or has not seen how it is now, changes
nothing of it, and the others go on.
"""

import dataclasses
import datetime
import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from entities.models import Entity
from photos import services, typed
from photos.credits import credit_of
from photos.labels import LABELS
from photos.models import Photo, PhotoCreator
from photos.models.photo import PhotoQuerySet

# One transaction holds them: half a second on SQLite, which has one writer.
MOST = 100


@dataclasses.dataclass(frozen=True)
class Wanted:
    """What is to change. `columns`: by the names of Photo; what is None stays as it is."""

    columns: dict[str, Any] = dataclasses.field(default_factory=dict)
    # In this order: people on record, and names as printed.
    creators: list[Entity | str] | None = None
    # The day; each photo keeps its hour.
    taken_on: datetime.date | None = None
    subjects: list[Entity] | None = None
    replaces_subjects: bool = False

    @property
    def changes_credit(self) -> bool:
        return self.creators is not None or bool({"provider", "kind"} & set(self.columns))


@dataclasses.dataclass(frozen=True)
class Change:
    field: str
    label: str
    before: str
    after: str


@dataclasses.dataclass(frozen=True)
class Outcome:
    """A photo as it is afterwards, with what changed, or the sentence why it was left."""

    photo: Photo
    # As the desk knew it before.
    name: str
    stamp: str
    changes: list[Change]
    refusal: str = ""


class _Left(Exception):
    """Takes back what was begun with one photo; the text says why."""


def change(
    pks: list[int], wanted: Wanted, *, by: User, stamps: dict[int, str] | None = None
) -> list[Outcome]:
    """
    Change the photos, at most MOST, and return what came of each, by number.

    `stamps` says how the photos were when they were looked at (Outcome.stamp); a photo that is
    another now is left. Call it in a transaction.
    """
    rows = _rows(pks[:MOST])
    before = list(rows.select_for_update(of=["self"]))
    is_parted = services.read_caption(wanted.columns.get("caption", "")).has_credit
    names = {photo.pk: (str(photo), facts(photo), stamp_of(photo)) for photo in before}
    refusals = {photo.pk: _refusal(photo, wanted, by, stamps, is_parted) for photo in before}
    return [_outcome(photo, *names[photo.pk], refusals[photo.pk]) for photo in rows.all()]


def _rows(pks: list[int]) -> PhotoQuerySet:
    photos = Photo.objects.filter(pk__in=pks).order_by("pk")
    return photos.with_credit().prefetch_related("subjects")


def _refusal(
    photo: Photo, wanted: Wanted, by: User, stamps: dict[int, str] | None, is_parted: bool
) -> str:
    """Write what is wanted; return "", or why nothing was written."""
    seen = stamp_of(photo) if stamps is None else stamps.get(photo.pk, "")
    try:
        with transaction.atomic():
            _refuse(photo, by, seen)
            _write(photo, wanted)
            if is_parted:
                # As in the form of one photo: a credit at the end of a caption is the credit's.
                typed.settle(photo)
            if wanted.changes_credit:
                _refuse_without_credit(photo)
    except _Left as left:
        return str(left)
    return ""


def _outcome(photo: Photo, name: str, before: dict[str, str], stamp: str, refusal: str) -> Outcome:
    after = facts(photo)
    changes = [
        Change(field, str(LABELS[field]), before[field], after[field])
        for field in before
        if before[field] != after[field]
    ]
    return Outcome(photo, name, stamp, [] if refusal else changes, refusal)


def read(pk: int) -> Photo:
    return _rows([pk]).get()


def _refuse(photo: Photo, by: User, seen: str) -> None:
    if photo.is_taken_down:
        raise _Left(_("This photo was taken down."))
    if not by.has_perm("photos.change_photo", photo):
        raise _Left(_("Your role does not allow you to change this photo."))
    if seen != stamp_of(photo):
        raise _Left(_("Somebody changed this photo meanwhile: look at it again."))


def _refuse_without_credit(photo: Photo) -> None:
    if photo.editions.exists() and not credit_of(read(photo.pk)).is_known:
        raise _Left(_("Readers see this photo: it needs a creator or a provider in its credit."))


def _write(photo: Photo, wanted: Wanted) -> None:
    for name, value in wanted.columns.items():
        setattr(photo, name, value)
    if wanted.taken_on is not None:
        photo.taken_at = _on_the_day(photo.taken_at, wanted.taken_on)
    try:
        photo.clean()
    except ValidationError as error:
        raise _Left(" ".join(error.messages)) from error
    photo.save()
    if wanted.creators is not None:
        _replace_creators(photo, wanted.creators)
    if wanted.subjects is not None:
        if wanted.replaces_subjects:
            photo.subjects.set(wanted.subjects)
        else:
            photo.subjects.add(*wanted.subjects)


def _replace_creators(photo: Photo, creators: list[Entity | str]) -> None:
    photo.creators.all().delete()
    for position, creator in enumerate(creators):
        if isinstance(creator, Entity):
            PhotoCreator.objects.create(photo=photo, entity=creator, position=position)
        else:
            name = creator[: services.LONGEST_CREATOR]
            PhotoCreator.objects.create(photo=photo, name=name, position=position)


def _on_the_day(moment: datetime.datetime | None, day: datetime.date) -> datetime.datetime:
    clock = timezone.localtime(moment).time() if moment else datetime.time()
    return timezone.make_aware(datetime.datetime.combine(day, clock))


def facts(photo: Photo) -> dict[str, str]:
    """Return what can be changed here, as the desk reads it; for a photo as `read` returns it."""
    taken = timezone.localtime(photo.taken_at) if photo.taken_at else None
    return {
        "caption": photo.caption,
        "credit": credit_of(photo).printed,
        "kind": str(photo.get_kind_display()),
        "medium": str(photo.get_medium_display()),
        "subjects": ", ".join(sorted(entity.name for entity in photo.subjects.all())),
        "taken_at": f"{taken:%H:%M, %d/%m/%Y}" if taken else "",
        "place": photo.place,
        "usage_terms": photo.usage_terms,
        "rights_from": f"{photo.rights_from:%d/%m/%Y}" if photo.rights_from else "",
        "rights_until": f"{photo.rights_until:%d/%m/%Y}" if photo.rights_until else "",
    }


def stamp_of(photo: Photo) -> str:
    """Return a short text that is another one as soon as something that can be changed here is."""
    who = [
        sorted(entity.pk for entity in photo.subjects.all()),
        [(creator.entity_id, creator.name) for creator in photo.creators.all()],
        photo.provider_id,
        photo.taken_at and photo.taken_at.isoformat(),
    ]
    # The language of the desk has words of its own for kinds.
    plain = facts(photo) | {"kind": photo.kind, "medium": photo.medium}
    return hashlib.sha256(json.dumps([plain, who]).encode()).hexdigest()[:16]
