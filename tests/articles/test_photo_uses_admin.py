"""Where a photo ran, correcting it everywhere, and deleting it."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.storage import storages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from articles import publishing, takedowns
from articles.models import Edition, Fix, PhotoUse
from photos.models import Photo, PhotoCreator, Portrait
from tests import factories as make
from tests.articles.photo_pages import confirm, corrected, live, page, run, sign_in, text

pytestmark = pytest.mark.django_db(transaction=True)

DAY = datetime.timedelta(days=1)


@pytest.fixture
def editor(client):
    return sign_in(client, Role.EDITOR)


# Where it ran


def test_the_form_says_where_it_ran_runs_and_will_run(client, editor):
    photo = make.photo("Bến cá")
    first = make.published(shown=[photo], headline="Tít thứ nhất")
    make.republished(first.article, headline="Tít thứ hai")
    coming = make.approved(shown=[photo], headline="Tít sẽ ra")
    at = timezone.now() + DAY
    publishing.publish(coming, revision=coming.approved_revision, by=make.editor(), at=at)
    PhotoUse.objects.create(article=make.story(headline="Bài đang viết"), photo=photo)

    shown = text(client.get(page("change", photo.pk)))

    assert all(tit in shown for tit in ["Tít thứ nhất", "Tít thứ hai", "Tít sẽ ra"])
    assert all(state in shown for state in ["Đã từng đăng", "Đang đăng", "Đã hẹn giờ"])
    assert "Bài đang viết" in shown
    assert live(first.article).path in shown


def test_where_it_ran_costs_the_same_for_one_and_for_many(client, editor):
    counts = []
    photo = make.photo()
    for _ in range(3):
        make.published(shown=[photo])
        client.get(page("change", photo.pk))
        with CaptureQueriesContext(connection) as queries:
            client.get(page("change", photo.pk))
        counts.append(len(queries))

    assert counts == counts[:1] * 3


# Correcting


def test_a_correction_shows_every_story_first_and_saves_nothing(client, editor):
    photo = make.photo("Bến ca")
    edition = make.published(shown=[photo])
    own = make.story(shown=[photo])
    PhotoUse.objects.filter(article=own).update(caption="Riêng của bài")
    own = publish(own)

    response = corrected(client, photo, caption="Bến cá")

    photo.refresh_from_db()
    assert photo.caption == "Bến ca"
    assert not Fix.objects.exists()
    assert [
        (c.ran.article, c.ran.caption, c.caption, c.is_overridden)
        for c in response.context["changes"]
    ] == [
        (own.article_id, "Riêng của bài", "", True),
        (edition.article_id, "Bến ca", "Bến cá", False),
    ]
    assert "giữ nguyên" in text(response)


def publish(article):
    revision = make.approved_again(article)
    return publishing.publish(article, revision=revision, by=make.editor())


def test_one_act_brings_all_up_to_date_with_a_line_in_each_history(client, editor):
    photo = make.photo("Bến ca")
    editions = [make.published(shown=[photo]) for _ in range(2)]
    order = list(Edition.objects.public(timezone.now()).newest_first().values_list("article"))

    confirm(client, corrected(client, photo, caption="Bến cá"), confirmed="1",
            correction_reason="Sai dấu")  # fmt: skip
    run(Fix.objects.get())

    after = [live(edition.article) for edition in editions]
    assert [(e.kind, e.reason, e.photos.get().caption) for e in after] == [
        ("credit", "Sai dấu", "Bến cá")
    ] * 2
    assert order == list(
        Edition.objects.public(timezone.now()).newest_first().values_list("article")
    )
    assert "2/2" in text(client.get(page("change", photo.pk)))


def test_a_note_to_the_desk_asks_nothing(client, editor):
    photo = make.photo()
    make.published(shown=[photo])

    assert corrected(client, photo, instructions="Hỏi lại").status_code == 302
    assert not Fix.objects.exists()


def test_a_corrected_credit_is_shown_as_printed(client, editor):
    photo = make.photo(creators=["Thanh Van"])
    make.published(shown=[photo])

    response = corrected(client, photo, **{"creators-0-name": "Thanh Vân"})

    [change] = response.context["changes"]
    assert (change.ran.credit, change.credit) == ("Ảnh: Thanh Van", "Ảnh: Thanh Vân")
    assert PhotoCreator.objects.get().name == "Thanh Van"


def test_a_reporter_corrects_nothing_that_was_published(client):
    reporter = sign_in(client, Role.REPORTER)
    photo = make.photo("Bến ca", uploaded_by=reporter)
    make.published(shown=[photo])

    response = client.post(page("change", photo.pk), {"caption": "Bến cá", "confirmed": "1"})

    assert response.status_code == 403
    photo.refresh_from_db()
    assert photo.caption == "Bến ca"


# Deleting


def test_an_unused_photo_goes_with_its_files(client):
    sign_in(client, Role.PHOTO_EDITOR)
    photo = make.photo()
    names = [photo.original.name, photo.preview.name]

    client.post(page("delete", photo.pk), {"post": "yes"})

    assert not Photo.objects.exists()
    assert not any(storages["private"].exists(name) for name in names)
    assert LogEntry.objects.filter(object_id=str(photo.pk), action_flag=3).exists()


@pytest.mark.parametrize("how", ["edition", "work", "portrait", "awaited", "taken down"])
def test_a_used_photo_is_not_deleted_and_its_uses_are_named(client, editor, how):
    photo = make.awaiting_photo() if how == "awaited" else make.photo()
    if how == "work":
        make.story(shown=[photo], headline="Bài dùng ảnh")
    elif how == "portrait":
        Portrait.objects.create(person=make.person("Lê Văn Đạo"), photo=photo)
    elif how == "taken down":
        takedowns.take_down(photo, by=make.managing_editor(), reason="Lộ mặt")
    else:
        edition = make.published(shown=[photo], headline="Bài dùng ảnh")
        PhotoUse.objects.filter(article=edition.article).delete()

    response = client.post(page("delete", photo.pk), {"post": "yes"})

    named = {"portrait": "Lê Văn Đạo", "taken down": "Hồ sơ được giữ lại"}.get(how, "Bài dùng ảnh")
    assert named.lower() in text(response).lower()
    assert Photo.objects.filter(pk=photo.pk).exists()


def test_a_reporter_deletes_nothing(client):
    reporter = sign_in(client, Role.REPORTER)
    photo = make.photo(uploaded_by=reporter)

    assert client.post(page("delete", photo.pk), {"post": "yes"}).status_code == 403
    assert Photo.objects.filter(pk=photo.pk).exists()
