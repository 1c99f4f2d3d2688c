from itertools import pairwise

import pytest

from entities import duplicates
from entities.duplicates import Reason
from entities.models import DistinctPair, Entity, EntityPage, Organisation, Place, PlaceKind
from tests import factories as make

pytestmark = pytest.mark.django_db


def found():
    """What is proposed, as (names, reason, whether they share an organisation)."""
    names = dict(Entity.objects.values_list("pk", "name"))
    return [
        (names[pair.first], names[pair.second], Reason(pair.reason), not pair.is_far)
        for pair in duplicates.likely()
    ]


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("Vũ Quyết Tiến", "Vũ Quyết Tiến", Reason.NAME),
        ("Vũ Quyết Tiến", "Vũ Quyết Tiên", Reason.NAME),
        ("Vũ Quyết Tiến", "Vũ Tiến Quyết", Reason.ORDER),
        ("Vũ Quyết Tiến", "Vũ Đức Tiến", None),
        ("Vũ Quyết Tiến", "Lê Minh Khuê", None),
    ],
)
def test_people_who_are_likely_one(first, second, reason):
    make.person(first)
    make.person(second)

    assert found() == ([(first, second, reason, False)] if reason else [])


@pytest.mark.parametrize(
    ("name", "is_proposed"),
    [
        ("Vũ Đức Tiến", True),
        ("Vũ Tiến", True),
        ("Vũ Văn Quyết Tiến", True),
        ("Lê Quyết Tiến", True),
        ("Vũ Quyết Thắng", False),
        ("Lê Đức Tiến", False),
    ],
)
def test_at_one_organisation_one_syllable_may_differ(name, is_proposed):
    body = make.organisation("Sở Y tế tỉnh Ngân Hải")
    for who in ["Vũ Quyết Tiến", name]:
        make.tenure(make.person(who), f"Chức vụ của {who}", at=body)
    # Elsewhere the same difference says nothing.
    make.tenure(make.person("Vũ Hữu Tiến"), "Giám đốc")

    pairs = [("Vũ Quyết Tiến", name, Reason.SYLLABLE, True)]
    assert found() == (pairs if is_proposed else [])


def test_who_shares_an_organisation_comes_first():
    body = make.organisation("Sở Y tế tỉnh Ngân Hải")
    make.person("Trần Thị Hòa")
    make.person("Trần Thị Hoa")
    for who in ["Vũ Quyết Tiến", "Vũ Tiến Quyết"]:
        make.tenure(make.person(who), f"Chức vụ của {who}", at=body)

    assert found() == [
        ("Vũ Quyết Tiến", "Vũ Tiến Quyết", Reason.ORDER, True),
        ("Trần Thị Hòa", "Trần Thị Hoa", Reason.NAME, False),
    ]


def test_one_other_name_for_both():
    for name in ["Lê Văn Đạo", "Trần Bình"]:
        make.alias(make.person(name), "Hải Đăng")
    make.alias(make.person("Vũ Hà"), "Đỗ Dũng")
    make.person("Đỗ Dũng")

    assert found() == [
        ("Lê Văn Đạo", "Trần Bình", Reason.ALIAS, False),
        ("Vũ Hà", "Đỗ Dũng", Reason.ALIAS, False),
    ]


def test_a_local_name_is_no_sign():
    for name in ["Sở Y tế tỉnh Ngân Hải", "Sở Y tế tỉnh Lam Sơn"]:
        make.alias(make.organisation(name), "Sở Y tế", is_local=True)

    assert found() == []


def test_bodies_of_two_places_are_two():
    first, second = (make.organisation("UBND xã Tân Lập") for _ in range(2))
    third = make.organisation("UBND xã Tân Lập")
    for body, name in [(first, "Ngân Hải"), (second, "Lam Sơn")]:
        province = make.province(name)
        unit = Place.objects.create(
            code=f"9{body.pk}", kind=PlaceKind.COMMUNE, name="Tân Lập", province=province
        )
        Organisation.objects.filter(pk=body.pk).update(province=province, unit=unit)

    pairs = [(pair.first, pair.second) for pair in duplicates.likely()]

    # Of the third nobody knows where it is.
    assert pairs == [(first.pk, third.pk), (second.pk, third.pk)]


def test_merged_records_and_the_two_kinds_are_left_out():
    gone = make.person("Lê Văn Đạo", page=EntityPage.NONE)
    Entity.objects.filter(pk=gone.pk).update(merged_into=make.person("Lê Văn Đạo"))
    make.organisation("Lê Văn Đạo")

    assert found() == []


def test_what_the_desk_found_to_be_two_is_not_proposed_again():
    first, second = make.person("Lê Văn Đạo"), make.person("Lê Văn Đạo")
    by = make.editor()

    for pair in [(second, first), (first, second)]:
        duplicates.part(*pair, by=by)

    assert found() == []
    row = DistinctPair.objects.get()
    assert (row.first, row.second, row.said_by) == (first, second, by)


def test_of_many_namesakes_each_is_compared_with_the_next(monkeypatch):
    monkeypatch.setattr(duplicates, "LARGE", 3)
    people = [make.person("Nguyễn Văn Hùng") for _ in range(5)]

    pairs = [(pair.first, pair.second) for pair in duplicates.likely()]

    assert pairs == [(a.pk, b.pk) for a, b in pairwise(people)]


def test_no_more_than_the_desk_can_look_at(monkeypatch):
    monkeypatch.setattr(duplicates, "MOST", 2)
    for _ in range(3):
        make.person("Nguyễn Văn Hùng")

    assert len(duplicates.likely()) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(django_assert_num_queries, count):
    for n in range(count):
        for _ in range(2):
            make.tenure(make.person(f"Lê Văn Đạo{'ôơư'[n]}"), "Giám đốc")

    with django_assert_num_queries(6):
        assert len(duplicates.likely()) >= count
