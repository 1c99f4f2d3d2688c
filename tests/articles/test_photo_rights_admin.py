"""Rights to a photo: the list of what ends, and every way out without them."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from articles import publishing, takedowns
from articles.models import PhotoUse
from photos import portraits
from photos.models import Photo, Portrait
from tests import factories as make
from tests.articles.desk import send
from tests.articles.photo_pages import page, sign_in, text
from tests.forms import values_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_one_day")]

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def editor(client):
    return sign_in(client, Role.EDITOR)


# Rights that end


def ending(client, **query):
    rows = client.get(page("rights"), query).context["rows"]
    return [(row.photo.caption, row.has_ended, [s.name for s in row.shown]) for row in rows]


def test_rights_that_end_while_readers_see_the_photo_are_listed(client, editor):
    soon = make.photo("Sắp hết", rights_until=TODAY + 14 * DAY)
    make.photo("Không ai dùng", rights_until=TODAY)
    later = make.photo("Còn lâu", rights_until=TODAY + 15 * DAY)
    make.published(shown=[soon, later], headline="Bài một")
    over = make.photo("Đã hết", rights_until=TODAY)
    make.published(shown=[over], headline="Bài hai")
    Photo.objects.filter(pk=over.pk).update(rights_until=TODAY - DAY)
    face = make.photo("Chân dung", rights_until=TODAY + DAY)
    portraits.publish(Portrait.objects.create(person=make.person("Lê Văn Đạo"), photo=face))

    assert ending(client) == [
        ("Đã hết", True, ["Bài hai"]),
        ("Chân dung", False, ["Lê Văn Đạo"]),
        ("Sắp hết", False, ["Bài một"]),
    ]
    assert len(ending(client, days=15)) == 4


@pytest.mark.parametrize("days", ["", "-1", "x", "9" * 30, "²"])
def test_odd_days_are_the_usual_ones(client, editor, days):
    assert client.get(page("rights"), {"days": days}).context["days"] == 14


def test_a_withdrawn_story_or_a_photo_taken_down_is_not_listed(client, editor):
    photo, other = (make.photo(rights_until=TODAY + DAY) for _ in range(2))
    edition = make.published(shown=[photo])
    publishing.withdraw(edition.article, by=make.managing_editor(), notice="Gỡ.")
    make.published(shown=[other])
    takedowns.take_down(other, by=make.managing_editor(), reason="Lộ mặt")

    assert ending(client) == []


@pytest.mark.parametrize("photos", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_many(
    client, editor, django_assert_num_queries, photos
):
    for number in range(photos):
        make.published(shown=[make.photo(f"Ảnh {number}", rights_until=TODAY)])
    client.get(page("rights"))

    with django_assert_num_queries(6):
        client.get(page("rights"))


def test_reporters_have_no_list(client):
    sign_in(client, Role.REPORTER)

    assert client.get(page("rights")).status_code == 403
    assert "bản quyền" not in text(client.get(reverse("admin:index")))


def test_the_list_is_printed_and_mailed(capsys, mailoutbox):
    make.published(shown=[make.photo("Bến cá", rights_until=TODAY)], headline="Bài một")

    call_command("photos_rights_ending", mail=["anh@bao.example"])

    line = f"hết ngày {TODAY:%d/%m/%Y} · Bến cá · Bài một"
    assert capsys.readouterr().out == f"{line}\n"
    [mail] = mailoutbox
    assert (mail.subject, mail.to) == ("Sắp hết quyền sử dụng: 1 ảnh", ["anh@bao.example"])
    assert mail.body.startswith(line)


def test_no_news_is_no_mail(capsys, mailoutbox):
    call_command("photos_rights_ending", mail=["anh@bao.example"])

    assert mailoutbox == []


def test_rights_that_leave_a_scheduled_story_without_are_told_at_once(client, editor):
    photo = make.photo("Bến cá")
    article = make.approved(shown=[photo], headline="Bài sẽ ra")
    at = timezone.now() + 3 * DAY
    publishing.publish(article, revision=article.approved_revision, by=make.editor(), at=at)
    values = values_of(client.get(page("change", photo.pk)))

    end, day = (f"{d:%d/%m/%Y}" for d in (TODAY, timezone.localdate(at)))
    response = client.post(page("change", photo.pk), values | {"rights_until": end}, follow=True)

    assert str(next(iter(response.context["messages"]))) == (
        f"“Bài sẽ ra”: Quyền sử dụng ảnh “Bến cá · anh.jpg” hết ngày {end}, trước ngày đăng {day}."
    )


# Without credit or rights: every way out


WITHOUT = [
    ({"creators": []}, "Ảnh “Bến cá · anh.jpg” chưa ghi nguồn."),
    (
        {"rights_until": TODAY - DAY},
        f"Quyền sử dụng ảnh “Bến cá · anh.jpg” hết ngày {TODAY - DAY:%d/%m/%Y}, "
        f"trước ngày đăng {TODAY:%d/%m/%Y}.",
    ),
    (
        {"rights_from": TODAY + DAY},
        f"Quyền sử dụng ảnh “Bến cá · anh.jpg” chỉ có từ ngày {TODAY + DAY:%d/%m/%Y}, "
        f"sau ngày đăng {TODAY:%d/%m/%Y}.",
    ),
]


@pytest.mark.parametrize(("facts", "sentence"), WITHOUT)
@pytest.mark.parametrize("act", ["publish", "correct"])
def test_the_desk_publishes_no_such_photo(client, editor, facts, sentence, act):
    edition = make.published()
    photo = make.photo("Bến cá", **facts)
    use = PhotoUse.objects.create(article=edition.article, photo=photo)
    revision = make.approved_again(
        edition.article, body=f'<figure data-photo="{use.key}"></figure>'
    )

    if act == "publish":
        response = send(client, edition.article, _act=act)
        told = [str(message) for message in response.context["messages"]]
    else:
        response = client.post(
            reverse("admin:articles_article_correct", args=[edition.article.pk]),
            {"kind": "correction", "live": edition.pk, "_record": "1"}
            | {"with_text": "on", "text_read": revision.pk}
            | {"wrong": "Thiếu ảnh.", "right": "Thêm ảnh.", "decided_by": "Ban Biên tập"},
        )
        told = response.context["form"].non_field_errors()

    assert sentence in told
    assert edition.article.editions.count() == 1


@pytest.mark.parametrize(("facts", "sentence"), WITHOUT)
def test_no_portrait_is_made_of_such_a_photo(client, editor, facts, sentence):
    photo, who = make.photo("Bến cá", **facts), make.person()
    values = values_of(client.get(page("change", photo.pk)))

    response = client.post(
        page("change", photo.pk),
        values | {"portraits-TOTAL_FORMS": 1, "portraits-0-person": who.pk},
    )

    assert sentence in text(response)
    assert not Portrait.objects.exists()


def test_a_story_is_scheduled_only_for_a_day_with_rights():
    photo = make.photo("Bến cá", rights_until=TODAY + DAY)
    article = make.approved(shown=[photo])
    at = timezone.now() + 2 * DAY

    with pytest.raises(publishing.PublishRefused, match=r"Bến cá · anh\.jpg"):
        publishing.publish(article, revision=article.approved_revision, by=make.editor(), at=at)

    assert not article.editions.exists()
