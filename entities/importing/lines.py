"""One line of the file as values: what can be said of it without looking at the registry."""

import re
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from accounts.ids import id_of
from entities.importing.dates import parse
from entities.importing.table import Row
from entities.models import Entity, Gender, Person, Post, Tenure
from entities.periods import Partial, Period
from vietnamese.text import fold

GENDERS = {
    "": Gender.UNKNOWN,
    **dict.fromkeys(["nam", "male", "m"], Gender.MALE),
    **dict.fromkeys(["nu", "female", "f"], Gender.FEMALE),
}
SWITCH = {
    **dict.fromkeys(["", "0", "khong", "no", "false"], False),
    **dict.fromkeys(["1", "x", "co", "quyen", "yes", "true"], True),
}
LONGEST = {
    "name": Entity._meta.get_field("name").max_length or 0,
    "given_name": Person._meta.get_field("given_name").max_length or 0,
    "post": Post._meta.get_field("label").max_length or 0,
    "organisation": Entity._meta.get_field("name").max_length or 0,
    "source": Tenure._meta.get_field("source_text").max_length or 0,
    "source_url": Tenure._meta.get_field("source_url").max_length or 0,
}
_LETTERS = re.compile(r"[^\W\d_]+")

Known = TypeVar("Known")


class LineRefused(Exception):
    """This line is not taken, the others are; the sentence is for the desk."""


@dataclass(frozen=True)
class Line:
    number: int
    id: int | None
    name: str
    given_name: str
    gender: Gender
    born: Partial
    post: str
    organisation: str
    start: Partial
    end: Partial
    attested: Partial
    is_acting: bool
    source_text: str
    source_url: str

    @property
    def period(self) -> Period:
        return Period(self.start, self.end, self.attested.first)


def understand(row: Row) -> Line:
    """Return the values of a line. Raises LineRefused."""
    value = row.values.get
    if row.is_too_long:
        raise LineRefused(_("The line has more cells than the first line names columns."))
    for column, longest in LONGEST.items():
        if len(value(column, "")) > longest:
            raise LineRefused(
                _("“%(text)s…” is too long: at most %(count)d letters.")
                % {"text": value(column, "")[:30], "count": longest}
            )
    line = Line(
        number=row.number,
        id=_id(value("id", "")),
        name=_name(value("name", "")),
        given_name=value("given_name", ""),
        gender=_one_of(GENDERS, value("gender", "")),
        born=_date(value("born", "")),
        post=value("post", ""),
        organisation=value("organisation", ""),
        start=_date(value("start", "")),
        end=_date(value("end", "")),
        attested=_date(value("attested", "")),
        is_acting=_one_of(SWITCH, value("acting", "")),
        source_text=value("source", ""),
        source_url=_address(value("source_url", "")),
    )
    _refuse_half_an_office(line)
    return line


def _refuse_half_an_office(line: Line) -> None:
    if not line.name and line.id is None:
        raise LineRefused(_("The line names nobody."))
    if bool(line.post) != bool(line.organisation):
        raise LineRefused(_("An office needs both its name and its organisation."))
    if not line.post and (line.start or line.end or line.attested or line.is_acting):
        raise LineRefused(_("There are dates, but no office."))
    if line.start.first and line.end.last and line.start.first > line.end.last:
        raise LineRefused(
            _("The office ends (%(end)s) before it starts (%(start)s).")
            % {"start": line.start, "end": line.end}
        )


def _name(text: str) -> str:
    if text and not any(character.isalpha() for character in text):
        raise LineRefused(_("This is no name."))
    # Lists of people are typed in capitals; names are printed without.
    if not text.isupper():
        return text
    return _LETTERS.sub(lambda letters: letters.group().capitalize(), text)


def _id(text: str) -> int | None:
    if not text:
        return None
    if (number := id_of(text)) is None:
        raise LineRefused(_("“%(text)s” is no id of a record.") % {"text": text})
    return number


def _date(text: str) -> Partial:
    try:
        return parse(text)
    except ValueError:
        raise LineRefused(
            _("“%(text)s” is no day: write 17/11/2025, 11/2025 or 2025.") % {"text": text}
        ) from None


def _one_of(known: dict[str, Known], text: str) -> Known:
    try:
        return known[fold(text)]
    except KeyError:
        raise LineRefused(_("“%(text)s” is not understood.") % {"text": text}) from None


def _address(text: str) -> str:
    if text:
        try:
            URLValidator(schemes=["http", "https"])(text)
        except ValidationError:
            raise LineRefused(_("“%(text)s” is no web address.") % {"text": text}) from None
    return text
