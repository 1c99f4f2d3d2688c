import datetime

import pytest

from entities.models import DatePrecision, Organisation, Post
from entities.offices import is_single_by_label, label_of, offices_on, post_for, shown_date
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = datetime.date(2025, 6, 15)
BEFORE, AFTER = DAY - datetime.timedelta(1), DAY + datetime.timedelta(1)


@pytest.mark.parametrize(
    ("start", "end", "is_held"),
    [
        (DAY, None, True),
        (AFTER, None, False),
        (BEFORE, DAY, True),
        (BEFORE, BEFORE, False),
        (DAY, DAY, True),
        (None, DAY, True),
        (None, BEFORE, False),
        # Nothing is known of when: a claim about a day would be a guess.
        (None, None, False),
    ],
)
def test_office_is_held_from_the_first_day_to_the_last(start, end, is_held):
    person = make.person()
    make.tenure(person, "Giám đốc", start=start, end=end)

    assert offices_on([person.pk], DAY) == ({person.pk: "Giám đốc"} if is_held else {})


@pytest.mark.parametrize(
    ("precision", "start", "end"),
    [
        (DatePrecision.MONTH, datetime.date(2025, 6, 1), datetime.date(2025, 6, 30)),
        (DatePrecision.YEAR, datetime.date(2025, 1, 1), datetime.date(2025, 12, 31)),
    ],
)
def test_office_known_to_the_month_or_year_is_held_through_it(precision, start, end):
    person = make.person()
    make.tenure(
        person,
        "Giám đốc",
        start=start,
        end=end,
        start_precision=precision,
        end_precision=precision,
    )
    outside = [start - datetime.timedelta(1), end + datetime.timedelta(1)]

    assert [offices_on([person.pk], day) for day in [start, DAY, end]] == [
        {person.pk: "Giám đốc"}
    ] * 3
    assert [offices_on([person.pk], day) for day in outside] == [{}, {}]


def test_acting_holder_is_printed_so():
    person = make.person()
    make.tenure(person, "Chủ tịch UBND xã Bến Cát", is_acting=True)

    assert offices_on([person.pk], DAY) == {person.pk: "Quyền chủ tịch UBND xã Bến Cát"}


def test_offices_stand_by_rank_each_once():
    person = make.person()
    for label, rank in [("Trưởng đoàn ĐBQH", 30), ("Ủy viên Trung ương", 10), ("Bí thư", 20)]:
        Post.objects.create(organisation=make.organisation(f"Nơi {label}"), label=label, rank=rank)
        make.tenure(person, label, at=Post.objects.get(label=label).organisation)
    # Elected twice: two terms that touch on the day.
    again = Post.objects.get(label="Bí thư").organisation
    make.tenure(person, "Bí thư", at=again, start=DAY)

    assert offices_on([person.pk], DAY) == {
        person.pk: "Ủy viên Trung ương, Bí thư, Trưởng đoàn ĐBQH"
    }


@pytest.mark.parametrize("count", [1, 3])
def test_offices_of_many_are_one_query(django_assert_num_queries, count):
    people = [make.person(f"Lê Văn Đạo {n}") for n in range(count)]
    for number, person in enumerate(people):
        make.tenure(person, f"Giám đốc {number}")
    nobody, other = make.person("Trần Bình"), make.person("Đỗ Dũng")
    make.tenure(other, "Thư ký")

    with django_assert_num_queries(1):
        found = offices_on([*(person.pk for person in people), nobody.pk], DAY)

    assert found == {person.pk: f"Giám đốc {number}" for number, person in enumerate(people)}


@pytest.mark.parametrize(
    ("day", "precision", "expected"),
    [
        (DAY, DatePrecision.DAY, "15/06/2025"),
        (DAY, DatePrecision.MONTH, "6/2025"),
        (DAY, DatePrecision.YEAR, "2025"),
        (None, DatePrecision.DAY, ""),
    ],
)
def test_shown_date_is_as_precise_as_known(day, precision, expected):
    assert shown_date(day, precision) == expected


@pytest.mark.parametrize(
    ("title", "body", "label"),
    [
        ("Giám đốc", "Sở Y tế", "Giám đốc Sở Y tế"),
        ("Phó  giám đốc", "Sở Y tế", "Phó giám đốc Sở Y tế"),
        ("Trưởng ban", "Ban Tổ chức Tỉnh ủy", "Trưởng Ban Tổ chức Tỉnh ủy"),
        ("Phó Chánh văn phòng", "Văn phòng UBND tỉnh", "Phó Chánh Văn phòng UBND tỉnh"),
        ("Phó Bí thư Thường trực", "Tỉnh ủy", "Phó Bí thư Thường trực Tỉnh ủy"),
        # These say where themselves.
        ("Giám đốc Sở Y tế", "Sở Y tế", "Giám đốc Sở Y tế"),
        ("Ủy viên Trung ương Đảng", "Ban Chấp hành", "Ủy viên Trung ương Đảng"),
    ],
)
def test_label_of_a_title_says_where(title, body, label):
    assert label_of(title, Organisation(short_name=body)) == label


def test_label_that_would_be_too_long_stays_the_title():
    body = make.organisation("Sở " + "Y" * 197)

    assert label_of("Giám đốc", body.organisation) == "Giám đốc"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Bí thư Tỉnh ủy", True),
        ("Chủ tịch UBND tỉnh", True),
        ("Giám đốc Sở Y tế", True),
        ("Phó Chủ tịch UBND tỉnh", False),
        ("PHÓ GIÁM ĐỐC", False),
        ("Ủy viên Ban Thường vụ Tỉnh ủy", False),
        ("Uỷ viên", False),
        ("Đại biểu Quốc hội", False),
        ("Thành viên", False),
        ("Tỉnh ủy viên", False),
        ("Thành uỷ viên Hà Nội", False),
        ("Phóng viên", True),
    ],
)
def test_an_office_of_one_is_known_by_its_label(label, expected):
    assert is_single_by_label(label) == expected


@pytest.mark.parametrize("title", ["Giám đốc", "giám  ĐỐC", "Giám đốc Sở Y tế"])
@pytest.mark.parametrize("known", ["Giám đốc", "Giám đốc Sở Y tế"])
def test_one_office_is_found_by_each_way_to_write_it(known, title):
    body = make.organisation("Sở Y tế tỉnh Ngân Hải", short_name="Sở Y tế")
    post = Post.objects.create(organisation=body, label=known)

    assert post_for(body, title) == post


def test_an_office_that_is_not_on_record_is_made_as_it_is_printed():
    body = make.organisation("Sở Y tế tỉnh Ngân Hải", short_name="Sở Y tế")

    for title in ["Giám đốc", "Giám đốc", "Phó Giám đốc"]:
        post_for(body, title)

    assert list(body.posts.order_by("pk").values_list("label", "is_single")) == [
        ("Giám đốc Sở Y tế", True),
        ("Phó Giám đốc Sở Y tế", False),
    ]
