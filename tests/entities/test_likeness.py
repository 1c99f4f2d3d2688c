import pytest

from entities.likeness import likely_same_among
from entities.models import Entity, EntityPage
from tests import factories as make

pytestmark = pytest.mark.django_db


def likely(kind, name):
    return likely_same_among([(kind, name)])[kind, name]


@pytest.mark.parametrize(
    "name", ["Lê Hải Văn Sâm", "Lê Văn Hải Sâm", "Lê Văn Hải Sẫm", "le van hai sam"]
)
def test_people_are_likely_the_same_by_letters_in_any_order(name):
    who = make.person("Lê Hải Văn Sâm")
    make.person("Lê Hải Văn")
    make.organisation("Lê Văn Hải Sâm")

    assert likely("person", name) == [who]


def test_bodies_are_likely_the_same_by_letters_and_abbreviations_in_order():
    body = make.organisation("Ủy ban nhân dân xã Nà Khau")
    make.organisation("Nà Khau")

    assert likely("organisation", "UBND xã Nà Khau") == [body]
    assert likely("organisation", "Xã Nà Khau ủy ban nhân dân") == []


def test_other_names_count_and_merged_records_do_not():
    who, gone = make.person("Vũ Đại Thắng"), make.person("Đại Vũ Thắng")
    make.alias(who, "Hai Thắng")
    Entity.objects.filter(pk=gone.pk).update(merged_into=who, page=EntityPage.NONE)

    assert likely("person", "Thắng Hai") == [who]
    assert likely("person", "Thắng Vũ Đại") == [who]


def test_long_names_are_compared_in_their_own_order():
    who = make.person("Y Thanh Hà Niê Kđăm Buôn")

    assert likely("person", "Y Thanh Ha Nie Kdam Buon") == [who]


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_does_not_grow(django_assert_num_queries, count):
    asked = [("person", f"Lê Văn {letter}") for letter in "ABC"[:count]]

    with django_assert_num_queries(2):
        likely_same_among(asked)
