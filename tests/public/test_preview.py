import datetime

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from lxml import html

from accounts.roles import Role
from articles import previews, publishing, revisions, takedowns
from articles.models import Article
from photos.models import Rendition
from tests import factories as make

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
MARK = "BẢN XEM TRƯỚC – chưa xuất bản, không phổ biến"
CLOSED = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def link_to(article, **kwargs):
    """The address of a link to the story as it is now."""
    _link, token = previews.make(article.last_revision, by=make.editor(), days=3, **kwargs)
    return f"/xem-truoc/{token}/"


def desk_page(article):
    return f"/xem-truoc/phien-ban/{article.last_revision.pk}/"


def pictures_in(response):
    return html.document_fromstring(response.content).xpath("//article//img/@src")


def mark_in(response):
    [mark] = html.document_fromstring(response.content.decode()).find_class("draft-mark")
    return " ".join(mark.text_content().split())


def closed(response):
    return {name: response[name] for name in CLOSED}


def test_a_link_shows_the_version_as_readers_will_see_it(client):
    who = make.person("Lê Văn Đạo")
    article = make.approved(lead="Ông Lê Văn Đạo dự hội nghị.")

    response = client.get(link_to(article))

    edition = publishing.publish(article, revision=article.approved_revision, by=make.editor())
    [shown] = html.document_fromstring(response.content).find_class("story")
    [public] = html.document_fromstring(client.get(edition.path).content).find_class("story")
    times = [page.xpath(".//time")[0] for page in [shown, public]]
    for time in times:
        time.attrib.pop("datetime")
        time.text = ""
    shown, public = (html.tostring(page, with_tail=False) for page in [shown, public])
    assert shown == public
    assert response.status_code == 200
    assert who.get_absolute_url() in response.content.decode()


def test_what_is_behind_the_door_says_so_and_is_kept_by_nobody(client):
    article = make.story(shown=[make.photo()])

    page = client.get(link_to(article))
    picture = client.get(pictures_in(page)[0])

    root = html.document_fromstring(page.content.decode())
    assert mark_in(page) == MARK
    assert root.xpath("//article//*[contains(@class, 'draft-mark')]") == []
    assert root.xpath("//meta[@name='robots']/@content") == ["noindex, nofollow, noarchive"]
    assert [closed(page), closed(picture)] == [CLOSED, CLOSED]
    assert page["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")


def test_machines_are_told_nothing_of_the_story(client):
    article = make.story(headline="Tít chưa ai biết", shown=[make.photo()])

    root = html.document_fromstring(client.get(link_to(article)).content.decode())

    assert root.xpath("string(//title)") == "Xem trước – Báo Ngân Hải"
    told = "//script[not(@src)] | //link[@rel='canonical'] | //meta[@property='og:title']"
    assert root.xpath(told) == []
    assert root.xpath("//meta[@name='description']") == []


def test_a_link_is_to_one_version_whatever_comes_after(client):
    article = make.story(lead="Câu cũ.")
    address = link_to(article)
    Article.objects.update(lead="Câu mới.", headline="Tít mới")

    page = client.get(address).content.decode()

    assert "Câu cũ." in page
    assert "mới." not in page
    assert "Tít mới" not in page


def test_a_draft_without_anything_can_be_looked_at(client):
    article = make.story()
    revision = revisions.keep_lost(
        article,
        article.last_revision.snapshot
        | {"headline": "", "lead": "", "body": "", "section": None, "bylines": []},
        by=article.created_by,
        version=1,
    )
    client.force_login(article.created_by)

    response = client.get(f"/xem-truoc/phien-ban/{revision.pk}/")

    assert response.status_code == 200
    assert "(chưa có tít)" in response.content.decode()


def test_a_preview_opens_no_other_door(client):
    article = make.story()
    address = link_to(article)
    assert client.get(address).status_code == 200

    answers = [client.get(path) for path in [f"/muc/bai-{article.pk}/", "/xem-truoc/"]]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert article.headline not in client.get("/").content.decode()


