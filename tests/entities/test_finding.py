import pytest

from entities.finding import find_known
from entities.found import SURE, Found, Rule
from entities.lookup import Owner, look_up
from entities.models import Entity, EntityPage
from tests import factories as make
from vietnamese.matching import organisation_key, person_key

pytestmark = pytest.mark.django_db


def found_in(*texts, **kwargs):
    return [(found.text, found.entities) for found in find_known(texts, **kwargs)]


def test_known_names_are_found_where_they_stand():
    person, organisation = make.person("Lê Văn Đạo"), make.organisation("Sở Y tế")

    assert find_known(["Tin vắn", "Ông Lê Văn Đạo đến Sở Y tế."]) == [
        Found(1, 4, 14, "Lê Văn Đạo", (person.pk,)),
        Found(1, 19, 26, "Sở Y tế", (organisation.pk,)),
    ]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Nguyễn Thị Thủy", "Bà Nguyễn Thị Thuỷ nói.", ["Nguyễn Thị Thuỷ"]),
        ("Nguyễn Thị Thuỷ", "Bà Nguyễn Thị Thủy nói.", ["Nguyễn Thị Thủy"]),
        ("Sở Công Thương", "Sở Công thương họp.", ["Sở Công thương"]),
        # Another person: a tone is a letter's own in a name.
        ("Nguyễn Thị Thu", "Bà Nguyễn Thị Thư nói.", []),
        ("Nguyễn Thị Thu", "Bà Nguyễn Thị Thu Hà nói.", []),
    ],
)
def test_names_are_found_in_the_ways_they_are_typed(name, text, expected):
    (make.person if name.startswith("Nguyễn") else make.organisation)(name)

    assert [found for found, _entities in found_in(text)] == expected


def test_alias_gives_the_entity_in_either_tone_place():
    person = make.person("Trần Hòa Bình")
    make.alias(person, "Nhà thơ Hoà")
    make.alias(person, "Hoà Bình Trần")

    assert found_in("Hòa Bình Trần, Hoà Bình Trần") == [
        ("Hòa Bình Trần", (person.pk,)),
        ("Hoà Bình Trần", (person.pk,)),
    ]


def test_longest_name_wins():
    make.organisation("Sở Y tế")
    long = make.organisation("Sở Y tế tỉnh Ngân Hải")

    assert found_in("Sở Y tế tỉnh Ngân Hải thông báo.") == [("Sở Y tế tỉnh Ngân Hải", (long.pk,))]


def test_homonyms_are_all_given():
    first, second = make.person("Lê Văn Đạo"), make.person("Lê Văn Đạo")

    [(text, entities)] = found_in("Ông Lê Văn Đạo")

    assert (text, set(entities)) == ("Lê Văn Đạo", {first.pk, second.pk})


def test_name_that_is_also_an_alias_of_the_same_is_no_homonym():
    person = make.person("Lê Văn Đạo")
    make.alias(person, "Lê Văn Đạo")

    assert found_in("Ông Lê Văn Đạo") == [("Lê Văn Đạo", (person.pk,))]


def test_merged_record_gives_the_survivor():
    survivor = make.person("Lê Đạo")
    gone = make.person("Lê Văn Đạo", page=EntityPage.NONE)
    make.alias(gone, "Đạo Lê")
    Entity.objects.filter(pk=gone.pk).update(merged_into=survivor)

    assert found_in("Ông Lê Văn Đạo, ông Đạo Lê, ông Lê Đạo") == [
        ("Lê Văn Đạo", (survivor.pk,)),
        ("Đạo Lê", (survivor.pk,)),
        ("Lê Đạo", (survivor.pk,)),
    ]


def test_chosen_form_wins_over_the_registry():
    first, second = make.person("Lê Văn Đạo"), make.person("Lê Văn Đạo")
    chosen = make.person("Trần Bình")

    decided = {
        person_key("Lê Văn Đạo"): [chosen.pk],
        person_key("Bí Thư Đạo"): [first.pk],
    }

    assert found_in("Ông Lê Văn Đạo và ông Bí Thư Đạo", chosen=decided) == [
        ("Lê Văn Đạo", (chosen.pk,)),
        ("Bí Thư Đạo", (first.pk,)),
    ]
    assert second.pk not in {pk for _text, pks in found_in("") for pk in pks}


@pytest.mark.parametrize("count", [1, 30])
def test_many_texts_are_two_queries(django_assert_num_queries, count):
    person = make.person("Lê Văn Đạo")

    with django_assert_num_queries(2):  # names, aliases
        found = find_known(["Ông Lê Văn Đạo đến thăm."] * count)

    assert [(match.index, match.entities) for match in found] == [
        (index, (person.pk,)) for index in range(count)
    ]


def test_thousands_of_keys_are_looked_up_in_two_queries(django_assert_num_queries):
    person = make.person("Lê Văn Đạo")
    keys = {person_key(f"Người {n}") for n in range(5000)} | {person.match_key}

    with django_assert_num_queries(2):  # names, aliases
        assert look_up(keys) == {person.match_key: [Owner(person.pk)]}


def test_nothing_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert found_in() == found_in("", "không có tên nào.") == []


def local_body(province: str = "Ngân Hải"):
    body = make.organisation(f"Ủy ban nhân dân tỉnh {province}", province=make.province(province))
    make.alias(body, "UBND tỉnh", is_local=True)
    make.alias(body, f"UBND tỉnh {province}")
    return body


