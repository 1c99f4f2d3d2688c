import datetime

import pytest

from vietnamese.dates import Dates, find_dates, in_words, weekday

ON = datetime.date(2025, 11, 18)


def found(text, on=ON):
    return [(d.text, d.first.isoformat(), d.last.isoformat()) for d in find_dates(text, on=on)]


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("Ngày 17/11, hội nghị", ON, [("17/11", "2025-11-17", "2025-11-17")]),
        ("Chiều 28/12", datetime.date(2026, 1, 2), [("28/12", "2025-12-28", "2025-12-28")]),
        # A fortnight ahead is still a plan of this story.
        ("Sáng 2/12 tới", ON, [("2/12", "2025-12-02", "2025-12-02")]),
        ("Từ ngày 2/12, cầu đóng", ON, [("2/12", "2025-12-02", "2025-12-02")]),
        ("ngày 1.12.2020", ON, [("1.12.2020", "2020-12-01", "2020-12-01")]),
        ("hôm 05/11/2025", ON, [("05/11/2025", "2025-11-05", "2025-11-05")]),
        ("ngày 5 tháng 9 năm 2024", ON, [("5 tháng 9 năm 2024", "2024-09-05", "2024-09-05")]),
        ("ngày 5 tháng 9", ON, [("5 tháng 9", "2025-09-05", "2025-09-05")]),
        ("26-9", datetime.date(2025, 9, 27), [("26-9", "2025-09-26", "2025-09-26")]),
        ("12-13/10", datetime.date(2020, 10, 14), [("12-13/10", "2020-10-12", "2020-10-13")]),
        ("từ 29/2", datetime.date(2024, 3, 1), [("29/2", "2024-02-29", "2024-02-29")]),
        ("giai đoạn 2021-2025", ON, [("2021-2025", "2021-01-01", "2025-12-31")]),
        ("giai đoạn 2025–2030", ON, [("2025–2030", "2025-01-01", "2030-12-31")]),
        ("nhiệm kỳ 2020 - 2025", ON, [("2020 - 2025", "2020-01-01", "2025-12-31")]),
        ("đến năm 2030", ON, [("năm 2030", "2030-01-01", "2030-12-31")]),
        (
            "Ngày 17/11 và ngày 18/11/2025",
            ON,
            [
                ("17/11", "2025-11-17", "2025-11-17"),
                ("18/11/2025", "2025-11-18", "2025-11-18"),
            ],
        ),
    ],
)
def test_find_dates(text, on, expected):
    assert found(text, on) == expected


@pytest.mark.parametrize(
    "text",
    [
        "trực 24/7",
        "24/7",
        "tỷ lệ 1/5.000",
        "Nghị quyết số 03-NQ/TU",
        "3/4 số hộ",
        "thắng 2-1",
        "tỷ số 2-1",
        "ngày 31/2",
        "ngày 32/1",
        "ngày 10/13",
        "QĐ 12/2025/QĐ-UBND",
        "giai đoạn 2030-2025",
        "",
    ],
)
def test_what_is_no_date(text):
    assert found(text) == []


def test_offsets_are_those_of_the_text():
    text = "Tối 17/11, trời mưa"

    assert find_dates(text, on=ON) == [
        Dates(4, 9, "17/11", datetime.date(2025, 11, 17), datetime.date(2025, 11, 17))
    ]


@pytest.mark.parametrize(
    ("day", "name", "words"),
    [
        ("2026-11-28", "thứ Bảy", "Thứ Bảy, ngày 28 tháng 11 năm 2026"),
        ("2026-11-29", "Chủ nhật", "Chủ nhật, ngày 29 tháng 11 năm 2026"),
        ("2026-03-02", "thứ Hai", "Thứ Hai, ngày 2 tháng 3 năm 2026"),
    ],
)
def test_a_day_in_the_words_of_a_paper(day, name, words):
    on = datetime.date.fromisoformat(day)

    assert (weekday(on), in_words(on)) == (name, words)
