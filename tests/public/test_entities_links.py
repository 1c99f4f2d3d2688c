"""Which names on the page of a person or an organisation are there, and which are links."""

from itertools import pairwise

import pytest
from django.utils import timezone

from entities.models import Entity, EntityPage, Organisation
from public.entities.finding import with_page
from tests import factories as make
from tests.public.record_pages import read, words

pytestmark = pytest.mark.django_db

GIVEN = ["An", "Bảo", "Cường", "Dũng", "Giang", "Hải", "Khánh", "Lâm", "Minh"]
BODY = "Sở Y tế tỉnh Ngân Hải"


@pytest.fixture
def body():
    return make.organisation(BODY)


def record(kind, name, state):
    """A record in one of STATES."""
    entity = getattr(make, kind)(name)
    match state:
        case "named":
            make.published(lead=f"{name} ở đây.")
        case "only in a draft":
            make.approved(lead=f"{name} ở đây.")
        case "by what was merged":
            gone = getattr(make, kind)(f"{name} Cũ")
            make.published(lead=f"{name} Cũ ở đây.")
            Entity.objects.filter(pk=gone.pk).update(merged_into=entity, page=EntityPage.NONE)
        case "its page was taken":
            make.published(lead=f"{name} ở đây.")
            Entity.objects.filter(pk=entity.pk).update(page=EntityPage.NONE)
    return entity


LINK, TEXT, NOTHING = "a link", "text", "nothing"
STATES = {
    "named": LINK,
    "by what was merged": LINK,
    "only in a draft": TEXT,
    "its page was taken": NOTHING,
}


def how(page, entity):
    """How the name of a record stands on a page, outside its stories."""
    parts = page.all("//main//dl|//main//ol[@class='timeline']|//main//ul[@class='company']")
    if entity.get_absolute_url() in {href for part in parts for href in part.xpath(".//a/@href")}:
        return LINK
    return TEXT if any(entity.name in words(part) for part in parts) else NOTHING


@pytest.mark.parametrize(("state", "expected"), STATES.items())
def test_who_led_a_body_is_named_where_a_page_is_there(client, body, state, expected):
    who = record("person", "Lê Văn Đạo", state)
    make.tenure(who, "Giám đốc", at=body)
    make.published(lead=f"{BODY} cho biết.")

    # A name that stands in a draft alone is the desk's.
    assert how(read(client, body), who) == (LINK if expected == LINK else NOTHING)


@pytest.mark.parametrize("steps", [-3, -2, -1, 1, 2])
@pytest.mark.parametrize(("state", "expected"), STATES.items())
def test_a_body_around_is_a_link_to_a_page_that_is_there(client, body, steps, state, expected):
    other = record("organisation", "Phòng Nghiệp vụ", state)
    between = [make.organisation(f"Cơ quan số {n}") for n in range(abs(steps) - 1)]
    line = [body, *between, other][:: 1 if steps > 0 else -1]
    for upper, lower in pairwise(line):
        Organisation.objects.filter(pk=lower.pk).update(parent=upper)
    make.published(lead=f"{BODY} cho biết.")

    assert how(read(client, body), other) == expected


@pytest.mark.parametrize(("state", "expected"), STATES.items())
def test_where_somebody_held_an_office_is_a_link_to_a_page_that_is_there(client, state, expected):
    who = make.person("Lê Văn Đạo")
    body = record("organisation", BODY, state)
    make.tenure(who, "Giám đốc", at=body)
    make.published(lead="Ông Lê Văn Đạo dự hội nghị.")

    # An office is told whole, whatever its body has.
    assert how(read(client, who), body) == (LINK if expected == LINK else TEXT)


@pytest.mark.parametrize("is_taken", [False, True])
def test_who_lost_the_page_is_not_told_as_named_together(client, is_taken):
    who, friend = make.person("Lê Văn Đạo"), make.person("Trần Thị Hòa")
    make.published(lead="Ông Lê Văn Đạo và bà Trần Thị Hòa dự hội nghị.")

    # The edition goes on naming her until it is made again.
    Entity.objects.filter(pk=friend.pk).update(page=EntityPage.NONE if is_taken else "public")

    assert read(client, who).together == [(friend.get_absolute_url(), "1 bài")] * (not is_taken)


def test_many_bodies_do_not_crowd_out_who_is_named_together(client):
    who, friend = make.person("Lê Văn Đạo"), make.person("Trần Thị Hòa")
    make.published(lead="Ông Lê Văn Đạo và bà Trần Thị Hòa dự hội nghị.")
    places = [f"Trạm Y tế phường {one} {two}" for one in GIVEN for two in GIVEN[:3]]
    for place in places:
        make.organisation(place)
    for _ in range(2):
        make.published(lead=f"Ông Lê Văn Đạo thăm {', '.join(places)}.")

    page = read(client, who)

    assert page.together == [(friend.get_absolute_url(), "1 bài")]


@pytest.mark.parametrize("count", range(6))
def test_of_any_number_of_records_those_with_a_page_are_told(count):
    people = [make.person(f"Lê Văn {name}") for name in GIVEN[:count]]
    nobody = make.person("Chưa Ai Nhắc")
    for one in people:
        make.published(lead=f"Ông {one.name} ở đây.")

    there = with_page([nobody.pk, *(one.pk for one in people)], timezone.now())

    assert {pk: (shown.name, shown.path) for pk, shown in there.items()} == {
        one.pk: (one.name, one.get_absolute_url()) for one in people
    }


@pytest.mark.parametrize("count", [1, 2, 5, 9])
def test_all_names_are_links_by_the_same_queries(client, django_assert_num_queries, body, count):
    people = [make.person(f"Lê Văn {name}") for name in GIVEN[:count]]
    parts = [make.organisation(f"Trạm Y tế phường {name}") for name in GIVEN[:count]]
    for who in people:
        make.tenure(who, "Giám đốc", at=body)
    Organisation.objects.filter(pk__in=parts).update(parent=body)
    for one in [*people, *parts]:
        make.published(lead=f"{BODY} và {one.name} ở đây.")
    read(client, body)

    with django_assert_num_queries(8):
        page = read(client, body)

    assert [how(page, one) for one in [*people, *parts]] == [LINK] * count * 2
