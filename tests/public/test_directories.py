"""The directories of people and of organisations, by letter."""

import datetime

import pytest
from django.utils import timezone
from lxml import html

from articles import publishing
from articles.models import Edition, EditionEntity
from entities.models import Entity, EntityKind, EntityPage, Organisation
from public.chrome import chrome, forget
from public.entities import directory
from tests import factories as make
from tests.public.record_pages import words
from vietnamese.sorting import LETTERS, first_letter, keys_of, name_sort_key, sort_key

pytestmark = pytest.mark.django_db

PEOPLE, BODIES = "/nhan-vat/", "/to-chuc/"


def named(*names, kind=EntityKind.PERSON, page=EntityPage.PUBLIC):
    """People with a page, and one visible story that names them all."""
    build = make.person if kind == EntityKind.PERSON else make.organisation
    records = [build(name, page=page) for name in names]
    edition = Edition.objects.first() or make.published()
    EditionEntity.objects.bulk_create(
        EditionEntity(
            edition=edition,
            entity=record,
            name=record.name,
            position=record.pk % 30_000,
            first_published_at=edition.first_published_at,
        )
        for record in records
    )
    return records


def read(client, path):
    forget()
    response = client.get(path)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def listed(page):
    """{letter: [the words of each name]}, in the order of the page."""
    return {
        words(section.xpath("h2")[0]): [words(item) for item in section.xpath("ul/li")]
        for section in page.xpath("//div[@class='directory']/section")
    }


def links(page):
    """{letter: address} of the alphabet; "" where nobody stands."""
    return {
        words(item): next(iter(item.xpath("a/@href")), "")
        for item in page.xpath("//nav[@class='choices']//li")
    }


def test_people_stand_by_given_name_in_vietnamese_order(client):
    named("Vũ Đại Thắng", "Trần Ánh", "Lê Ân", "Đỗ Văn An", "Lê Văn Đạo", "Hồ Dũng", "Bùi Thu Ăn")
    named("Nguyễn Thị Thanh", "Phạm Thắng", "Lý Thăng")

    page = read(client, PEOPLE)

    assert listed(page) == {
        "A": ["Đỗ Văn An", "Trần Ánh"],
        "Ă": ["Bùi Thu Ăn"],
        "Â": ["Lê Ân"],
        "D": ["Hồ Dũng"],
        "Đ": ["Lê Văn Đạo"],
        "T": ["Nguyễn Thị Thanh", "Lý Thăng", "Phạm Thắng", "Vũ Đại Thắng"],
    }


def test_letters_without_anybody_are_no_links(client):
    named("Lê Văn Đạo", "Trần Ánh", "John Fox Zed")

    alphabet = links(read(client, PEOPLE))

    assert list(alphabet) == ["Tất cả", *"AĂÂBCDĐEÊGHIKLMNOÔƠPQRSTUƯVXYZ"]
    assert {letter: path for letter, path in alphabet.items() if path} == {
        "Tất cả": "/nhan-vat/",
        "A": "/nhan-vat/?chu=a",
        "Đ": "/nhan-vat/?chu=%C4%91",
        "Z": "/nhan-vat/?chu=z",
    }


@pytest.mark.parametrize("query", ["?chu=đ", "?chu=Đ", "?chu=%C4%91"])
def test_a_letter_is_a_page_of_its_own(client, query):
    named("Lê Văn Đạo", "Hồ Dũng")

    page = read(client, PEOPLE + query)

    assert listed(page) == {"Đ": ["Lê Văn Đạo"]}
    assert words(page.xpath("//h1")[0]) == "Nhân vật: Đ"
    assert page.xpath("//link[@rel='canonical']/@href") == [
        "https://bao.example/nhan-vat/?chu=%C4%91"
    ]
    assert [words(link) for link in page.xpath("//a[@aria-current='true']")] == ["Đ"]


def test_namesakes_are_told_apart_by_what_they_are_today(client):
    one, other, third = named("Lê Văn Đạo", "Lê Văn Đạo", "Lê Văn Đạo")
    make.tenure(one, "Giám đốc Sở Y tế")
    make.tenure(other, "Bí thư Tỉnh ủy", is_acting=True)
    make.tenure(third, "Chủ tịch", end=datetime.date(2021, 1, 1))

    assert listed(read(client, PEOPLE)) == {
        "Đ": [
            "Lê Văn Đạo Giám đốc Sở Y tế",
            "Lê Văn Đạo Quyền bí thư Tỉnh ủy",
            "Lê Văn Đạo",
        ]
    }


def test_organisations_stand_by_their_name_with_what_they_are_part_of(client):
    ubnd, so, phong = named(
        "UBND tỉnh Ngân Hải", "Sở Y tế", "Phòng Kế hoạch", kind=EntityKind.ORGANISATION
    )
    hidden = make.organisation("Ban Cơ yếu", page=EntityPage.NONE)
    Organisation.objects.filter(pk=so.pk).update(parent=ubnd)
    Organisation.objects.filter(pk=phong.pk).update(parent=hidden)

    assert listed(read(client, BODIES)) == {
        "P": ["Phòng Kế hoạch"],
        "S": ["Sở Y tế UBND tỉnh Ngân Hải"],
        "U": ["UBND tỉnh Ngân Hải"],
    }


