"""Every write to photos that touches a file or more than one table."""

import datetime
from collections.abc import Callable, Iterable
from functools import cache

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from entities import services as entities
from entities.lookup import look_up
from entities.models import Entity, EntityKind
from photos import likeness, tasks, written
from photos.captions import ParsedCaption, parse
from photos.models import CreditKind, Medium, Photo, PhotoCreator
from photos.pictures import Picture
from vietnamese.matching import organisation_key

# As the columns hold; what was written is kept whole beside them.
LONGEST_NAME, LONGEST_CREATOR = 200, 120
# Two presses of one button are no further apart.
SENT_TWICE = datetime.timedelta(seconds=10)


def create_awaiting(
    parsed: ParsedCaption, *, by: User | None, new_providers: list[Entity] | None = None
) -> Photo:
    """
    Make a photo for a caption whose picture has not come: caption and credit, no file.

    A provider that nobody has on record becomes an unconfirmed organisation and
    is added to `new_providers`, for the caller to tell.
    """
    with transaction.atomic():
        provider, is_new = provider_named(parsed.provider[:LONGEST_NAME])
        if is_new and provider is not None and new_providers is not None:
            new_providers.append(provider)
        photo = Photo.objects.create(
            caption=parsed.caption,
            provider=provider,
            kind=CreditKind(parsed.kind),
            medium=Medium(parsed.medium),
            credit_as_written=parsed.raw[:300],
            uploaded_by=by,
        )
        add_creators(photo, parsed.creators)
    return photo


def take_credit(photo: Photo, parsed: ParsedCaption) -> None:
    """Give a photo that has no credit the one that was read; its columns are not saved yet."""
    photo.provider, _is_new = provider_named(parsed.provider[:LONGEST_NAME])
    photo.kind = CreditKind(parsed.kind)
    if parsed.medium != Medium.PHOTO:
        photo.medium = Medium(parsed.medium)
    photo.credit_as_written = parsed.raw[:300]
    add_creators(photo, parsed.creators)


def has_credit(photo: Photo) -> bool:
    """Whether anything of a credit stands there, be it enough for readers or not."""
    return bool(photo.provider_id or photo.kind != CreditKind.UNKNOWN or photo.creators.exists())


def add_creators(photo: Photo, names: Iterable[str]) -> None:
    """Add who made the picture, as written, in this order."""
    for position, name in enumerate(names):
        # One by one: what they are found by is filled on saving.
        PhotoCreator.objects.create(photo=photo, name=name[:LONGEST_CREATOR], position=position)


def provider_named(name: str) -> tuple[Entity | None, bool]:
    """Return the organisation a credit means, and whether it had to be made (unconfirmed)."""
    if not name:
        return None, False
    known = find_provider(name)
    if known is not None:
        return known, False
    is_code = name.isupper() and " " not in name and len(name) <= 20
    try:
        entity = entities.create(
            EntityKind.ORGANISATION, name, is_confirmed=False, code=name if is_code else ""
        )
    except IntegrityError:
        # Two imports with one new code at once: the other one's record is there now.
        known = find_provider(name)
        if known is None:
            raise
        return known, False
    return entity, True


def find_provider(name: str) -> Entity | None:
    """
    Return whom a credit names: by code first (QMG), then by name or alias, in any case.

    A record that was merged still answers to its code and names: with the survivor. "Công an
    tỉnh" is the own province's, and an alias of several is nobody's.
    """
    return next(iter(_providers(name)), None)


def _providers(name: str, *, is_sure: bool = True) -> list[Entity]:
    if not name:
        return []
    candidates = Entity.objects.organisations().select_related("merged_into")
    # Codes are stored in capitals: SQLite compares without case in ASCII only.
    coded = candidates.filter(organisation__code=name.upper()).first()
    if coded is not None:
        return [coded.merged_into or coded]
    key = organisation_key(name)
    owners = look_up({key}).get(key, [])
    known = candidates.in_bulk([owner.entity for owner in owners])
    owners = [owner for owner in owners if owner.entity in known]
    named = [known[owner.entity] for owner in owners if owner.by == "name"]
    local = [known[owner.entity] for owner in owners if owner.is_local]
    called = [known[owner.entity] for owner in owners]
    if named or not is_sure:
        return named or called
    return next((some for some in (local, called) if len(some) == 1), [])


def is_provider(name: str) -> bool:
    return bool(_providers(name, is_sure=False))


def read_caption(text: str) -> ParsedCaption:
    """Part a caption from its credit, as the desk knows providers; wherever one comes in."""
    # Once for each name, however often the parser asks of it.
    return parse(text, is_provider=cache(is_provider), own_codes=own_names())


def own_names() -> list[str]:
    """Return the names under which the paper credits its own staff: in full, and its codes."""
    return [settings.NEWSROOM_NAME, *settings.NEWSROOM_CODES]


def registered_providers() -> Callable[[str], bool]:
    """Return an `is_provider` that reads the organisations once, for many captions at a time."""
    organisations = Entity.objects.organisations()
    keys = set(organisations.values_list("match_key", flat=True))
    keys |= set(organisations.values_list("aliases__match_key", flat=True)) - {None}
    codes = set(organisations.values_list("organisation__code", flat=True)) - {"", None}

    def is_registered(name: str) -> bool:
        return bool(name) and (name.upper() in codes or organisation_key(name) in keys)

    return is_registered


def one_at_a_time(picture: Picture) -> None:
    """
    Of two who bring one file at once, let the second wait here, and find the first's photo.

    In a transaction, until its end. On SQLite the transaction is the lock: it begins by taking
    the one place there is to write.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # A key of 63 bits out of the file's own 256.
            key = int(picture.checksum, 16) >> 193
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def sent_just_now(photo: Photo, picture: Picture | None) -> Photo | None:
    """Return the photo that the same form has made already: its button was pressed twice."""
    begun = timezone.now() - SENT_TWICE
    made = Photo.objects.filter(uploaded_by=photo.uploaded_by, created_at__gte=begun)
    if picture is not None:
        one_at_a_time(picture)
        return made.filter(checksum=picture.checksum).first()
    captions = {photo.caption, read_caption(photo.caption).caption}
    return made.filter(is_awaiting=True, caption__in=captions).first()


def fill(photo: Photo, picture: Picture) -> Photo:
    """
    Give `photo` its picture: keep the original as it came, and the preview for the desk.

    Raises NotKept where there is no room for them, StorageAway where nobody answers.
    """
    written.save(photo.original, picture.data, f"original{picture.extension}")
    written.save(photo.preview, picture.preview)
    photo.checksum = picture.checksum
    photo.width, photo.height = picture.width, picture.height
    photo.source_file_name = picture.name[:200]
    photo.embedded = picture.embedded
    photo.is_awaiting = False
    photo.save()
    likeness.remember(photo, picture.preview)
    likeness.note(photo, picture.checksum, picture.preview)
    # The row of the task is in the caller's transaction: it runs after it, or never.
    tasks.prepare.enqueue(photo.pk)
    return photo
