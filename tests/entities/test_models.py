import datetime

import pytest
from django.core.exceptions import ValidationError

from entities import services
from entities.models import (
    Alias,
    Entity,
    EntityKind,
    EntityPage,
    Organisation,
    Person,
    Place,
    PlaceKind,
    Post,
)
from tests import factories as make
from vietnamese.matching import organisation_key, person_key

pytestmark = pytest.mark.django_db


def names(entities):
    return [entity.name for entity in entities]


def test_name_decides_keys_slug_and_address():
    entity = make.person("  Đặng  Thu Trà ")

    assert (entity.name, entity.slug, entity.folded_name, entity.match_key) == (
        "Đặng Thu Trà",
        "dang-thu-tra",
        "dang thu tra",
        person_key("Đặng Thu Trà"),
    )
    assert entity.get_absolute_url() == f"/nhan-vat/dang-thu-tra-{entity.pk}/"


def test_keys_follow_a_changed_name():
    entity = make.organisation("Sở Công thương")

    entity.name = "Sở Công Thương tỉnh"
    entity.save()

    entity = Entity.objects.get()
    assert (entity.slug, entity.folded_name, entity.match_key) == (
        "so-cong-thuong-tinh",
        "so cong thuong tinh",
        organisation_key("Sở Công Thương tỉnh"),
    )
    assert entity.get_absolute_url() == f"/to-chuc/so-cong-thuong-tinh-{entity.pk}/"


def test_name_without_letters_still_has_an_address():
    entity = make.organisation("…")

    assert entity.slug == "ten"


@pytest.mark.parametrize("typed", ["Nguyễn Thị Thuỷ", "Nguyễn Thị Thủy", "Nguyễn Thi\u0323 Thủy"])
def test_place_of_the_tone_and_way_of_typing_give_one_key(typed):
    assert make.person(typed).match_key == person_key("Nguyễn Thị Thủy")


def test_people_stand_in_the_order_of_given_names():
    for name in ["Lê Văn Đạo", "Trần Bình", "An", "Phạm Thị Bích", "Đỗ Dũng", "Lê Đạo"]:
        make.person(name)

    # a b d đ, then the family name; not by code point, where Đ comes after all.
    assert names(Entity.objects.people()) == [
        "An",
        "Phạm Thị Bích",
        "Trần Bình",
        "Đỗ Dũng",
        "Lê Đạo",
        "Lê Văn Đạo",
    ]


def test_organisations_stand_in_the_order_of_their_names():
    for name in ["Đài Ngân Hải", "Sở Y tế", "Báo Ngân Hải", "Công an tỉnh", "Dòng Sông Xanh"]:
        make.organisation(name)

    assert names(Entity.objects.organisations()) == [
        "Báo Ngân Hải",
        "Công an tỉnh",
        "Dòng Sông Xanh",
        "Đài Ngân Hải",
        "Sở Y tế",
    ]


def test_given_name_overrides_the_order_from_the_first_save_on():
    make.person("H'Ngân Niê Kđăm", given_name="H'Ngân")
    make.person("Lê Văn Khải")
    make.person("Lê Thị Hương")
    make.person("Trần Thị Oanh")

    # Under H, by which she is called, not under K.
    assert names(Entity.objects.people()) == [
        "H'Ngân Niê Kđăm",
        "Lê Thị Hương",
        "Lê Văn Khải",
        "Trần Thị Oanh",
    ]


def test_given_name_set_later_changes_the_order_with_the_next_save():
    entity = make.person("Y Thanh Niê")
    make.person("Lê Văn Phú")
    Person.objects.filter(pk=entity.pk).update(given_name="Y Thanh")

    Entity.objects.get(pk=entity.pk).save()

    assert names(Entity.objects.people()) == ["Lê Văn Phú", "Y Thanh Niê"]


def test_create_makes_both_rows():
    person = services.create(EntityKind.PERSON, "Lê Văn Đạo", gender="male")
    organisation = services.create(
        EntityKind.ORGANISATION, "Báo Ngân Hải", code="BNH", is_confirmed=False
    )

    assert list(Person.objects.values_list("entity", "gender")) == [(person.pk, "male")]
    assert list(Organisation.objects.values_list("entity", "code")) == [(organisation.pk, "BNH")]
    assert list(
        Entity.objects.order_by("pk").values_list(
            "kind", "page", "is_confirmed", "is_protected", "merged_into"
        )
    ) == [
        ("person", "none", True, False, None),
        ("organisation", "none", False, False, None),
    ]


def test_create_that_fails_leaves_nothing():
    make.organisation("Báo Ngân Hải", code="BNH")

    with pytest.raises(TypeError):
        services.create(EntityKind.PERSON, "Lê Văn Đạo", no_such_field=1)

    assert names(Entity.objects.all()) == ["Báo Ngân Hải"]


