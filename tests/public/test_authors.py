"""Author pages: what somebody signed, under the name that was printed."""

import datetime
import json
import re

import pytest
from django.conf import settings
from django.utils import timezone
from lxml import html as lxml_html

from articles import publishing, rendering
from articles.models import Byline, BylineRole
from tests import factories as make
from vietnamese.slugs import slugify

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def printed(response):
    return re.findall(r'class="card__link" href="[^"]*">([^<]*)<', response.content.decode())


def signed(author, now, **kwargs):
    article = make.story(**kwargs)
    article.bylines.all().delete()
    Byline.objects.create(article=article, author=author)
    return make.republished(article, now=now)


def path(author):
    return f"/tac-gia/{slugify(author.printed_name)}-{author.pk}/"


def test_author_shows_the_visible_stories_that_they_signed(client):
    now = timezone.now()
    author = make.AuthorFactory(printed_name="Thu Trà")
    signed(author, now - HOUR, headline="Tin mới")
    signed(author, now - 2 * HOUR, headline="Tin cũ")
    signed(make.AuthorFactory(), now, headline="Của người khác")
    gone = signed(author, now - HOUR, headline="Đã gỡ")
    publishing.withdraw(gone.article, by=make.managing_editor(), notice="Gỡ.")

    page = client.get(path(author))

    assert printed(page) == ["Tin mới", "Tin cũ"]
    html = page.content.decode()
    assert '<h1 class="page-title">Thu Trà</h1>' in html
    assert '<p class="quiet">Viết bài</p>' in html
    assert f'<link rel="canonical" href="{settings.SITE_URL}{path(author)}">' in html


def test_roles_are_those_of_the_stories(client):
    author = make.AuthorFactory(printed_name="Thu Trà")
    story = signed(author, timezone.now() - HOUR)
    Byline.objects.create(
        article=story.article, author=author, role=BylineRole.PHOTOGRAPHER, position=1
    )
    make.republished(story.article, headline="Tin khác")

    page = client.get(path(author))

    assert '<p class="quiet">Viết bài · Chụp ảnh</p>' in page.content.decode()
    assert printed(page) == ["Tin khác"]


def test_who_signs_nothing_that_is_visible_has_no_page(client):
    author = make.AuthorFactory()
    draft = make.approved()
    Byline.objects.create(article=draft, author=author, position=1)

    assert client.get(path(author)).status_code == 404
    assert client.get("/tac-gia/ai-do-0/").status_code == 404
    assert client.get(f"/tac-gia/ai-do-{'9' * 30}/").status_code == 404


def test_another_slug_leads_to_the_name_that_was_printed(client):
    author = make.AuthorFactory(printed_name="Thu Trà")
    signed(author, timezone.now())
    author.printed_name = "Trà Thu"
    author.save()

    answer = client.get(path(author))

    assert (answer.status_code, answer["Location"]) == (301, f"/tac-gia/thu-tra-{author.pk}/")


@pytest.mark.parametrize("count", [2, 5])
def test_author_query_count_does_not_grow(client, django_assert_num_queries, count):
    author = make.AuthorFactory(printed_name="Thu Trà")
    for n in range(count):
        signed(author, timezone.now() - n * HOUR, shown=[make.photo()])
    client.get("/")  # the menus, at most once a second

    with django_assert_num_queries(2):
        client.get(path(author))


def test_the_byline_of_a_story_leads_to_its_author(client):
    author = make.AuthorFactory(printed_name="Thu Trà")
    story = signed(author, timezone.now())

    page = client.get(story.path).content.decode()

    assert f'<a class="story__author" href="{path(author)}" rel="author">Thu Trà</a>' in page


def test_who_has_no_record_any_more_has_no_link():
    story = signed(make.AuthorFactory(printed_name="Thu Trà"), timezone.now())
    story.facts["bylines"][0]["author"] = 0

    rendering.render(story)

    assert "Thu Trà" in story.header_html
    assert "/tac-gia/" not in story.header_html


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Đặng Thu Hà", {"@type": "ProfilePage", "mainEntity": {"@type": "Person"}}),
        ("TTXVN", {"@type": "CollectionPage"}),
        ("Nhóm PV", {"@type": "CollectionPage"}),
    ],
)
def test_the_page_of_somebody_is_a_profile_to_machines(client, name, said):
    author = make.AuthorFactory(printed_name=name)
    signed(author, timezone.now() - HOUR)

    [script] = lxml_html.fromstring(client.get(path(author)).content.decode()).xpath(
        "//script[@type='application/ld+json']"
    )

    told = json.loads(script.text)
    address = f"{settings.SITE_URL}{path(author)}"
    if who := said.get("mainEntity"):
        who |= {"name": name, "url": address}
    assert {key: told.get(key) for key in said} == said
    assert (told["@id"], told["name"]) == (address, name)
