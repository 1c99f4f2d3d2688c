import datetime

import pytest

from vietnamese.agreement import differing_days, differing_numbers, near_names

DAY = datetime.date(2025, 11, 20)


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (["Cứu 15 ngư dân", "14 ngư dân vào bờ"], [("15 ngư dân", "14 ngư dân", 0, 1)]),
        (
            ["Cứu 15 ngư dân", "15 ngư dân", "16 ngư dân"],
            [("15 ngư dân", "16 ngư dân", 0, 2), ("15 ngư dân", "16 ngư dân", 1, 2)],
        ),
        (["Chi 1,2 tỷ đồng", "Chi 12 tỷ đồng"], []),
        (["Xây 1.200 bể bơi", "Dựng 1.300 bể bơi"], [("1.200 bể bơi", "1.300 bể bơi", 0, 1)]),
        # Rounded, an order, a part of it, a unit of time, two of them.
        (["Hơn 200 hộ dân", "213 hộ dân"], []),
        (["Cứu 15 ngư dân", "Cứu thêm 3 ngư dân"], []),
        (["Học 5 ngày liền", "Nghỉ 2 ngày liền"], []),
        (["Cứu 15 ngư dân", "8 ngư dân ở tàu này, 7 ngư dân ở tàu kia"], []),
        # Of another thing, and the number of the one stands in the other too.
        (["Cứu 15 ngư dân", "14 tàu cá"], []),
        (["Cứu 15 ngư dân", "Trong 15 người có 14 ngư dân"], []),
        # No count at all.
        (["Quyết định 15/QĐ", "Điều 14"], []),
    ],
)
def test_two_counts_of_one_thing(parts, found):
    assert list(differing_numbers(parts)) == found


@pytest.mark.parametrize(
    ("headline", "lead", "rest", "found"),
    [
        ("Khai mạc ngày 17/11", "Sáng 18/11, hội thi khai mạc.", [], ("17/11", "18/11")),
        ("Khai mạc ngày 17/11", "Sáng 17/11, hội thi khai mạc.", [], None),
        ("Khai mạc ngày 17/11", "Ngày 16/11, tin ngày 17/11 khai mạc.", [], None),
        ("Khai mạc ngày 17/11", "Sáng 16/11, ban tổ chức họp.", ["Lễ vào ngày 17/11."], None),
        ("Khai mạc ngày 17/11", "Hội thi khai mạc.", [], None),
        ("Nhìn lại năm 2024", "Sáng 18/11, hội thi khai mạc.", [], None),
    ],
)
def test_days_of_headline_and_lead(headline, lead, rest, found):
    assert differing_days(headline, lead, rest, on=DAY) == found


@pytest.mark.parametrize(
    ("one", "two", "is_told"),
    [
        ("Vũ Đại Thắng", "Vũ Đại Thăng", True),
        ("Vũ Đại Thắng", "Vũ Đức Thắng", True),
        ("Nguyễn Thị Hoà", "Nguyễn Thị Hòa", False),
        # Brothers and sisters, other families, other lengths, too short to tell.
        ("Nguyễn Văn An", "Nguyễn Văn Bình", False),
        ("Nguyễn Văn An", "Trần Văn An", False),
        ("Nguyễn Văn An", "Nguyễn An", False),
        ("Lê Hoa", "Lê Hòa", False),
    ],
)
def test_names_that_are_hardly_two_people(one, two, is_told):
    assert list(near_names([one, two], [f"{one} dự.", f"{two} nói."])) == [(one, two)] * is_told


def test_two_that_stand_side_by_side_are_two():
    names = ["Nguyễn Văn Hùng", "Nguyễn Văn Hưng"]

    assert list(near_names(names, [" và ".join(names)])) == []
