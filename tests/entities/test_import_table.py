"""Reading the file: columns, lines, encodings, days."""

import datetime

import pytest
from django.utils import translation

from entities.importing import table
from entities.importing.dates import parse
from entities.importing.lines import LineRefused, understand
from entities.importing.table import ImportRefused, Row
from entities.models import DatePrecision, Gender
from entities.periods import UNKNOWN, Partial

VIETNAMESE = "Họ và tên,Chức vụ,Cơ quan\nLê Văn Đạo,Giám đốc,Sở Y tế\n"
ROW = Row(2, {"name": "Lê Văn Đạo", "post": "Giám đốc", "organisation": "Sở Y tế"})


@pytest.mark.parametrize(
    "text",
    [
        VIETNAMESE,
        VIETNAMESE.replace(",", ";"),
        VIETNAMESE.replace(",", "\t"),
        VIETNAMESE.replace("\n", "\r\n"),
        VIETNAMESE.replace("\n", "\n\n"),
        "\ufeff" + VIETNAMESE,
        VIETNAMESE.replace("Họ và tên,Chức vụ,Cơ quan", "HO VA TEN,chuc_vu,co quan"),
        VIETNAMESE.replace("Họ và tên,Chức vụ,Cơ quan", "Name,Post,Organisation"),
        VIETNAMESE.replace("Lê Văn Đạo", '" Lê  Văn Đạo "'),
    ],
)
def test_file_is_read_however_it_was_saved(text):
    [row] = table.read(text.encode()).rows

    assert row.values == ROW.values


def test_lines_are_counted_as_a_spreadsheet_counts():
    text = 'name,source\nA B,"two\nlines"\n\nC D,x\n'

    assert table.read(text.encode()).rows == [
        Row(2, {"name": "A B", "source": "two lines"}),
        Row(5, {"name": "C D", "source": "x"}),
    ]


def test_unknown_columns_are_told():
    read = table.read("họ và tên,Ghi chú,\nLê Văn Đạo,x,\n".encode())

    assert (read.unknown, read.rows) == (["Ghi chú"], [Row(2, {"name": "Lê Văn Đạo"})])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Tệp trống."),
        (b" \n", "Tệp trống."),
        (b"PK\x03\x04xlsx", "Đây không phải tệp CSV. Hãy lưu bảng tính dưới dạng “CSV UTF-8”."),
        (
            VIETNAMESE.encode("utf-16"),
            "Tệp không dùng bảng mã UTF-8 mà có vẻ là utf-16. "
            "Hãy lưu bảng tính dưới dạng “CSV UTF-8”.",
        ),
        (
            "họ và tên\nÐinh Thị Thủy\n".encode("cp1258", "replace"),
            "Tệp không dùng bảng mã UTF-8 mà có vẻ là cp1258. "
            "Hãy lưu bảng tính dưới dạng “CSV UTF-8”.",
        ),
        (
            "Lê Văn Đạo,Giám đốc\n".encode(),
            "Dòng đầu phải là tên các cột; không thấy cột “họ và tên” hay “name”.",
        ),
        (b"name\n", "Không có dòng nào dưới tên các cột."),
        (b"name,full name\nA,B\n", "Hai cột trùng nghĩa: họ và tên."),
        (
            b'name\nA\n"B\nC\n',
            "Không đọc được dòng 3: dấu ngoặc kép có bị thiếu hoặc thừa không?",
        ),
        (b"name\n" + b"A\n" * 1001, "Tệp có hơn 1000 dòng: hãy chia nhỏ."),
        (b"name\n" + b"A" * (2 << 20), "Tệp lớn hơn 2 MB."),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_file_that_cannot_be_read_is_refused_with_a_sentence(data, sentence):
    with pytest.raises(ImportRefused) as refusal:
        table.read(data)

    assert str(refusal.value) == sentence


def test_most_lines_are_read():
    assert len(table.read(b"name\n" + b"A B\n" * table.MAX_ROWS).rows) == table.MAX_ROWS


def test_headings_speak_the_language_of_whoever_asks():
    with translation.override("en"):
        english = table.headings()

    assert (english[:2], table.headings()[:2]) == (["id", "name"], ["mã số", "họ và tên"])


