"""A CSV file as people make it with a spreadsheet: its columns by name, its lines by number."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vietnamese import encodings
from vietnamese.text import fold, squeeze

MAX_BYTES = 2 * 1024 * 1024
# Planned and saved in one transaction, for which the desk waits on SQLite: about half a second.
MAX_ROWS = 1000
DELIMITERS = ",;\t"

# What a column may be called; the first of each in Vietnamese, the second in English.
COLUMNS = {
    "id": ["mã số", "id"],
    "name": ["họ và tên", "name", "họ tên", "tên", "full name"],
    "given_name": ["tên gọi", "given name"],
    "gender": ["giới tính", "gender"],
    "born": ["ngày sinh", "born", "năm sinh", "born on"],
    "post": ["chức vụ", "post", "chức danh", "office"],
    "organisation": ["cơ quan", "organisation", "đơn vị", "tổ chức", "organization"],
    "start": ["từ", "from", "từ ngày"],
    "end": ["đến", "until", "đến ngày", "to"],
    "attested": ["giữ chức ngày", "held on"],
    "acting": ["quyền", "acting"],
    "source": ["nguồn", "source"],
    "source_url": ["địa chỉ nguồn", "source url"],
}
_WORDS = re.compile(r"[^a-z0-9]+")


def _heading(text: str) -> str:
    return _WORDS.sub(" ", fold(text)).strip()


_COLUMN_OF = {
    _heading(heading): column for column, headings in COLUMNS.items() for heading in headings
}


class ImportRefused(Exception):
    """The file as a whole cannot be read; the sentence is for the desk."""


@dataclass(frozen=True)
class Row:
    """One line of the file, counted from 1 as spreadsheets count; {column: text on one line}."""

    number: int
    values: dict[str, str]
    # More cells than the first line has names for.
    is_too_long: bool = False


@dataclass(frozen=True)
class Table:
    rows: list[Row]
    # Names of columns that mean nothing here; what stands under them is left out.
    unknown: list[str] = field(default_factory=list)


def read(data: bytes) -> Table:
    """Return the lines of the file that hold anything. Raises ImportRefused."""
    text = decode(data)
    lines = _records(text, _delimiter(text))
    _number, named = next(lines, (1, []))
    columns = [_COLUMN_OF.get(_heading(name)) for name in named]
    known = [column for column in columns if column]
    if not {"name", "id"} & set(known):
        raise ImportRefused(
            _("The first line must name the columns; there is none called “họ và tên” or “name”.")
        )
    if twice := next((column for column in known if known.count(column) > 1), None):
        raise ImportRefused(_("Two columns mean the same: %(name)s.") % {"name": COLUMNS[twice][0]})
    rows: list[Row] = []
    for number, cells in lines:
        values = [squeeze(cell) for cell in cells]
        if not any(values):
            continue
        if len(rows) == MAX_ROWS:
            raise ImportRefused(
                _("The file has more than %(count)d lines: part it.") % {"count": MAX_ROWS}
            )
        cell_of = {column: value for column, value in zip(columns, values, strict=False) if column}
        rows.append(Row(number, cell_of, is_too_long=any(values[len(columns) :])))
    if not rows:
        raise ImportRefused(_("There is no line under the names of the columns."))
    unknown = [squeeze(name) for name, column in zip(named, columns, strict=True) if not column]
    return Table(rows, [name for name in unknown if name])


def decode(data: bytes) -> str:
    """Return the text of an UTF-8 file, with or without a byte order mark, lines ended by LF."""
    if len(data) > MAX_BYTES:
        raise ImportRefused(_("The file is larger than %(limit)d MB.") % {"limit": MAX_BYTES >> 20})
    if not data.strip():
        raise ImportRefused(_("The file is empty."))
    guess = encodings.looks_like(data)
    if guess in {"utf-8", "utf-8-sig"}:
        text = data.decode("utf-8-sig")
        # As a browser sends it back: the lines have the same numbers however they end.
        return text.replace("\r\n", "\n").replace("\r", "\n")
    if guess is None:
        raise ImportRefused(_("This is no CSV file. Save the sheet as “CSV UTF-8”."))
    raise ImportRefused(
        _("The file is not UTF-8; it looks like %(encoding)s. Save the sheet as “CSV UTF-8”.")
        % {"encoding": guess}
    )


def headings() -> list[str]:
    """Return the names of the columns in the language of whoever asks."""
    return [names[0 if get_language() == "vi" else 1] for names in COLUMNS.values()]


def _delimiter(text: str) -> str:
    """Return the sign under which the first line names the most columns that are known."""
    first = text.lstrip("\r\n").splitlines()[0]

    def known(delimiter: str) -> int:
        return sum(_heading(name.strip('" ')) in _COLUMN_OF for name in first.split(delimiter))

    return max(DELIMITERS, key=known)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (number of its first line, cells) of each line that is not empty."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        raise ImportRefused(
            _("Line %(number)d cannot be read: are its quotation marks in order?")
            % {"number": number}
        ) from error
