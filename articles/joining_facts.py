"""What two photos say of themselves, side by side, and what of it the survivor takes over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.journal import Journal, column
from entities.models import Entity
from photos.credits import credit_of
from photos.models import Photo, PhotoCreator


class Source(StrEnum):
    """Whose words stand: those of the photo that stays, of the one that goes, or of both."""

    KEPT = "kept"
    GONE = "gone"
    BOTH = "both"


# The columns of Photo that are chosen together; creators and people are rows of their own.
COLUMNS = {
    "caption": ["caption"],
    "alt_text": ["alt_text"],
    "credit": ["provider", "kind", "medium", "credit_as_written"],
    "people": [],
    "taken": ["taken_at"],
    "place": ["place"],
    "rights": ["rights_from", "rights_until"],
    "terms": ["usage_terms"],
}
LABELS = {
    "caption": _("caption"),
    "alt_text": _("alternative text"),
    "credit": _("credit"),
    "people": _("who is in it"),
    "taken": _("taken"),
    "place": _("place"),
    "rights": _("rights"),
    "terms": _("terms of use"),
}


@dataclass(frozen=True)
class Difference:
    """One field in which the two differ, as the desk reads it; "" where nothing stands."""

    field: str
    kept: str
    gone: str

    @property
    def label(self) -> str:
        return str(LABELS[self.field])

    @property
    def proposed(self) -> Source:
        """Nothing is lost by it: what stands, everybody, the stricter rights."""
        if not self.kept:
            return Source.GONE
        if self.field == "people" and self.gone:
            return Source.BOTH
        return Source.KEPT


def differences(kept: Photo, gone: Photo) -> list[Difference]:
    ours, theirs = _texts(kept), _texts(gone)
    return [
        Difference(name, ours[name], theirs[name]) for name in LABELS if ours[name] != theirs[name]
    ]


def _texts(photo: Photo) -> dict[str, str]:
    photo = Photo.objects.with_credit().get(pk=photo.pk)
    credit = credit_of(photo)
    taken = timezone.localtime(photo.taken_at).strftime("%H:%M, %d/%m/%Y") if photo.taken_at else ""
    days = [f"{day:%d/%m/%Y}" if day else "…" for day in (photo.rights_from, photo.rights_until)]
    return {
        "caption": photo.caption,
        "alt_text": photo.alt_text,
        "credit": credit.printed,
        "people": ", ".join(sorted(photo.subjects.values_list("name", flat=True))),
        "taken": taken,
        "place": photo.place,
        "rights": " – ".join(days) if photo.rights_from or photo.rights_until else "",
        "terms": photo.usage_terms,
    }


def take(journal: Journal, chosen: Mapping[str, Source]) -> None:
    """Write what was chosen from the one that goes on the survivor, and note it."""
    kept, gone = journal.survivor, journal.gone
    taken = {name for name in COLUMNS if chosen.get(name, Source.KEPT) == Source.GONE}
    for name, columns in COLUMNS.items():
        # One by one: an undo takes back what was not corrected since.
        if name in taken and columns:
            values = {key: getattr(gone, column(Photo, key).attname) for key in columns}
            journal.change(kept, **values)
    if gone.instructions and gone.instructions not in kept.instructions:
        both = f"{kept.instructions}\n{gone.instructions}".strip()
        journal.change(kept, instructions=both)
    fold_anew(kept)
    if "credit" in taken:
        journal.remove(kept.creators.all())
        for creator in gone.creators.all():
            row = PhotoCreator(photo=kept, entity_id=creator.entity_id, name=creator.name)
            row.position = creator.position
            journal.make(row)
    _take_people(journal, chosen.get("people", Source.KEPT))
    # While it differs it shows in the stories that had none of their own; then the survivor's.
    if gone.caption and gone.caption == kept.caption:
        journal.change(gone, caption="")


def fold_anew(photo: Photo) -> None:
    """Let what was written past Photo.save be found."""
    Photo.objects.get(pk=photo.pk).save(update_fields=["folded_text", "updated_at"])


def _take_people(journal: Journal, source: Source) -> None:
    if source == Source.KEPT:
        return
    through = Photo.subjects.through
    rows = through.objects.filter(photo=journal.survivor)
    wanted = _people(journal.gone)
    if source == Source.GONE:
        journal.remove(rows.exclude(entity__in=wanted))
    there = set(rows.values_list("entity", flat=True))
    for pk in wanted:
        if pk not in there:
            journal.make(through(photo=journal.survivor, entity_id=pk))


def _people(photo: Photo) -> Iterable[int]:
    return list(Entity.objects.filter(photos=photo).order_by("pk").values_list("pk", flat=True))
