import datetime

import pytest
from django.urls import reverse

from accounts.roles import Role
from entities.models import Entity, EntityPage, Place, PlaceKind
from tests import factories as make
from tests.forms import values_of

pytestmark = pytest.mark.django_db

LIST = "admin:entities_entity_changelist"
ADD = "admin:entities_entity_add"


def change(entity):
    return reverse("admin:entities_entity_change", args=[entity.pk])


@pytest.fixture
def desk(client):
    client.force_login(make.editor())
    return client


def shown(response):
    return [entity.name for entity in response.context["cl"].result_list]


@pytest.mark.parametrize(
    ("kind", "name", "page"),
    [("person", "Lê Văn Đạo", "none"), ("organisation", "Sở Y tế", "public")],
)
def test_editor_adds_a_name(desk, kind, name, page):
    response = desk.post(reverse(ADD), {"kind": kind, "name": f" {name} ", "page": "public"})

    entity = Entity.objects.get()
    assert response.status_code == 302
    # A person without a page, whatever was posted: that is given by an act of its own.
    assert (entity.kind, entity.name, entity.page, entity.is_confirmed) == (kind, name, page, True)
    assert getattr(entity, kind).entity == entity


def test_a_new_body_gets_its_name_written_out_but_for_names_of_others(desk):
    make.alias(make.organisation("Cơ quan khác"), "Hội CCB xã Lũng Pù")

    for name in ["UBND xã Lũng Pù", "Hội Cựu chiến binh xã Lũng Pù", "Hội Xuân"]:
        desk.post(reverse(ADD), {"kind": "organisation", "name": name})

    made = Entity.objects.exclude(name="Cơ quan khác")
    assert {body.name: [alias.name for alias in body.aliases.all()] for body in made} == {
        "UBND xã Lũng Pù": ["Ủy ban nhân dân xã Lũng Pù"],
        "Hội Cựu chiến binh xã Lũng Pù": [],
        "Hội Xuân": [],
    }


@pytest.mark.parametrize("name", ["", "  ", "…", "\u200b"])
def test_name_of_nothing_is_refused(desk, name):
    response = desk.post(reverse(ADD), {"kind": "person", "name": name})

    assert response.context["adminform"].form.errors.keys() == {"name"}
    assert not Entity.objects.exists()


def test_unknown_kind_is_refused(desk):
    response = desk.post(reverse(ADD), {"kind": "place", "name": "Cửa Lạch"})

    assert response.context["adminform"].form.errors.keys() == {"kind"}


def test_editor_changes_a_person_with_office_and_alias(desk):
    entity = make.person("H'Ngân Niê Kđăm")
    make.person("Lê Thị Hương")
    post = make.tenure(make.person("Trần Bình"), "Giám đốc").post
    values = values_of(desk.get(change(entity)))

    response = desk.post(
        change(entity),
        values
        | {
            "person-0-given_name": "H'Ngân",
            "tenures-TOTAL_FORMS": 1,
            "tenures-0-post": post.pk,
            # Day first: 5 November, not 11 May.
            "tenures-0-start_on": "05/11/2024",
            "tenures-0-start_precision": "day",
            "tenures-0-end_precision": "day",
            "aliases-TOTAL_FORMS": 1,
            "aliases-0-name": "Ngân Niê",
            "aliases-0-kind": "spelling",
        },
    )

    tenure = entity.tenures.get()
    assert response.status_code == 302
    assert (tenure.post, tenure.start_on, tenure.end_on) == (
        post,
        datetime.date(2024, 11, 5),
        None,
    )
    assert [alias.name for alias in entity.aliases.all()] == ["Ngân Niê"]
    # The order follows the given name: H before K, which the last syllable would give.
    assert [row.name for row in Entity.objects.people()] == [
        "Trần Bình",
        "H'Ngân Niê Kđăm",
        "Lê Thị Hương",
    ]