@pytest.mark.parametrize("language", ["vi", "en"])
def test_headings_that_are_shown_are_read(language):
    with translation.override(language):
        first = ",".join(table.headings())

    assert table.read(f"{first}\n1,Lê Văn Đạo\n".encode()).unknown == []


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("17/11/2025", (2025, 11, 17), (2025, 11, 17), DatePrecision.DAY),
        ("5-3-2025", (2025, 3, 5), (2025, 3, 5), DatePrecision.DAY),
        ("2025-11-17", (2025, 11, 17), (2025, 11, 17), DatePrecision.DAY),
        ("11/2025", (2025, 11, 1), (2025, 11, 30), DatePrecision.MONTH),
        ("2025-02", (2025, 2, 1), (2025, 2, 28), DatePrecision.MONTH),
        ("02.2024", (2024, 2, 1), (2024, 2, 29), DatePrecision.MONTH),
        ("2025", (2025, 1, 1), (2025, 12, 31), DatePrecision.YEAR),
    ],
)
def test_days_are_read_day_first_as_precisely_as_they_are_written(text, first, last, precision):
    assert parse(text) == Partial(datetime.date(*first), datetime.date(*last), precision)


@pytest.mark.parametrize(
    "text", ["31/02/2025", "11/17/2025", "17/11/25", "1", "0025", "2025/11/17", "nay", "99999"]
)
def test_what_is_no_day_is_none(text):
    with pytest.raises(ValueError, match=r".*"):
        parse(text)


@pytest.mark.parametrize(
    ("one", "other", "agree", "is_finer"),
    [
        ("2025", "17/11/2025", True, False),
        ("17/11/2025", "2025", True, True),
        ("10/2025", "17/11/2025", False, False),
        ("", "2025", True, False),
        ("2025", "", True, True),
        ("", "", True, False),
    ],
)
def test_days_agree_where_they_may_be_one(one, other, agree, is_finer):
    first, second = parse(one), parse(other)

    assert (first.agrees_with(second), first.is_finer_than(second)) == (agree, is_finer)
    assert bool(UNKNOWN) is False


def test_line_is_understood():
    row = Row(
        3,
        {
            "id": "12",
            "name": "H'BIA NIÊ",
            "gender": "Nữ",
            "born": "1970",
            "post": "Giám đốc",
            "organisation": "Sở Y tế",
            "start": "11/2025",
            "acting": "x",
            "source_url": "https://bao.example/1",
        },
    )

    line = understand(row)

    assert (line.id, line.name, line.gender, line.is_acting, str(line.born), str(line.start)) == (
        12,
        "H'Bia Niê",
        Gender.FEMALE,
        True,
        "1970",
        "11/2025",
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Dòng không có tên người."),
        ({"name": "…"}, "Đây không phải là tên."),
        ({"name": "A" * 201}, f"“{'A' * 30}…” quá dài: tối đa 200 chữ."),
        ({"id": "x1"}, "“x1” không phải mã số hồ sơ."),
        ({"id": "9" * 19}, f"“{'9' * 19}” không phải mã số hồ sơ."),
        ({"gender": "khác"}, "Không hiểu “khác”."),
        ({"acting": "có lẽ"}, "Không hiểu “có lẽ”."),
        ({"born": "31/02/1970"}, None),
        ({"organisation": ""}, "Chức vụ phải có cả tên chức vụ và cơ quan."),
        ({"post": ""}, "Chức vụ phải có cả tên chức vụ và cơ quan."),
        (
            {"post": "", "organisation": "", "start": "2025"},
            "Có ngày tháng nhưng không có chức vụ.",
        ),
        (
            {"start": "17/11/2025", "end": "2024"},
            "Chức vụ kết thúc (2024) trước khi bắt đầu (17/11/2025).",
        ),
        (
            {"source_url": "javascript:alert(1)"},
            "“javascript:alert(1)” không phải địa chỉ trang mạng.",
        ),
    ],
)
def test_line_that_cannot_be_understood_is_refused_with_a_sentence(changes, sentence):
    with pytest.raises(LineRefused) as refusal:
        understand(Row(2, {**ROW.values, **changes}))

    assert str(refusal.value) == (
        sentence or "“31/02/1970” không phải ngày: hãy viết 17/11/2025, 11/2025 hoặc 2025."
    )


def test_line_with_too_many_cells_is_refused():
    [row] = table.read(b"name,source\nA B,x,y\n").rows

    with pytest.raises(LineRefused, match="nhiều ô hơn"):
        understand(row)
