"""Topic pages: visible stories of a topic, the newest first."""

import datetime
import re

import pytest
from django.conf import settings
from django.utils import timezone

from articles import publishing
from tests import factories as make

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def printed(response):
    return re.findall(r'class="card__link" href="[^"]*">([^<]*)<', response.content.decode())


def under(*topics, now, **kwargs):
    article = make.story(**kwargs)
    article.topics.add(*topics)
    return make.republished(article, now=now)


def test_topic_shows_its_visible_stories_alone(client):
    now = timezone.now()
    topic = make.TopicFactory(name="Bến cá")
    newest = under(topic, headline="Tin mới", now=now - HOUR)
    under(topic, headline="Tin cũ", now=now - 2 * HOUR)
    under(make.TopicFactory(), headline="Chủ đề khác", now=now)
    gone = under(topic, headline="Đã gỡ", now=now - HOUR)
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.")
    draft = make.approved(headline="Bản nháp")
    draft.topics.add(topic)
    newest.article.refresh_from_db()
    make.republished(newest.article, headline="Tin mới, sửa tít")

    page = client.get("/chu-de/ben-ca/")

    assert printed(page) == ["Tin mới, sửa tít", "Tin cũ"]
    assert '<h1 class="page-title">Bến cá</h1>' in page.content.decode()
    assert f'<link rel="canonical" href="{settings.SITE_URL}/chu-de/ben-ca/">' in (
        page.content.decode()
    )


def test_a_story_leaves_the_topic_it_was_taken_from(client):
    now = timezone.now()
    topic, other = make.TopicFactory(name="Bến cá"), make.TopicFactory(name="Mùa biển")
    story = under(topic, other, headline="Tin", now=now - HOUR)

    story.article.topics.remove(topic)
    make.republished(story.article, headline="Tin khác")

    assert client.get("/chu-de/ben-ca/").status_code == 404
    assert printed(client.get("/chu-de/mua-bien/")) == ["Tin khác"]


def test_a_topic_without_a_visible_story_is_a_404(client):
    topic = make.TopicFactory(name="Bến cá")
    draft = make.approved()
    draft.topics.add(topic)

    assert client.get("/chu-de/ben-ca/").status_code == 404
    assert client.get("/chu-de/khong-co/").status_code == 404


@pytest.mark.parametrize("count", [2, 5])
def test_topic_query_count_does_not_grow(client, django_assert_num_queries, count):
    topic = make.TopicFactory(name="Bến cá")
    for n in range(count):
        under(topic, now=timezone.now() - n * HOUR, shown=[make.photo()])
    client.get("/")  # the menus, at most once a second

    with django_assert_num_queries(2):
        client.get("/chu-de/ben-ca/")


@pytest.mark.parametrize("slug", ["Dai_Hoi-", "covid-19"])
def test_a_slug_that_an_editor_chose_is_the_address(client, slug):
    under(make.TopicFactory(name="Đại hội", slug=slug), now=timezone.now())

    assert client.get(f"/chu-de/{slug}/").status_code == 200
    assert client.get(f"/chu-de/{slug}/tin.rss").status_code == 200


@pytest.mark.parametrize("path", ["/chu-de/%00/", "/chu-de/%00/tin.rss", "/chu-de/a%0ab/"])
def test_a_slug_that_no_topic_can_have_is_not_found(client, path):
    assert client.get(path).status_code in {400, 404}