@pytest.mark.parametrize(
    "text",
    [
        "UBND tỉnh họp.",
        "Chủ tịch UBND tỉnh Lê Văn Đạo",
        "UBND tỉnh, Sở Y tế",
        "UBND tỉnh Ngân Hải họp.",
    ],
)
def test_bare_name_means_the_papers_own_province(text):
    body = local_body()

    assert {entities for _text, entities in found_in(text)} == {(body.pk,)}


@pytest.mark.parametrize(
    "text",
    [
        "UBND tỉnh Tây Khê họp.",
        "UBND tỉnh Quảng Bình họp.",
        "UBND tỉnh bạn họp.",
        "các UBND tỉnh, thành phố",
        "Ban Dân tộc UBND tỉnh",
    ],
)
def test_bare_name_yields_to_another_place_and_to_nobody(text):
    local_body()

    assert found_in(text) == []


def test_bare_name_of_another_province_is_nobodys():
    local_body("Tây Khê")

    assert found_in("UBND tỉnh họp.") == []
    assert [text for text, _entities in found_in("UBND tỉnh Tây Khê họp.")] == ["UBND tỉnh Tây Khê"]


def test_member_of_a_party_committee_is_no_committee():
    body = make.organisation("Tỉnh ủy Ngân Hải", province=make.province())
    make.alias(body, "Tỉnh ủy", is_local=True)

    assert found_in("Tỉnh ủy viên đến; Tỉnh uỷ họp.") == [("Tỉnh uỷ", (body.pk,))]


@pytest.mark.parametrize(
    ("texts", "is_sure"),
    [
        (["UBND tỉnh họp."], True),
        (["Lũ ở Quảng Bình.", "UBND tỉnh họp."], False),
        (["LŨ Ở TỈNH QUẢNG BÌNH", "UBND tỉnh họp."], False),
        (["NGÂN HẢI GIÚP TỈNH QUẢNG BÌNH", "UBND tỉnh họp."], True),
        # In capitals nothing tells the province from peace but the word before.
        (["CẢ NƯỚC VUI HÒA BÌNH", "UBND tỉnh họp."], True),
        (["Ngân Hải giúp Quảng Bình.", "UBND tỉnh họp."], True),
        (["Gìn giữ hòa bình.", "UBND tỉnh họp."], True),
    ],
)
def test_bare_name_in_a_story_of_another_province_is_not_sure(texts, is_sure):
    local_body()

    [one] = [one for one in find_known(texts) if one.text == "UBND tỉnh"]

    assert (one.score >= SURE) == is_sure
    assert one.rule == Rule.OWN_PROVINCE


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("TTX - Sáng nay, trời mưa.", []),
        ("Trời mưa suốt sáng nay. - TTX", []),
        ("Theo TTX, trời mưa.", ["TTX"]),
    ],
)
def test_who_signs_a_text_is_not_named_in_it(text, names):
    make.organisation("TTX")

    assert [found for found, _entities in found_in(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "Ngập ở các phố Trần Phú, Lê Văn Đạo, Bà Triệu.",
        "Ngập ở giao lộ Trần Phú – Lê Văn Đạo.",
        "Phố Nguyễn Du – Lê Văn Đạo ngập sâu.",
        "Tượng đài Lê Văn Đạo vừa khánh thành.",
    ],
)
def test_streets_and_monuments_name_nobody(text):
    make.person("Lê Văn Đạo")

    assert found_in(text) == []


@pytest.mark.parametrize(
    "text", ["Có mặt: Trần Phú, Lê Văn Đạo, Bà Triệu.", "Ông Trần Phú - Lê Văn Đạo song ca."]
)
def test_a_list_of_people_names_them(text):
    person = make.person("Lê Văn Đạo")

    assert found_in(text) == [("Lê Văn Đạo", (person.pk,))]


@pytest.mark.parametrize(
    "text",
    [
        "Xe đi trên đường Lê Văn Đạo.",
        "Ông Lê Văn Đạo Nghĩa đến.",
        "lê văn đạo là lẽ sống",
    ],
)
def test_a_decision_for_a_form_opens_no_shut_door(text):
    person = make.person("Lê Văn Đạo")
    other = make.person("Lê Đạo")

    for chosen in (person, other):
        assert found_in(text, chosen={person_key("Lê Văn Đạo"): [chosen.pk]}) == []


def test_a_decision_for_a_local_name_leaves_other_places_alone():
    body = local_body()

    assert (
        found_in("UBND tỉnh Tây Khê họp.", chosen={organisation_key("UBND tỉnh"): [body.pk]}) == []
    )


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["TRẦN MINH ĐỨC ĐOẠT HUY CHƯƠNG VÀNG", "Trần Minh Đức về nhất."], []),
        (["NGUYỄN TRẦN MINH VỀ NHẤT", "Nguyễn Trần Minh nói."], []),
        (["TRẦN MINH ĐOẠT HUY CHƯƠNG VÀNG"], ["TRẦN MINH"]),
        (["CHỦ TỊCH UBND TỈNH TRẦN MINH THĂM ĐẢO"], ["TRẦN MINH"]),
    ],
)
def test_in_capitals_a_longer_name_is_nobody(texts, found):
    make.person("Trần Minh")

    assert [text for text, _who in found_in(*texts)] == found