def test_a_version_that_readers_have_says_so(client):
    edition = make.published()

    response = client.get(link_to(edition.article))

    assert mark_in(response) == "BẢN XEM TRƯỚC – bạn đọc đã có phiên bản này"


def test_wrong_ended_and_revoked_links_are_one_404(client):
    article = make.story()
    by = make.editor()
    now = timezone.now()
    _ended, ended = previews.make(article.last_revision, by=by, days=1, now=now - DAY)
    link, revoked = previews.make(article.last_revision, by=by, days=1)
    address = f"/xem-truoc/{revoked}/"
    assert client.get(address).status_code == 200
    previews.revoke(link, by=by)

    tokens = [revoked, ended, "A" * 43, "x", "phien-ban", "' OR 1=1 --", "%C3%A9", "A" * 5_000]
    answers = [client.get(f"/xem-truoc/{token}/") for token in tokens]

    unknown = client.get("/khong-co-trang-nay/")
    assert {answer.status_code for answer in answers} == {404}
    assert {answer.content for answer in answers} == {unknown.content}
    assert [closed(answer) for answer in answers] == [CLOSED] * len(tokens)


def test_pictures_of_a_revoked_link_are_gone_with_it(client):
    article = make.story(shown=[make.photo()])
    by = make.editor()
    link, token = previews.make(article.last_revision, by=by, days=1)
    [picture] = pictures_in(client.get(f"/xem-truoc/{token}/"))
    assert client.get(picture).status_code == 200

    previews.revoke(link, by=by)

    assert client.get(picture).status_code == 404


def test_a_preview_makes_no_public_picture(client):
    photo = make.photo()
    article = make.story(shown=[photo])

    page = client.get(link_to(article))
    picture = client.get(pictures_in(page)[0])

    with photo.preview.open("rb") as file:
        assert picture.content == file.read()
    assert picture["Content-Type"] == "image/jpeg"
    assert "/media/" not in page.content.decode()
    assert not Rendition.objects.exists()
    assert not default_storage.exists("anh")


def test_a_link_shows_pictures_of_its_version_only(client):
    article = make.story(shown=[make.photo()])
    other = make.story(shown=[make.photo("Ảnh bài khác", colour="firebrick")])
    address = link_to(article)
    key = other.photo_uses.get().key

    assert client.get(f"{address}anh/{key}/").status_code == 404
    assert client.get(f"{address}anh/x/").status_code == 404


def test_a_photo_that_was_taken_down_is_shown_by_no_preview(client):
    photo = make.photo("Ảnh bị gỡ")
    article = make.story(shown=[photo])
    address = link_to(article)
    [picture] = pictures_in(client.get(address))

    takedowns.take_down(photo, by=make.managing_editor(), reason="Lộ mặt trẻ em.")

    assert "Ảnh bị gỡ" not in client.get(address).content.decode()
    assert client.get(picture).status_code == 404


def test_a_photo_whose_file_is_lost_is_a_404(client):
    photo = make.photo()
    article = make.story(shown=[photo])
    [picture] = pictures_in(client.get(link_to(article)))
    photo.preview.storage.delete(photo.preview.name)

    assert client.get(picture).status_code == 404


def test_an_awaited_picture_is_not_shown(client):
    article = make.story(shown=[make.awaiting_photo("Ảnh chưa tới")])

    assert "Ảnh chưa tới" not in client.get(link_to(article)).content.decode()


def test_under_embargo_a_link_says_so_and_shows_nothing(client):
    article = make.story(headline="Tít bị cấm", lead="Câu bị cấm.", shown=[make.photo()])
    address = link_to(article)
    [picture] = pictures_in(client.get(address))
    until = timezone.now() + HOUR
    Article.objects.update(embargo_until=until)

    response = client.get(address)

    page = response.content.decode()
    assert response.status_code == 403
    assert f"không được công bố trước {timezone.localtime(until):%H:%M, %d/%m/%Y}." in page
    assert "Mời bạn mở lại liên kết này từ giờ đó." in page
    assert "cấm" not in page
    assert closed(response) == CLOSED
    assert client.get(picture).status_code == 404


