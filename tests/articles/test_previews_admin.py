import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from accounts.roles import Role
from articles import previews, revisions
from articles.models import Article, ArticleStatus, PreviewLink
from tests import factories as make
from tests.articles.desk import address as form_of

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


def page(name, article, *args):
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *args])


def root_of(response):
    return html.document_fromstring(response.content.decode())


def framed(response):
    return root_of(response).xpath("//iframe/@src")


def given(article, *, by=None, days=3, **kwargs):
    by = by or make.editor()
    return previews.make(article.last_revision, by=by, days=days, **kwargs)


def test_preview_frames_what_was_saved_last(client):
    article = make.story()
    client.force_login(article.created_by)

    response = client.get(page("preview", article))

    last = article.last_revision
    assert framed(response) == [f"/xem-truoc/phien-ban/{last.pk}/"]
    assert client.get(framed(response)[0]).status_code == 200
    widths = root_of(response).xpath("//fieldset//label/input/@value")
    assert widths == ["phone", "computer"]
    assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("typed", "is_told"),
    [("", False), ("?typed=1", True), ("?typed=0", False), ("?typed=x", False)],
)
def test_preview_says_that_more_was_typed_until_it_is_saved(client, typed, is_told):
    article = make.story()
    client.force_login(article.created_by)

    response = client.get(page("preview", article) + typed)

    told = [p.text_content() for p in root_of(response).xpath("//p[@role='status']")]
    sentence = "Chữ bạn gõ thêm chưa lưu nên chưa có ở đây: hãy lưu, rồi tải lại trang này."
    assert told == [sentence] * is_told


def test_preview_frames_any_version(client):
    article = make.story()
    first = article.revisions.last()
    client.force_login(make.editor())

    response = client.get(page("preview_of", article, first.pk))

    assert framed(response) == [f"/xem-truoc/phien-ban/{first.pk}/"]


def test_preview_is_in_the_form_and_beside_every_version(client):
    article = make.story()
    first, last = article.revisions.order_by("version").first(), article.last_revision
    client.force_login(make.editor())

    def links(address):
        return {
            link
            for link in root_of(client.get(address)).xpath("//main//a/@href")
            if "/preview/" in link
        }

    both = {page("preview_of", article, one.pk) for one in [first, last]}
    assert links(form_of(article)) == {page("preview", article)}
    assert links(page("versions", article)) == {
        page("preview_of", article, one.pk) for one in article.revisions.all()
    }
    assert links(f"{page('compare', article)}?old={first.pk}") == both


@pytest.mark.parametrize("name", ["preview", "links"])
def test_pages_of_a_story_of_somebody_else_are_none(client, name):
    article = make.story()
    client.force_login(make.UserFactory())

    assert client.get(page(name, article)).status_code == 404


def test_versions_of_another_story_and_lost_texts_of_others_are_none(client):
    article, other = make.story(), make.story()
    lost = revisions.keep_lost(article, article.last_revision.snapshot, by=make.editor(), version=1)
    client.force_login(make.editor())

    for pk in [other.last_revision.pk, lost.pk, 999_999]:
        assert client.get(page("preview_of", article, pk)).status_code == 404
        assert client.get(page("links", article), {"revision": pk}).status_code == 404
        data = {"revision": pk, "days": "1"}
        assert client.post(page("links", article), data).status_code == 404
    assert not PreviewLink.objects.exists()


@pytest.mark.parametrize("days", [1, 3, 7])
def test_a_new_link_is_shown_once_and_opens_the_version(client, days):
    article = make.story()
    first = article.revisions.last()
    user = make.editor()
    client.force_login(user)

    response = client.post(page("links", article), {"revision": first.pk, "days": days})

    [address] = root_of(response).xpath("//input[@id='desk-link']/@value")
    link = PreviewLink.objects.get()
    assert (link.revision, link.made_by, link.expires_at - link.made_at) == (
        first,
        user,
        days * DAY,
    )
    assert address.startswith("https://bao.example/xem-truoc/")
    assert "no-store" in response["Cache-Control"]
    token = address.removeprefix("https://bao.example/xem-truoc/").strip("/")
    assert token not in client.get(page("links", article)).content.decode()
    assert token not in client.cookies.output()
    client.logout()
    assert client.get(address.removeprefix("https://bao.example")).status_code == 200


