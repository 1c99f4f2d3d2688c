"""The front page as an editor arranges it, before readers see it."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from accounts.roles import Role
from articles import publishing
from articles.arranging import arrange
from articles.front import Chosen, as_query
from public import chrome
from tests import factories as make

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def look(client, chosen=None, at=None, **more):
    query = urlencode(as_query(chosen or {}, at) | more)
    return client.get(f"{reverse('public:preview-front')}?{query}")


def main(response):
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def lead(response):
    found = re.search(
        r'card--lead.*?class="card__link"[^>]*>([^<]*)<', response.content.decode(), re.DOTALL
    )
    return found and found[1]


def test_editor_sees_what_is_not_saved_and_readers_do_not(client):
    old = make.published(headline="Tin cũ", now=timezone.now() - 9 * HOUR)
    make.published(headline="Tin mới", now=timezone.now() - HOUR)
    client.force_login(make.editor())

    response = look(client, {"lead": Chosen(old.article_id)})
    readers = client.get("/")

    assert (lead(response), lead(readers)) == ("Tin cũ", "Tin mới")
    page = response.content.decode()
    assert "XEM TRƯỚC" in page
    assert "noindex" in page
    assert response["Cache-Control"] == "no-store"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_as_at_a_moment_to_come_the_clock_has_moved(client):
    now = timezone.now()
    make.published(headline="Tin nay", now=now - HOUR)
    article = make.approved(headline="Hẹn giờ")
    edition = publishing.publish(
        article, revision=article.approved_revision, by=make.editor(), at=now + 2 * HOUR, now=now
    )
    chosen = {"lead": Chosen(edition.article_id, now + 4 * HOUR)}
    make_later = [now + hours * HOUR for hours in (1, 3)]
    client.force_login(make.editor())

    found = [lead(look(client, chosen, at)) for at in [None, *make_later]]

    assert found == ["Tin nay", "Tin nay", "Hẹn giờ"]


def test_preview_shows_exactly_what_readers_will_see(client):
    now = timezone.now()
    made = [
        make.published(headline=f"Tin {n}", now=now - (n + 1) * HOUR, shown=[make.photo()])
        for n in range(18)
    ]
    chosen = {"lead": Chosen(made[9].article_id), "side-2": Chosen(made[12].article_id)}
    client.force_login(make.editor())
    preview = look(client, chosen)
    arrange(chosen, by=make.editor(), seen=0, now=now)
    chrome.forget()

    readers = client.get("/")

    assert main(preview) == main(readers)
    assert lead(readers) == "Tin 9"


def test_moment_that_is_looked_at_is_said(client):
    client.force_login(make.editor())
    at = timezone.now() + 3 * HOUR

    page = look(client, at=at).content.decode()

    assert f"trang nhất lúc {timezone.localtime(at):%H:%M, %d/%m/%Y}" in page


def test_the_past_and_the_end_of_the_calendar_are_now(client):
    make.published(headline="Tin nay", now=timezone.now() - HOUR)
    client.force_login(make.editor())

    answers = [
        look(client, at=at)
        for at in [
            timezone.now() - 5 * HOUR,
            datetime.datetime(9999, 12, 31, 23, tzinfo=datetime.UTC),
        ]
    ]

    assert [(answer.status_code, lead(answer)) for answer in answers] == [(200, "Tin nay")] * 2


@pytest.mark.parametrize("role", [None, Role.REPORTER, Role.PHOTO_EDITOR])
def test_for_all_others_there_is_no_such_page(client, role):
    make.published()
    if role:
        client.force_login(make.UserFactory(role=role))

    response = look(client)

    assert (response.status_code, response["Cache-Control"]) == (404, "no-store")


def test_a_draft_is_not_shown_whatever_is_asked(client):
    draft = make.approved(headline="Bản nháp")
    client.force_login(make.editor())

    response = look(client, {"lead": Chosen(draft.pk)})

    assert response.status_code == 200
    assert "Bản nháp" not in response.content.decode()


def test_hostile_query_is_answered(client):
    client.force_login(make.editor())

    query = urlencode({"lead": "9" * 40, "side-1": "x", "at": "2026-99-99"})
    response = client.get(f"{reverse('public:preview-front')}?{query}")

    assert response.status_code == 200