def test_alias_has_the_key_of_its_kind():
    person, organisation = make.person(), make.organisation()

    aliases = [make.alias(person, " Văn  Đạo "), make.alias(organisation, "SYT")]

    assert [(alias.name, alias.folded_name, alias.match_key) for alias in aliases] == [
        ("Văn Đạo", "van dao", person_key("Văn Đạo")),
        ("SYT", "syt", organisation_key("SYT")),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le van", {"Lê Văn Đạo", "Lê Văn Dao"}),
        ("ĐẠO", {"Lê Văn Đạo", "Lê Văn Dao"}),
        ("nha van hai dang", {"Lê Văn Đạo"}),
        ("so y te", {"Sở Y tế"}),
        ("khong co", set()),
    ],
)
def test_named_searches_names_and_aliases_without_diacritics(text, expected):
    dao = make.person("Lê Văn Đạo")
    make.alias(dao, "Nhà văn Hải Đăng")
    make.alias(dao, "Lê Văn")
    make.person("Lê Văn Dao")
    make.organisation("Sở Y tế")

    found = names(Entity.objects.named(text))

    # A name found by two of its forms stands there once.
    assert (set(found), len(found)) == (expected, len(expected))


def test_surviving_leaves_the_merged_out():
    survivor, gone = make.person("Lê Đạo"), make.person("Lê Văn Đạo", page=EntityPage.NONE)
    Entity.objects.filter(pk=gone.pk).update(merged_into=survivor)

    assert list(Entity.objects.surviving()) == [survivor]


def test_labels_are_tidied():
    tenure = make.tenure(make.person(), "  Giám đốc  Sở Y tế ", at=make.organisation())

    post = Post.objects.get()
    assert (post.label, str(post), str(tenure)) == (
        "Giám đốc Sở Y tế",
        "Giám đốc Sở Y tế (Sở Y tế tỉnh Ngân Hải)",
        "Lê Văn Đạo: Giám đốc Sở Y tế",
    )


def test_deleting_a_name_takes_its_own_rows_only():
    entity, other = make.person(), make.person("Trần Bình")
    make.alias(entity, "Văn Đạo")
    make.tenure(entity, start=datetime.date(2020, 1, 1))
    make.alias(other, "Bình Trần")

    entity.delete()

    assert list(Alias.objects.values_list("name", flat=True)) == ["Bình Trần"]
    assert Post.objects.count() == 1


def test_place_says_its_kind_and_where_it_lies():
    city = Place(kind=PlaceKind.CITY, name="Huế")
    ward = Place(kind=PlaceKind.WARD, name="Phú Bài", province=city)

    assert [str(place) for place in [city, ward]] == ["thành phố Huế", "phường Phú Bài (Huế)"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ha long", ["Hạ Long"]),
        ("HẠ LONG", ["Hạ Long"]),
        ("long vinh", ["An Hà", "Long Hà"]),
        ("", ["An Hà", "Hạ Long", "Long Hà"]),
        ("atlantis", []),
    ],
)
def test_place_is_found_by_its_name_before_its_province(text, found):
    for number, (name, province) in enumerate(
        [("Hạ Long", "Quảng Ninh"), ("Long Hà", "Vĩnh Long"), ("An Hà", "Vĩnh Long")]
    ):
        Place.objects.create(
            code=str(number), kind=PlaceKind.WARD, name=name, province=make.province(province)
        )

    wards = Place.objects.filter(kind=PlaceKind.WARD)

    assert names(wards.named(text)) == found


def test_no_hidden_character_comes_in_with_a_name_or_an_office():
    hidden = "\u202eẩn \u2066đi"
    person = make.person(hidden, given_name=hidden, biography=hidden)
    body = make.organisation(hidden, short_name=hidden, code=hidden)
    tenure = make.tenure(person, label=hidden, at=body, source_text=hidden)

    assert {
        person.name,
        person.person.given_name,
        person.person.biography,
        body.name,
        body.organisation.short_name,
        body.organisation.code.lower(),
        tenure.post.label,
        tenure.source_text,
        make.alias(body, f"Tên {hidden}").name.removeprefix("Tên "),
        make.SectionFactory(name=hidden).name,
        make.TopicFactory(name=hidden).name,
        make.UserFactory(full_name=hidden).full_name,
        make.AuthorFactory(printed_name=hidden).printed_name,
    } == {"ẩn đi"}


def test_a_body_does_not_succeed_itself():
    body = make.organisation().organisation
    body.succeeded_by_id = body.pk

    with pytest.raises(ValidationError) as refusal:
        body.full_clean()

    assert refusal.value.message_dict == {
        "succeeded_by": ["Một cơ quan không thể kế thừa chính mình."]
    }
