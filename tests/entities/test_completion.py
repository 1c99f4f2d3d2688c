import datetime

import pytest
from django.db import connection

from entities.completion import Suggestion, complete
from entities.models import Entity, EntityPage, Person
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = datetime.date(2025, 11, 17)


def names(typed, **kwargs):
    return [suggestion.name for suggestion in complete(typed, day=DAY, **kwargs)]


def test_what_begins_a_name_comes_before_what_begins_a_word_in_it():
    for name in ["Vũ Đại Thắng", "Thắng Lợi Hai", "Lê Chiến Thắng", "Bùi Đắc Thành"]:
        make.person(name)

    assert names("thang") == ["Thắng Lợi Hai", "Vũ Đại Thắng", "Lê Chiến Thắng"]


def test_names_with_the_same_marks_come_first_and_the_others_after_them():
    for name in ["Lê Văn Thăng", "Vũ Đại Thắng", "Phạm Thạnh", "Đỗ Thang"]:
        make.person(name)

    assert names("thắng") == ["Vũ Đại Thắng", "Đỗ Thang", "Lê Văn Thăng"]


@pytest.mark.parametrize("typed", ["Hoà", "Hòa", "hòa", "HÒA", "hoa", "Ho\u0300a"])
def test_both_ways_to_place_a_tone_are_one(typed):
    make.person("Phạm Thị Hòa")

    assert names(typed) == ["Phạm Thị Hòa"]


@pytest.mark.parametrize("typed", ["Vũ Đại", "vu dai th", "  vu   dai  "])
def test_several_words_narrow_it(typed):
    make.person("Vũ Đại Thắng")
    make.person("Vũ Văn Thắng")

    assert names(typed) == ["Vũ Đại Thắng"]


@pytest.mark.parametrize(
    "typed", ["", " ", "@", "%", "_", "\\", "'", "khong co", "a" * 5000, "\x00"]
)
def test_nothing_for_what_is_no_name(typed):
    make.person("Vũ Đại Thắng")

    assert names(typed) == []


def test_namesakes_are_told_apart_by_the_office_of_the_day():
    director, teacher = make.person("Phạm Thị Hòa"), make.person("Phạm Thị Hòa", page="none")
    make.tenure(director, "Giám đốc Bảo tàng tỉnh")
    make.tenure(director, "Cán bộ Bảo tàng tỉnh", end=datetime.date(2021, 1, 1))

    assert complete("hoa", day=DAY) == [
        Suggestion(director.pk, "Phạm Thị Hòa", "person", "", "Giám đốc Bảo tàng tỉnh", True),
        Suggestion(teacher.pk, "Phạm Thị Hòa", "person", "", "", False),
    ]


def test_namesakes_with_one_office_are_told_apart_by_a_second_fact(settings):
    settings.LANGUAGE_CODE = "en"
    elder, younger, unknown, alike = (make.person("Phạm Thị Hòa") for _number in range(4))
    for who, year in [(elder, 1960), (younger, 1975)]:
        Person.objects.filter(pk=who.pk).update(
            born_on=datetime.date(year, 1, 1), born_precision="year"
        )
        make.tenure(who, "Giáo viên")
    make.tenure(unknown, "Giáo viên")

    notes = {found.id: found.note for found in complete("hoa", day=DAY)}

    assert notes == {
        elder.pk: "Giáo viên · born 1960",
        younger.pk: "Giáo viên · born 1975",
        unknown.pk: f"Giáo viên · #{unknown.pk}",
        alike.pk: "",
    }


def test_other_names_lead_to_the_record_and_bodies_say_their_province():
    body = make.organisation("Ủy ban nhân dân tỉnh Ngân Hải")
    body.organisation.province = make.province()
    body.organisation.save()
    make.alias(body, "UBND tỉnh")

    assert complete("ubnd", day=DAY) == [
        Suggestion(
            body.pk, "Ủy ban nhân dân tỉnh Ngân Hải", "organisation", "UBND tỉnh", "Ngân Hải", True
        )
    ]


def test_merged_records_are_not_offered_by_any_name():
    gone, survivor = make.person("Vũ Đại Thắng"), make.person("Vũ Đại Thắng")
    make.alias(gone, "Đại Thắng Anh")
    Entity.objects.filter(pk=gone.pk).update(merged_into=survivor, page=EntityPage.NONE)

    assert [found.id for found in complete("thang", day=DAY)] == [survivor.pk]
    assert names("dai thang anh") == []


def test_one_kind_can_be_asked_for():
    make.person("Lê Sở")
    make.organisation("Sở Y tế")

    assert names("so", kind="organisation") == ["Sở Y tế"]


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(django_assert_num_queries, count):
    for number in range(count):
        who = make.person(f"Vũ Đại Thắng {'ABC'[number]}")
        make.tenure(who, f"Giám đốc {number}")
        make.alias(who, f"Đại Thắng {number}")

    with django_assert_num_queries(8):
        assert len(names("Thắng")) == count


if connection.vendor == "postgresql":

    def test_postgresql_is_told_that_no_disk_turns():
        with connection.cursor() as cursor:
            cursor.execute("SHOW random_page_cost")
            assert cursor.fetchone() == ("1.1",)
