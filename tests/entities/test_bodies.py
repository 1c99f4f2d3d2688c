import datetime
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command

from entities import bodies, places
from entities.bodies_list import PROVINCE, UNIT
from entities.bodies_names import written
from entities.models import (
    Alias,
    AliasKind,
    DatePrecision,
    Entity,
    EntityPage,
    Organisation,
    OrganisationKind,
    Person,
    Place,
    PlaceKind,
)
from tests import factories as make
from vietnamese.matching import organisation_key

pytestmark = pytest.mark.django_db


def unit(name="Cửa Lạch", kind=PlaceKind.WARD, code="99001", of=None):
    return Place.objects.create(code=code, name=name, kind=kind, province=of or make.province())


def at(place, key):
    [body] = [body for body in (UNIT if place.province else PROVINCE) if body.key == key]
    forms = written(body, place)
    return {form.name for form in forms if not form.is_local}, {
        form.name for form in forms if form.is_local
    }


def of(key):
    return Organisation.objects.select_related("entity").get(registry_key=key)


def everything():
    models = [Entity, Organisation, Alias]
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_names_of_a_department():
    assert at(make.province(), "so-giao-duc-dao-tao") == (
        {
            f"Sở {name} {place}"
            for name in ["Giáo dục và Đào tạo", "GD&ĐT", "GD-ĐT", "GDĐT"]
            for place in ["tỉnh Ngân Hải", "Ngân Hải"]
        },
        {
            f"Sở {name}{level}"
            for name in ["Giáo dục và Đào tạo", "GD&ĐT", "GD-ĐT", "GDĐT"]
            for level in ["", " tỉnh"]
        },
    )


@pytest.mark.parametrize(
    ("key", "full", "local"),
    [
        ("tinh-uy", {"Tỉnh ủy Ngân Hải"}, {"Tỉnh ủy"}),
        (
            "ban-thuong-vu",
            {"Ban Thường vụ Tỉnh ủy Ngân Hải", "BTV Tỉnh ủy Ngân Hải"},
            {"Ban Thường vụ Tỉnh ủy", "BTV Tỉnh ủy"},
        ),
        ("cong-an", {"Công an tỉnh Ngân Hải", "Công an Ngân Hải"}, {"Công an tỉnh"}),
        (
            "ubnd",
            {
                f"{name} {place}"
                for name in ["Ủy ban nhân dân", "UBND"]
                for place in ["tỉnh Ngân Hải", "Ngân Hải"]
            },
            {"Ủy ban nhân dân tỉnh", "UBND tỉnh"},
        ),
    ],
)
def test_names_in_a_province(key, full, local):
    assert at(make.province(), key) == (full, local)


def test_names_in_a_city():
    city = Place.objects.create(code="46", kind=PlaceKind.CITY, name="Huế")

    full, local = at(city, "tinh-uy")

    assert (full, local) == (
        {
            *("Thành ủy Huế", "Thành ủy thành phố Huế", "Thành ủy TP Huế"),
            *("Thành ủy TP.Huế", "Thành ủy TP. Huế", "Tỉnh ủy Thừa Thiên Huế"),
        },
        {"Thành ủy"},
    )
    assert at(city, "cong-an")[1] == {"Công an thành phố", "Công an TP"}


def test_city_with_the_name_of_a_person_never_stands_without_its_kind():
    city = Place.objects.create(code="79", kind=PlaceKind.CITY, name="Hồ Chí Minh")

    full, _local = at(city, "tinh-doan")

    assert "Đoàn Thanh niên Hồ Chí Minh" not in full
    assert {"Thành đoàn TP.HCM", "Thành đoàn TPHCM", "Đoàn Thanh niên HCM"} <= full


def test_capital_has_a_command_of_its_own():
    bodies.load(Place.objects.create(code="01", kind=PlaceKind.CITY, name="Hà Nội"))

    command = of("01/quan-su")

    assert (command.entity.name, command.short_name, command.kind) == (
        "Bộ Tư lệnh Thủ đô Hà Nội",
        "Bộ Tư lệnh Thủ đô",
        OrganisationKind.MILITARY,
    )
    assert of("01/so-du-lich").entity.name == "Sở Du lịch thành phố Hà Nội"


def test_names_of_a_unit_always_say_which():
    ward = unit()

    assert [at(ward, key) for key in ["ubnd", "cong-an"]] == [
        ({"Ủy ban nhân dân phường Cửa Lạch", "UBND phường Cửa Lạch"}, set()),
        ({"Công an phường Cửa Lạch"}, set()),
    ]


