"""The provinces and their units: loading them from entities/data, finding one by its name."""

import csv
import datetime
import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from entities.models import Place, PlaceKind
from vietnamese.text import fold

FILE = Path(__file__).parent / "data" / "places.csv"
# From this day there are two levels and no districts; see entities/data/README.md.
VALID_FROM = datetime.date(2025, 7, 1)

# The special zone first: no kind is the beginning of another, but of two words.
KINDS = {
    "Đặc khu": PlaceKind.SPECIAL_ZONE,
    "Thành phố": PlaceKind.CITY,
    "Tỉnh": PlaceKind.PROVINCE,
    "Phường": PlaceKind.WARD,
    "Xã": PlaceKind.COMMUNE,
}
# SQLite takes 32,766 parameters a statement; a place has eight.
BATCH = 1000

_LEVEL = re.compile(r"(?:tinh|thanh pho|tp)[. ]+")
# What is written for a province more often than its name.
_ALSO = {"hcm": "ho chi minh", "tphcm": "ho chi minh"}


class UnknownProvince(Exception):
    """No province is called this; the sentence proposes the likely ones."""


@dataclass(frozen=True)
class Loaded:
    made: int
    kept: int


def load() -> Loaded:
    """
    Make the places that are not there yet; what has its code already is left as it is.

    Twice at once makes each place once.
    """
    listed = list(_listed())
    with transaction.atomic():
        known = set(Place.objects.values_list("code", flat=True))
        missing = [(place, code) for place, code in listed if place.code not in known]
        provinces = [place for place, code in missing if not code]
        Place.objects.bulk_create(provinces, batch_size=BATCH, ignore_conflicts=True)
        ids = dict(Place.objects.provinces().values_list("code", "pk"))
        units = [place for place, code in missing if code]
        for place, code in missing:
            if code:
                place.province_id = ids[code]
        Place.objects.bulk_create(units, batch_size=BATCH, ignore_conflicts=True)
    return Loaded(made=len(missing), kept=len(listed) - len(missing))


def _listed() -> Iterator[tuple[Place, str]]:
    """Yield each place of the file, unsaved, with its province's code; "" for a province."""
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            written = row["name"]
            prefix = next(prefix for prefix in KINDS if written.startswith(f"{prefix} "))
            place = Place(
                code=row["code"],
                kind=KINDS[prefix],
                name=written.removeprefix(f"{prefix} "),
                valid_from=VALID_FROM,
            )
            place.set_keys()
            yield place, row["province"]


def province(text: str) -> Place:
    """
    Return the province of this name or code: "Quảng Ninh", "tinh quang ninh", "22", "TP.HCM".

    With or without diacritics. Raises UnknownProvince.
    """
    wanted = _LEVEL.sub("", fold(text), count=1)
    wanted = _ALSO.get(wanted, wanted)
    provinces = Place.objects.provinces()
    found = [
        *provinces.filter(code=text.strip()),
        *provinces.filter(folded_name=wanted, valid_until__isnull=True),
    ]
    if found:
        return found[0]
    names = {place.folded_name: place.name for place in provinces}
    if not names:
        raise UnknownProvince(_("No places are on record yet: run load_places first."))
    close = difflib.get_close_matches(wanted, names, n=3, cutoff=0.5)
    if not close:
        raise UnknownProvince(_("No province is called “%(name)s”.") % {"name": text})
    raise UnknownProvince(
        _("No province is called “%(name)s”. Did you mean: %(names)s?")
        % {"name": text, "names": ", ".join(names[name] for name in close)}
    )