def test_editor_changes_an_organisation_with_offices(desk):
    entity, parent = make.organisation("Sở Y tế"), make.organisation("UBND tỉnh")
    values = values_of(desk.get(change(entity)))

    response = desk.post(
        change(entity),
        values
        | {
            "organisation-0-code": "SYT",
            "organisation-0-parent": parent.pk,
            "posts-TOTAL_FORMS": 1,
            "posts-0-label": "Giám đốc",
            "posts-0-rank": 5,
        },
    )

    entity.organisation.refresh_from_db()
    assert response.status_code == 302
    assert (entity.organisation.code, entity.organisation.parent) == ("SYT", parent)
    assert list(entity.posts.values_list("label", "rank")) == [("Giám đốc Sở Y tế", 5)]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        pytest.param("SYT", "BNH", id="code of another"),
        pytest.param("Ngành Y", "Sở Y", id="alias"),
        pytest.param("Ngành Y", "sở y", id="alias in other letters"),
        pytest.param("Phó giám đốc", "Giám đốc", id="office"),
        pytest.param("Phó giám đốc", "Giám  đốc", id="office with two blanks"),
    ],
)
def test_what_is_taken_is_refused_with_a_sentence(desk, text, typed):
    make.organisation("Báo Ngân Hải", code="BNH")
    entity = make.organisation("Sở Y tế", code="SYT")
    for name in ["Sở Y", "Ngành Y"]:
        make.alias(entity, name)
    for label in ["Giám đốc", "Phó giám đốc"]:
        make.tenure(make.person(), label, at=entity)
    values = values_of(desk.get(change(entity)))
    [field] = [name for name, value in values.items() if value == text]

    response = desk.post(change(entity), values | {field: typed})

    assert response.status_code == 200
    assert response.context["errors"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("le van dao", ["Lê Văn Đạo"]),
        ("LÊ VĂN ĐẠO", ["Lê Văn Đạo"]),
        ("hai dang", ["Lê Văn Đạo"]),
        ("binh", ["Trần Bình"]),
        ("'; drop table", []),
    ],
)
def test_search_needs_no_diacritics(desk, query, expected):
    make.alias(make.person("Lê Văn Đạo"), "Hải Đăng")
    make.person("Trần Bình")

    assert shown(desk.get(reverse(LIST), {"q": query})) == expected


def test_search_leaves_merged_records_out(desk):
    survivor = make.person("Lê Đạo")
    gone = make.person("Lê Văn Đạo", page=EntityPage.NONE)
    Entity.objects.filter(pk=gone.pk).update(merged_into=survivor)

    assert shown(desk.get(reverse(LIST), {"q": "dao"})) == ["Lê Đạo"]


def test_completion_finds_by_alias(desk):
    person = make.person("Lê Văn Đạo")
    make.alias(person, "Hải Đăng")

    response = desk.get(
        reverse("admin:autocomplete"),
        {
            "term": "hai dang",
            "app_label": "articles",
            "model_name": "mention",
            "field_name": "entity",
        },
    )

    assert response.json()["results"] == [{"id": str(person.pk), "text": "Lê Văn Đạo"}]


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR])
def test_others_look_and_may_not_write(client, role):
    entity = make.person("Lê Văn Đạo", page=EntityPage.NONE)
    client.force_login(make.UserFactory(role=role))

    looks = [client.get(reverse(LIST)).status_code, client.get(change(entity)).status_code]
    writes = [
        client.get(reverse(ADD)).status_code,
        client.post(reverse(ADD), {"kind": "person", "name": "Trần Bình"}).status_code,
        client.post(change(entity), {"name": "Trần Bình"}).status_code,
    ]
    client.post(reverse(LIST), {"action": "give_page", "_selected_action": [entity.pk]})

    assert (looks, writes) == ([200, 200], [403, 403, 403])
    assert list(Entity.objects.values_list("name", "page")) == [("Lê Văn Đạo", "none")]


def test_editor_gives_and_takes_a_page(desk):
    entity = make.person(page=EntityPage.NONE)

    pages = []
    for action in ["give_page", "take_page"]:
        desk.post(reverse(LIST), {"action": action, "_selected_action": [entity.pk]})
        pages.append(Entity.objects.get().page)

    assert pages == ["public", "none"]


@pytest.mark.parametrize("role", Role)
def test_nobody_deletes_a_name(client, role):
    entity = make.person()
    client.force_login(make.UserFactory(role=role))

    response = client.post(reverse("admin:entities_entity_delete", args=[entity.pk]), {"post": "y"})

    assert response.status_code == 403
    assert Entity.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_list_query_count_does_not_grow(desk, django_assert_num_queries, count):
    for number in range(count):
        make.alias(make.person(f"Lê Văn Đạo {number}"), "Hải Đăng")

    with django_assert_num_queries(5):  # session, account, two counts, rows
        response = desk.get(reverse(LIST))

    assert len(shown(response)) == count