def test_only_who_has_a_page_and_a_visible_story_stands_there(client):
    now, hour = timezone.now(), datetime.timedelta(hours=1)
    named("Lê Văn Đạo")
    named("Nạn Nhân", page=EntityPage.NONE)
    make.person("Trần Không Tin")
    make.person("Phan Tin Gỡ")
    gone = make.published(lead="Ông Phan Tin Gỡ.", now=now - hour)
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.", now=now)
    make.person("Mai Tin Hẹn")
    article = make.approved(lead="Ông Mai Tin Hẹn.")
    publishing.publish(
        article, revision=article.approved_revision, by=make.editor(), at=now + hour, now=now
    )
    make.person("Bùi Bản Nháp")
    make.story(lead="Ông Bùi Bản Nháp.")
    (old,) = named("Đỗ Cũ")
    Entity.objects.filter(pk=old.pk).update(
        merged_into=Entity.objects.get(name="Lê Văn Đạo"), page=EntityPage.NONE
    )

    page = read(client, PEOPLE)

    assert listed(page) == {"Đ": ["Lê Văn Đạo"]}
    assert [letter for letter, path in links(page).items() if path] == ["Tất cả", "Đ"]


def test_who_is_named_by_what_was_merged_stands_there(client):
    who = make.person("Lê Văn Đạo")
    (gone,) = named("Trần Cũ")
    Entity.objects.filter(pk=gone.pk).update(merged_into=who, page=EntityPage.NONE)

    assert listed(read(client, PEOPLE)) == {"Đ": ["Lê Văn Đạo"]}


@pytest.mark.parametrize("count", [60, 61, 125])
def test_long_lists_go_on_and_nobody_is_left_out(client, count):
    people = named(*(f"Lê Văn {n:03} Đạo" for n in range(count)))
    path, found, counts = f"{PEOPLE}?chu=đ", [], []

    while path:
        page = read(client, path)
        shown = page.xpath("//a[@class='directory__name']/@href")
        found += shown
        counts.append(len(shown))
        path = next(iter(page.xpath("//a[@rel='next']/@href")), "")

    assert found == [who.get_absolute_url() for who in people]
    assert counts == [60] * (count // 60) + [count % 60] * bool(count % 60)


NOBODY = "Chưa có tên nào ở mục này."


@pytest.mark.parametrize("path", [PEOPLE, BODIES, f"{PEOPLE}?chu=y"])
def test_a_list_of_nobody_says_so(client, path):
    assert NOBODY in read(client, path).text_content()


@pytest.mark.parametrize("path", [f"{PEOPLE}?sau=999999", f"{BODIES}?chu=c&sau=999999"])
def test_behind_the_last_name_there_is_no_page(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("query", ["?sau=", "?sau=-1", "?sau=x", "?sau=1e5", "?sau=１", "?x=1"])
def test_nonsense_is_the_beginning(client, query):
    named("Lê Văn Đạo")

    assert listed(read(client, PEOPLE + query)) == {"Đ": ["Lê Văn Đạo"]}


@pytest.mark.parametrize("letter", ["ab", "1", "é", "<script>", "Ê" * 9, "%F0%9F%98%80"])
def test_what_is_no_letter_is_not_found(client, letter):
    assert client.get(f"{PEOPLE}?chu={letter}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [(PEOPLE, 2), (BODIES, 1)])
def test_query_counts_do_not_grow(client, django_assert_num_queries, count, path, queries):
    kind = EntityKind.PERSON if path == PEOPLE else EntityKind.ORGANISATION
    for who in named(*(f"Lê Văn Đạo {'abc'[n]}" for n in range(count)), kind=kind):
        if path == PEOPLE:
            make.tenure(who)
    client.get(path)  # the menus and the letters, at most once a second

    with django_assert_num_queries(queries):
        page = client.get(path)

    assert page.content.decode().count("directory__item") == count


def test_letters_are_asked_for_once_a_second(client, django_assert_num_queries):
    named("Lê Văn Đạo")

    chrome()

    with django_assert_num_queries(1):
        read_twice = [directory.letters_of(EntityKind.PERSON) for _ in range(2)]

    assert read_twice == [frozenset("đ")] * 2


def test_each_letter_has_its_own_range_of_keys():
    for letter in LETTERS:
        low, high = keys_of(letter)
        assert low <= sort_key(letter) < high
        assert low <= name_sort_key(f"Lê Văn {letter.upper()}n") < high
        assert first_letter(sort_key(letter)) == letter
    assert first_letter(sort_key("1-5")) == first_letter(sort_key("北京")) == ""