@pytest.mark.parametrize("code", ["22", "01", "37", "46", "75", "79"])
def test_no_two_bodies_of_a_province_are_called_the_same(code):
    places.load()
    province = Place.objects.get(code=code)
    keys = Counter()
    for _key, body, place in bodies._listed(province):
        keys.update({organisation_key(form.name) for form in written(body, place)})

    assert len(keys) > 400
    assert {key for key, count in keys.items() if count > 1} == set()


def test_loading_makes_province_and_units():
    place = unit()
    out = StringIO()

    call_command("load_bodies", province="ngan hai", stdout=out)

    made = len(PROVINCE) + len(UNIT)
    assert out.getvalue() == f"tỉnh Ngân Hải: đã tạo {made} cơ quan, 0 cơ quan có sẵn.\n"
    assert Entity.objects.count() == Organisation.objects.count() == made
    assert not Person.objects.exists()
    police = of(f"{place.province.code}/99001/cong-an")
    assert (
        police.entity.name,
        police.entity.page,
        police.entity.is_confirmed,
        police.short_name,
        police.kind,
        police.province,
        police.unit,
        police.parent.name,
    ) == (
        "Công an phường Cửa Lạch",
        EntityPage.PUBLIC,
        True,
        "Công an phường Cửa Lạch",
        OrganisationKind.POLICE,
        place.province,
        place,
        "Công an tỉnh Ngân Hải",
    )


def test_rows_are_as_if_saved_one_by_one():
    unit()
    bodies.load(make.province())
    before = everything()

    for entity in Entity.objects.all():
        entity.set_name(entity.name)
        Entity.objects.filter(pk=entity.pk).update(
            **{
                name: getattr(entity, name)
                for name in ["name", "slug", "match_key", "folded_name", "sort_name"]
            }
        )
    for alias in Alias.objects.select_related("entity"):
        alias.save()

    assert everything() == before


def test_what_the_reform_ended_and_what_it_renamed():
    bodies.load(make.province())

    ended = of("P000/so-giao-thong-van-tai")
    former = Alias.objects.get(name="Sở NN&PTNT", is_local=True)

    assert (ended.dissolved_on, ended.dissolved_precision, ended.succeeded_by) == (
        datetime.date(2025, 2, 28),
        DatePrecision.MONTH,
        of("P000/so-xay-dung").entity,
    )
    assert (former.entity.name, former.kind, former.valid_until) == (
        "Sở Nông nghiệp và Môi trường tỉnh Ngân Hải",
        AliasKind.FORMER,
        datetime.date(2025, 2, 28),
    )


def test_province_that_became_a_city_keeps_its_old_names():
    city = Place.objects.create(code="75", kind=PlaceKind.CITY, name="Đồng Nai")

    bodies.load(city)

    assert list(
        Alias.objects.filter(name="UBND tỉnh Đồng Nai").values_list(
            "entity__name", "kind", "is_local", "valid_until"
        )
    ) == [
        (
            "Ủy ban nhân dân thành phố Đồng Nai",
            AliasKind.FORMER,
            False,
            datetime.date(2026, 4, 29),
        )
    ]


@pytest.mark.parametrize(("code", "there"), [("22", True), ("24", False)])
def test_border_guard_stands_where_a_border_is(code, there):
    province = Place.objects.create(code=code, kind=PlaceKind.PROVINCE, name="Quảng Ninh")

    bodies.load(province)

    assert Organisation.objects.filter(registry_key=f"{code}/bien-phong").exists() is there


def test_loading_again_changes_nothing():
    unit()
    bodies.load(make.province())
    before, out = everything(), StringIO()

    call_command("load_bodies", province="Ngân Hải", stdout=out)

    count = len(PROVINCE) + len(UNIT)
    assert out.getvalue() == f"tỉnh Ngân Hải: không có gì phải làm, đủ {count} cơ quan.\n"
    assert everything() == before


def test_loading_again_undoes_no_edit():
    place = unit()
    bodies.load(place.province)
    renamed, merged, bare = (of(f"P000/{key}").entity for key in ["so-y-te", "thue", "cong-an"])
    renamed.name = "Sở Y tế và Dân số"
    renamed.save()
    Entity.objects.filter(pk=merged.pk).update(
        merged_into=of("P000/so-tai-chinh").entity, page=EntityPage.NONE
    )
    bare.aliases.all().delete()
    Organisation.objects.filter(entity=bare).update(kind=OrganisationKind.OTHER, parent=renamed)
    before = everything()

    loaded = bodies.load(place.province)

    assert (loaded.made, loaded.adopted) == (0, [])
    assert everything() == before


