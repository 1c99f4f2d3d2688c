"""Sections in the admin: published stories follow a new name, and keep their addresses."""

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from articles import publishing, tasks
from tests import factories as make
from tests.worker import work

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make.SectionFactory(name="Kinh tế", slug="kinh-te")


def save(client, section, **values):
    client.force_login(make.managing_editor())
    address = reverse("admin:articles_section_change", args=[section.pk])
    answer = client.post(
        address, {"name": section.name, "slug": section.slug, "position": 0} | values
    )
    assert answer.status_code == 302
    section.refresh_from_db()


def test_a_new_name_stands_on_published_stories(client, section):
    story = make.published(section=section)

    save(client, section, name="Kinh tế biển")
    work()

    story.refresh_from_db()
    page = client.get(story.path).content.decode()
    assert page.count("Kinh tế biển") > 1
    assert "Kinh tế<" not in page
    assert story.number == 1


def test_more_stories_than_one_piece_of_work_follow(client, section, monkeypatch):
    monkeypatch.setattr(tasks, "CHUNK", 2)
    stories = [make.published(section=section) for _ in range(5)]
    section.name = "Kinh tế biển"
    section.save()

    tasks.rerender_section.enqueue(section.pk)
    work()

    for story in stories:
        story.refresh_from_db()
    assert {story.section_name for story in stories} == {"Kinh tế biển"}


def test_an_address_with_stories_stays(client, section):
    story = make.published(section=section)

    save(client, section, slug="khac")
    address = reverse("admin:articles_section_change", args=[section.pk])

    assert section.slug == "kinh-te"
    assert client.get(story.path).status_code == 200
    assert "Tin, bài đã đăng ở địa chỉ này" in client.get(address).content.decode()


def test_the_address_of_what_is_no_longer_read_stays(client, section):
    story = make.published(section=section)
    publishing.withdraw(story.article, by=make.managing_editor(), notice="Gỡ.")

    save(client, section, slug="khac")

    assert section.slug == "kinh-te"


def test_an_order_alone_is_no_work(client, section):
    make.published(section=section)
    work()

    save(client, section, position=3)

    assert section.position == 3
    assert not DBTaskResult.objects.ready().exists()


def test_who_may_only_look_sees_the_address(client, section):
    make.published(section=section)
    client.force_login(make.editor())

    page = client.get(reverse("admin:articles_section_change", args=[section.pk]))

    assert page.status_code == 200
    assert "kinh-te" in page.content.decode()


def test_an_address_without_stories_is_changed(client, section):
    save(client, section, slug="khac")

    assert section.slug == "khac"
