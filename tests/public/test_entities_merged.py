"""Pages of records with what was merged into them, before and after their stories follow."""

import datetime

import pytest
from django.utils import timezone

from articles import fixes, merging
from articles.models import Fix
from entities.models import Entity, EntityPage, Organisation
from tests import factories as make
from tests.public.record_pages import read

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
LEAD = "Ông Lê Văn Đạo dự hội nghị."


def merged_into(survivor, name, **kwargs):
    """A record that was merged, whose stories have no new editions yet."""
    gone = (make.person if survivor.is_person else make.organisation)(name)
    kwargs.setdefault("lead", f"{name} ở đây.")
    edition = make.published(**kwargs)
    Entity.objects.filter(pk=gone.pk).update(merged_into=survivor, page=EntityPage.NONE)
    return edition


@pytest.mark.parametrize("count", [1, 3])
def test_person_page_query_count_does_not_grow(client, django_assert_num_queries, count):
    who = make.person("Lê Văn Đạo")
    for n in range(count):
        make.tenure(who, f"Chức vụ {n}")
        make.published(lead=LEAD, shown=[make.photo(f"Ông Lê Văn Đạo {n}", colour=f"#0000{n}0")])
        merged_into(who, f"Lê Văn Đạo{'ôơư'[n]}", lead=f"Ông Lê Văn Đạo{'ôơư'[n]} và bà Vũ Hà.")
    client.get(who.get_absolute_url())  # the menus, at most once a second

    with django_assert_num_queries(8):
        page = read(client, who)

    assert [len(shown) for shown in [page.offices, page.photos]] == [count, count]
    assert len(page.stories) == count * 2


@pytest.mark.parametrize("count", [1, 3])
def test_organisation_page_query_count_does_not_grow(client, django_assert_num_queries, count):
    body = make.organisation("Sở Y tế tỉnh Ngân Hải")
    for n, name in enumerate(["Lê Văn Đạo", "Trần Văn Bình", "Vũ Minh Khuê"][:count]):
        make.tenure(make.person(name), f"Chức vụ {n}", at=body)
        make.alias(body, f"Ty Y tế {n}", kind="former")
        part = make.organisation(f"Phòng số {n}")
        Organisation.objects.filter(pk=part.pk).update(parent=body)
        make.published(lead=f"Sở Y tế tỉnh Ngân Hải và ông {name} cho biết.", shown=[make.photo()])
        merged_into(body, f"Sở Y tế Ngân Hải {n}")
    client.get(body.get_absolute_url())

    with django_assert_num_queries(8):
        page = read(client, body)

    assert len(page.all("//dl//ul/li")) == count
    assert [len(shown) for shown in [page.offices, page.facts["Tên gọi trước đây"]]] == [
        count,
        count,
    ]
    assert len(page.stories) == count * 2


def test_a_page_reads_the_survivor_and_what_was_merged_into_it_together(client):
    who, friend = make.person("Lê Văn Đạo"), make.person("Trần Thị Hòa")
    own = make.published(lead=LEAD, shown=[make.photo("Ông Lê Văn Đạo", colour="red")])
    merged_into(friend, "Trần Hòa", lead="Ông Lê Văn Đạo và bà Trần Hòa dự.")
    other = merged_into(
        who,
        "Lê Đạo",
        lead="Ông Lê Đạo, bà Trần Thị Hòa, bà Trần Hòa dự.",
        shown=[make.photo("Ông Lê Đạo", colour="blue")],
    )

    page = read(client, who)

    assert set(page.stories) >= {own.path, other.path}
    assert {address for *_words, address in page.photos} == {own.path, other.path}
    # Of a story that names both records of one woman she counts once.
    assert page.together == [(friend.get_absolute_url(), "2 bài")]


def test_a_page_is_there_by_a_story_that_names_what_was_merged(client):
    who = make.person("Lê Văn Đạo")
    body = make.organisation("Sở Y tế tỉnh Ngân Hải")
    make.tenure(who, "Giám đốc", at=body)
    merged_into(who, "Lê Đạo", lead="Ông Lê Đạo, Sở Y tế tỉnh Ngân Hải.")

    page = read(client, body)

    assert client.get(who.get_absolute_url()).status_code == 200
    assert page.all("//ol[@class='timeline']//a/@href") == [who.get_absolute_url()]


def test_old_addresses_lead_to_the_survivor_and_back_after_an_undo(client):
    gone, kept = make.person("Lê Văn Đạo"), make.person("Lê Đạo")
    make.published(lead=LEAD, now=timezone.now() - HOUR)
    old = gone.get_absolute_url()

    def answer():
        response = client.get(old)
        return response.status_code, response.get("Location")

    merge = merging.merge(gone, into=kept, by=make.editor())
    at_once = answer()
    work(merge)
    after = answer()
    merging.undo(merge, by=make.editor())
    work(merge)

    assert [at_once, after] == [(301, kept.get_absolute_url())] * 2
    assert answer() == (200, None)


def test_a_record_that_is_back_has_its_page_before_the_stories_follow(client):
    gone, kept = make.person("Lê Văn Đạo"), make.person("Trần Thị Hòa")
    make.published(lead=LEAD)
    make.published(lead="Bà Trần Thị Hòa về dự.")
    addresses = [gone.get_absolute_url(), f"{gone.get_absolute_url()}tin.rss"]
    merge = merging.merge(gone, into=kept, by=make.editor())
    work(merge)

    merging.undo(merge, by=make.editor())
    at_once = [client.get(address).status_code for address in addresses]
    read_at_once = headlines(client, gone)
    work(merge)

    assert at_once == [200, 200]
    # Nothing tells yet whose the stories are: the two are read together, as before the undo.
    assert read_at_once == ["Ông Lê Văn Đạo dự hội nghị.", "Bà Trần Thị Hòa về dự."]
    assert headlines(client, gone) == ["Ông Lê Văn Đạo dự hội nghị."]
    assert headlines(client, kept) == ["Bà Trần Thị Hòa về dự."]


def headlines(client, entity):
    return sorted(read(client, entity).leads, reverse=True)


def work(merge):
    for fix in Fix.objects.filter(merge=merge.pk, finished_at=None):
        fixes.go_on(fix)
