"""Where a photo ran, runs and will run: for its own page, and before it is changed or deleted."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import joined
from articles.models import EditionKind, EditionPhoto, PhotoUse
from photos.credits import credit_of
from photos.models import Photo, Portrait

# A photo of the paper's own house may have run in thousands.
SHOWN = 100

KINDS = dict(EditionKind.choices)


@dataclass(frozen=True)
class Ran:
    """One edition that shows, showed or will show a photo, and how."""

    article: int
    edition: int
    number: int
    kind: str
    headline: str
    path: str
    visible_from: datetime.datetime
    visible_until: datetime.datetime | None
    key: str
    caption: str
    credit: str
    checksum: str
    alt_text: str
    # The caption for this story only, as its revision has it.
    own_caption: str
    now: datetime.datetime

    @property
    def is_live(self) -> bool:
        return self.visible_from <= self.now and not self.is_past

    @property
    def is_past(self) -> bool:
        return self.visible_until is not None and self.visible_until <= self.now

    @property
    def state(self) -> str:
        if self.is_past:
            return _("was shown")
        return _("readers see it") if self.is_live else _("scheduled")

    @property
    def kind_text(self) -> str:
        return str(KINDS[self.kind])


@dataclass(frozen=True)
class Change:
    """What the correction of a photo changes in one edition; "" where the words stay."""

    ran: Ran
    caption: str
    credit: str
    alt_text: str
    is_people: bool
    is_file: bool

    @property
    def is_overridden(self) -> bool:
        return bool(self.ran.own_caption)

    @property
    def changes(self) -> bool:
        words = self.caption or self.credit or self.alt_text
        return bool(words or self.is_people or self.is_file)


def editions_with(photo: Photo, *, now: datetime.datetime | None = None) -> list[Ran]:
    """Return where `photo` stands in editions, the newest first, at most SHOWN; one query."""
    return _ran(EditionPhoto.objects.of(photo), now or timezone.now(), most=SHOWN)


def current_with(photo: Photo, *, now: datetime.datetime | None = None) -> list[Ran]:
    """Return all editions with `photo` that readers see, or will."""
    now = now or timezone.now()
    return _ran(EditionPhoto.objects.of(photo).current(now), now)


def current_stories(
    photos: Iterable[Photo], *, now: datetime.datetime | None = None
) -> Counter[int]:
    """Return by photo how many stories show it or will, in one query; 0 for any other."""
    photo = Coalesce("photo__joined_into", "photo")
    shown = EditionPhoto.objects.of(*photos).current(now or timezone.now())
    # Without the model's order, which would make every row another one.
    pairs = shown.order_by().values_list(photo, "edition__article").distinct()
    return Counter(pk for pk, _article in pairs)


def count_of_editions(photo: Photo) -> int:
    return EditionPhoto.objects.of(photo).count()


def _ran(rows, now: datetime.datetime, most: int | None = None) -> list[Ran]:
    # Columns only: an edition weighs 30 kB.
    values = rows.order_by("-edition__visible_from", "-pk").values(
        "key",
        "caption",
        "credit",
        "checksum",
        "alt_text",
        "edition",
        article=F("edition__article"),
        number=F("edition__number"),
        kind=F("edition__kind"),
        headline=F("edition__headline"),
        path=F("edition__path"),
        visible_from=F("edition__visible_from"),
        visible_until=F("edition__visible_until"),
        uses=F("edition__revision__snapshot__photos"),
    )
    found = list(values[:most])
    # At once: what was joined to another is followed by one query.
    uses = iter(joined.followed(_use(row["key"], row.pop("uses")) for row in found))
    return [Ran(own_caption=next(uses)["caption"], now=now, **row) for row in found]


def _use(key: str, uses: list[dict] | None) -> dict:
    nothing = {"key": key, "photo": None, "caption": ""}
    return next((use for use in uses or [] if use["key"] == key), nothing)


def changes(photo: Photo) -> list[Change]:
    """Return what `photo`, as it is in the database now, changes in the editions that show it."""
    photo = Photo.objects.with_credit().get(pk=photo.pk)
    credit = credit_of(photo).printed
    people = set(photo.subjects.values_list("pk", flat=True))
    shown = current_with(photo)
    before: dict[int, set[int]] = {ran.edition: set() for ran in shown}
    subjects = EditionPhoto.subjects.through.objects.filter(
        editionphoto__photo__in=Photo.objects.of(photo).order_by().values("pk"),
        editionphoto__edition__in=before,
    )
    for edition, entity in subjects.values_list("editionphoto__edition", "entity"):
        before[edition].add(entity)
    return [
        Change(
            ran=ran,
            caption=_unless_same(ran.own_caption or photo.caption, ran.caption),
            credit=_unless_same(credit, ran.credit),
            alt_text=_unless_same(photo.alt_text, ran.alt_text),
            is_people=not people <= before[ran.edition],
            is_file=ran.checksum != photo.checksum,
        )
        for ran in shown
    ]


def _unless_same(new: str, old: str) -> str:
    return "" if new == old else new


@dataclass(frozen=True)
class Use:
    """One reason why a photo cannot be deleted."""

    what: str
    name: str
    address: tuple[str, int] | None = None


def photo_page(photo: Photo) -> tuple[str, int]:
    return "photos_photo", photo.pk


def uses_of(photo: Photo) -> list[Use]:
    """Return all that names `photo`: editions, stories in work, portraits, waiting stories."""
    found = [
        Use(
            _("%(state)s, edition %(number)d") % {"state": ran.state, "number": ran.number},
            ran.headline,
            ("articles_article", ran.article),
        )
        for ran in editions_with(photo)
    ]
    found += [
        Use(_("in the story at work"), str(use.article), ("articles_article", use.article_id))
        for use in PhotoUse.objects.filter(photo=photo).select_related("article")
    ]
    found += [
        Use(_("portrait"), str(portrait.person), ("entities_entity", portrait.person_id))
        for portrait in Portrait.objects.filter(photo=photo).select_related("person")
    ]
    found += [
        Use(
            _("published, and waiting for the picture"),
            e.headline,
            ("articles_article", e.article_id),
        )
        for e in photo.awaited_by.only("headline", "article_id")
    ]
    if photo.joined_into is not None:
        found.append(Use(_("joined to"), f"{photo.joined_into}", photo_page(photo.joined_into)))
    found += [Use(_("was joined to it"), str(one), photo_page(photo)) for one in photo.joined.all()]
    if photo.is_taken_down:
        found.append(Use(_("taken down"), _("its record is kept")))
    return found