@pytest.mark.parametrize("count", [1, 3])
def test_post_list_query_count_does_not_grow(desk, django_assert_num_queries, count):
    for number in range(count):
        make.tenure(make.person(f"Lê Văn Đạo {number}"), f"Giám đốc {number}")

    with django_assert_num_queries(5):  # session, account, two counts, rows
        response = desk.get(reverse("admin:entities_post_changelist"))

    assert len(response.context["cl"].result_list) == count


def test_post_search_needs_no_diacritics(desk):
    make.tenure(make.person(), "Giám đốc", at=make.organisation("Sở Y tế"))
    make.tenure(make.person(), "Bí thư")

    response = desk.get(reverse("admin:entities_post_changelist"), {"q": "so y te"})

    assert [post.label for post in response.context["cl"].result_list] == ["Giám đốc"]


def unit(name="Cửa Lạch", code="99001", of=None):
    return Place.objects.create(
        code=code, kind=PlaceKind.WARD, name=name, province=of or make.province()
    )


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MANAGING_EDITOR])
def test_places_are_a_list_to_look_at(client, role):
    place = unit()
    client.force_login(make.UserFactory(role=role))
    page = reverse("admin:entities_place_change", args=[place.pk])

    statuses = [
        client.get(reverse("admin:entities_place_changelist")).status_code,
        client.get(page).status_code,
        client.post(page, {"name": "Cửa Lạch Mới"}).status_code,
        client.get(reverse("admin:entities_place_add")).status_code,
        client.post(reverse("admin:entities_place_delete", args=[place.pk])).status_code,
    ]

    assert statuses == [200, 200, 403, 403, 403]
    assert Place.objects.get(pk=place.pk).name == "Cửa Lạch"


@pytest.mark.parametrize("count", [1, 3])
def test_place_list_query_count_does_not_grow(desk, django_assert_num_queries, count):
    for number in range(count):
        unit(f"Cửa Lạch {number}", code=f"9900{number}")

    with django_assert_num_queries(5):  # session, account, two counts, rows
        response = desk.get(reverse("admin:entities_place_changelist"), {"kind__exact": "ward"})

    assert len(response.context["cl"].result_list) == count


@pytest.mark.parametrize("words", ["cua lach ngan hai", "CỬA LẠCH", "99001"])
def test_place_search_needs_no_diacritics(desk, words):
    place = unit()
    unit(code="99002", of=make.province("Vân Sa")).province.units.update(name="Bến Ngân")
    Place.objects.get(code="99002").save()

    response = desk.get(reverse("admin:entities_place_changelist"), {"q": words})

    assert list(response.context["cl"].result_list) == [place]


@pytest.mark.parametrize(
    ("field", "term", "expected"),
    [
        ("province", "ngan h", ["tỉnh Ngân Hải"]),
        ("unit", "ngan ha van sa", ["phường Ngân Hà (Vân Sa)"]),
    ],
)
def test_place_of_an_organisation_is_completed(
    desk, django_assert_max_num_queries, field, term, expected
):
    unit("Ngân Hà", of=make.province("Vân Sa"))
    unit("Ngân Hà", code="99002")
    asked = {"app_label": "entities", "model_name": "organisation", "field_name": field}

    with django_assert_max_num_queries(5):
        response = desk.get(reverse("admin:autocomplete"), asked | {"term": term})

    assert [row["text"] for row in response.json()["results"]] == expected


def test_unit_of_an_organisation_says_the_province(desk):
    entity, place = make.organisation(), unit()
    values = values_of(desk.get(change(entity)))

    response = desk.post(change(entity), values | {"organisation-0-unit": place.pk})

    entity.organisation.refresh_from_db()
    assert response.status_code == 302
    assert (entity.organisation.province, entity.organisation.unit) == (place.province, place)


@pytest.mark.parametrize(
    ("place", "sentence"),
    [("ward", "Địa bàn này thuộc tỉnh khác."), ("province", "Đây là tỉnh, thành phố.")],
)
def test_place_that_does_not_fit_is_refused(desk, place, sentence):
    entity = make.organisation(province=make.province())
    ward = unit(of=make.province("Vân Sa"))
    chosen = ward if place == "ward" else ward.province
    values = values_of(desk.get(change(entity)))

    response = desk.post(change(entity), values | {"organisation-0-unit": chosen.pk})

    [formset, *_others] = response.context["inline_admin_formsets"]
    assert formset.formset.errors == [{"unit": [sentence]}]