@pytest.mark.parametrize("days", ["", "2", "x", "1 OR 1", "99999999999999999999"])
def test_a_link_for_another_time_is_not_made(client, days):
    article = make.story()
    client.force_login(make.editor())

    response = client.post(page("links", article), {"days": days})

    assert len(root_of(response).find_class("errorlist")) == 1
    assert not PreviewLink.objects.exists()


def test_a_link_that_would_end_before_the_embargo_is_refused_with_a_sentence(client):
    article = make.story(embargo_until=timezone.now() + 2 * DAY)
    client.force_login(make.editor())

    refused = client.post(page("links", article), {"days": "1"})
    made = client.post(page("links", article), {"days": "7"})

    [errors] = root_of(refused).find_class("errorlist")
    assert "liên kết sẽ hết hạn trước khi mở được" in errors.text_content()
    assert "chỉ mở được từ" in root_of(made).find_class("desk-links__made")[0].text_content()
    assert PreviewLink.objects.count() == 1


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("status", ArticleStatus)
def test_who_may_not_give_links_is_not_offered_any_and_makes_none(client, role, status):
    user = make.UserFactory(role=role)
    article = make.in_status(status, by=user)
    may = role in {Role.EDITOR, Role.MANAGING_EDITOR} or (
        role == Role.REPORTER and status == ArticleStatus.DRAFT
    )
    client.force_login(user)

    offered = root_of(client.get(page("links", article))).xpath("//input[@name='days']")
    answer = client.post(page("links", article), {"days": "1"})

    assert (bool(offered), answer.status_code) == (may, 200 if may else 403)
    assert PreviewLink.objects.count() == may


def test_revoking_closes_the_link(client):
    article = make.story()
    link, token = given(article)
    user = make.editor()
    client.force_login(user)

    response = client.post(page("revoke", article, link.pk), follow=True)

    link.refresh_from_db()
    assert link.revoked_by == user
    assert client.get(f"/xem-truoc/{token}/").status_code == 404
    assert "Đã thu hồi liên kết" in response.content.decode()
    again = client.post(page("revoke", article, link.pk), follow=True)
    assert "đã được thu hồi từ trước" in again.content.decode()


def test_revoking_needs_the_right_the_story_and_a_post(client):
    article = make.story()
    link, token = given(article)
    address = page("revoke", article, link.pk)
    answers = {}

    for name, user, asked in [
        ("photo editor", make.UserFactory(role=Role.PHOTO_EDITOR), address),
        ("another reporter", make.UserFactory(), address),
        ("another story", make.editor(), page("revoke", make.story(), link.pk)),
    ]:
        client.force_login(user)
        answers[name] = client.post(asked).status_code
    answers["get"] = client.get(address).status_code

    assert answers == {
        "photo editor": 403,
        "another reporter": 404,
        "another story": 404,
        "get": 405,
    }
    assert client.get(f"/xem-truoc/{token}/").status_code == 200


def test_a_reporter_revokes_their_own_link_after_submitting(client):
    reporter = make.UserFactory()
    article = make.story(by=reporter)
    mine, _token = given(article, by=reporter)
    others, _token = given(article)
    Article.objects.update(status=ArticleStatus.SUBMITTED)
    client.force_login(reporter)

    offered = root_of(client.get(page("links", article))).xpath("//form/@action")

    assert offered.count(page("revoke", article, mine.pk)) == 1
    assert page("revoke", article, others.pk) not in offered
    client.post(page("revoke", article, mine.pk))
    mine.refresh_from_db()
    assert mine.revoked_by == reporter


def test_the_list_says_what_became_of_each_link(client):
    article = make.story()
    user = make.editor()
    gone = make.editor()
    given(article, now=timezone.now() - 4 * DAY)
    revoked, _token = given(article)
    previews.revoke(revoked, by=user)
    given(article, by=gone)
    gone.is_active = False
    gone.save()
    given(article)
    client.force_login(user)

    rows = root_of(client.get(page("links", article))).xpath("//tbody/tr/td[1]")

    told = [" ".join(row.text_content().split()).partition(",")[0] for row in rows]
    assert told == ["Thu hồi", "đã đóng cùng tài khoản", f"{user} đã thu hồi", "đã hết hạn"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_links_takes_the_same_queries_whatever_its_length(
    client, django_assert_num_queries, count
):
    article = make.story()
    for _n in range(count):
        link, _token = given(article)
        previews.revoke(link, by=make.editor())
    client.force_login(make.editor())

    with django_assert_num_queries(6):
        response = client.get(page("links", article))

    assert len(response.context["rows"]) == count