def test_new_unit_gets_its_bodies_under_what_is_there():
    bodies.load(make.province())
    police, survivor = of("P000/cong-an").entity, make.organisation("Công an Ngân Hải mới")
    Entity.objects.filter(pk=police.pk).update(merged_into=survivor, page=EntityPage.NONE)
    unit()

    loaded = bodies.load(make.province())

    assert loaded.made == len(UNIT)
    assert of("P000/99001/cong-an").parent == survivor


@pytest.mark.parametrize(
    ("name", "alias"),
    [
        ("Sở Y tế tỉnh Ngân Hải", ""),
        ("Sở y tế tỉnh Ngân Hải", ""),
        ("Sở Y tế Ngân Hải", ""),
        ("Ngành Y", "Sở Y tế Ngân Hải"),
        # At home the local names are telling.
        ("Sở Y tế", ""),
    ],
)
def test_record_made_by_hand_is_taken_as_it_is(name, alias):
    entity = make.organisation(name, page=EntityPage.NONE, short_name="Sở YT")
    if alias:
        make.alias(entity, alias)
    make.province()
    before, out = everything(), StringIO()

    call_command("load_bodies", province="Ngân Hải", stdout=out)

    after = [
        [row for row in rows if row.get("entity_id", row.get("id")) == entity.pk]
        for rows in everything()
    ]
    before[1][0]["registry_key"] = "P000/so-y-te"
    assert after == before
    assert f"Sở Y tế tỉnh Ngân Hải: giữ nguyên hồ sơ đã có, “{name}” (mã số {entity.pk})." in (
        out.getvalue()
    )
    assert bodies.load(make.province()).adopted == []


def test_bodies_stand_under_a_record_made_by_hand():
    entity = make.organisation("Công an tỉnh Ngân Hải")
    unit()

    bodies.load(make.province())

    assert of("P000/99001/cong-an").parent == entity


def test_local_name_is_not_telling_elsewhere(settings):
    settings.NEWSROOM_PROVINCE = "Quảng Ninh"
    entity = make.organisation("Sở Y tế")

    loaded = bodies.load(make.province())

    assert loaded.adopted == []
    assert of("P000/so-y-te").entity != entity


def test_former_name_is_a_body_of_its_own():
    entity = make.organisation("Sở Nông nghiệp và Phát triển nông thôn tỉnh Ngân Hải")

    bodies.load(make.province())

    assert of("P000/so-nong-nghiep-moi-truong").entity != entity


@pytest.mark.parametrize(
    ("is_known", "is_alone", "home", "adopts"),
    [
        (True, False, "Quảng Ninh", True),
        (False, True, "Quảng Ninh", True),
        (False, False, "Ngân Hải", True),
        # Another province has such a ward too: nobody knows whose body this is.
        (False, False, "Quảng Ninh", False),
    ],
)
def test_body_of_a_ward_is_taken_where_it_can_be_no_other(
    settings, is_known, is_alone, home, adopts
):
    settings.NEWSROOM_PROVINCE = home
    ward = unit("Tân Phú")
    if not is_alone:
        unit("Tân Phú", code="99002", of=make.province("Vân Sa"))
    entity = make.organisation("UBND phường Tân Phú", province=ward.province if is_known else None)

    loaded = bodies.load(ward.province)

    assert [record for _name, record in loaded.adopted] == ([entity] if adopts else [])


def test_record_of_another_province_is_another():
    entity = make.organisation("UBND phường Tân Phú", province=make.province("Vân Sa"))
    ward = unit("Tân Phú")

    bodies.load(ward.province)

    assert of(f"{ward.province.code}/99001/ubnd").entity != entity


def test_stopped_half_way_the_next_run_makes_the_rest(monkeypatch):
    for number in range(3):
        unit(f"Cửa Lạch {number}", code=f"9900{number}")
    bodies.load(make.province())
    whole = Counter(Organisation.objects.values_list("registry_key", flat=True))
    Alias.objects.all().delete()
    Organisation.objects.update(parent=None, succeeded_by=None)
    Organisation.objects.filter(registry_key__contains="/99").delete()

    loaded = bodies.load(make.province())

    assert (loaded.made, loaded.kept) == (3 * len(UNIT), len(PROVINCE))
    assert Counter(Organisation.objects.values_list("registry_key", flat=True)) == whole


@pytest.mark.parametrize("count", [1, 3])
def test_loading_takes_as_many_queries_for_one_unit_as_for_three(
    django_assert_max_num_queries, count
):
    for number in range(count):
        unit(f"Cửa Lạch {number}", code=f"9900{number}")
    province = make.province()

    # SQLite takes fewer rows at once than PostgreSQL.
    with django_assert_max_num_queries(20):
        bodies.load(province)