def test_a_link_that_ends_before_the_embargo_sends_nobody_back_to_it(client):
    article = make.story()
    address = link_to(article)
    Article.objects.update(embargo_until=timezone.now() + 4 * DAY)

    page = client.get(address).content.decode()

    assert "xin đề nghị người gửi gửi liên kết mới" in page
    assert "mở lại" not in page


def test_no_token_stands_in_the_log(client, caplog):
    article = make.story()
    address = link_to(article)
    Article.objects.update(embargo_until=timezone.now() + HOUR)

    statuses = [client.get(path).status_code for path in [address, f"{address}anh/x/"]]

    assert statuses == [403, 404]
    assert caplog.text == ""


def test_an_embargo_that_is_over_stops_nobody(client):
    article = make.story(embargo_until=timezone.now() - HOUR)

    assert client.get(link_to(article)).status_code == 200


def test_the_desk_looks_at_a_story_under_embargo(client):
    article = make.story(embargo_until=timezone.now() + HOUR)
    client.force_login(make.editor())

    assert client.get(desk_page(article)).status_code == 200


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("is_own", [True, False])
def test_the_desk_looks_at_the_stories_that_each_may_see(client, role, is_own):
    user = make.UserFactory(role=role)
    article = make.story(shown=[make.photo()], **({"by": user} if is_own else {}))
    client.force_login(make.editor())
    [picture] = pictures_in(client.get(desk_page(article)))
    client.force_login(user)

    answers = [client.get(path) for path in [desk_page(article), picture]]

    expected = 200 if is_own or role != Role.REPORTER else 404
    assert [answer.status_code for answer in answers] == [expected, expected]
    assert [closed(answer) for answer in answers] == [CLOSED, CLOSED]


def test_nobody_who_is_not_of_the_desk_looks_at_a_version(client):
    article = make.story()
    address = desk_page(article)
    unknown = client.get("/khong-co-trang-nay/")
    without_desk = make.editor(is_staff=False)
    closed_account = make.editor()

    answers = [client.get(address)]
    client.force_login(without_desk)
    answers.append(client.get(address))
    client.force_login(closed_account)
    closed_account.is_active = False
    closed_account.save()
    answers.append(client.get(address))

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert {answer.content for answer in answers} == {unknown.content}


def test_a_right_that_was_lost_closes_the_page(client):
    user = make.editor()
    article = make.story()
    client.force_login(user)
    assert client.get(desk_page(article)).status_code == 200

    user.role = Role.REPORTER
    user.save()

    assert client.get(desk_page(article)).status_code == 404


def test_a_text_that_was_not_taken_is_its_writers_alone(client):
    article = make.story()
    writer = make.editor()
    lost = revisions.keep_lost(
        article, article.last_revision.snapshot | {"lead": "Câu thua."}, by=writer, version=1
    )
    answers = []
    for user in [writer, make.editor()]:
        client.force_login(user)
        answers.append(client.get(f"/xem-truoc/phien-ban/{lost.pk}/").status_code)

    assert answers == [200, 404]


def test_only_the_desk_frames_its_page_and_links_leave_the_frame(client):
    article = make.story()
    client.force_login(make.editor())

    response = client.get(desk_page(article))

    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert html.document_fromstring(response.content).xpath("//base/@target") == ["_blank"]


@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 19, "9" * 200])
def test_an_odd_number_of_a_version_is_a_404(client, number):
    client.force_login(make.editor())

    assert client.get(f"/xem-truoc/phien-ban/{number}/").status_code == 404


def test_nothing_is_sent_through_the_door(client):
    address = link_to(make.story())

    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


@pytest.mark.parametrize("count", [1, 4])
def test_preview_query_count_does_not_grow(client, django_assert_num_queries, count):
    people = [make.person(f"Lê Văn Đạo {chr(65 + n)}a") for n in range(count)]
    lead = ", ".join(f"ông {who.name}" for who in people) + " dự hội nghị."
    shown = [make.photo(f"Ảnh {who.name}") for who in people]
    address = link_to(make.story(lead=lead, shown=shown))
    client.get(address)  # the menus, at most once a second

    with django_assert_num_queries(17):
        response = client.get(address)

    assert len(pictures_in(response)) == count
