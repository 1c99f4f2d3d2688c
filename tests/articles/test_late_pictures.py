"""A picture that comes after its story: readers get it, from what was approved and nothing else."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles import fixes, publishing
from articles.admin import acts
from articles.models import Article, Edition, Fix
from articles.publishing import PublishRefused
from photos import services
from photos.pictures import take
from tests import factories as make
from tests.forms import values_of

pytestmark = pytest.mark.django_db

CANARY = "Câu này chưa ai duyệt."


def fill(photo):
    return services.fill(photo, take(make.jpeg(), name="anh.jpg"))


def live(article):
    return Edition.objects.public(timezone.now()).get(article=article)


def drop_picture(client, photo):
    address = f"/admin/photos/photo/{photo.pk}/change/"
    picture = SimpleUploadedFile("anh.jpg", make.jpeg().getvalue(), content_type="image/jpeg")
    return client.post(address, values_of(client.get(address)) | {"file": picture}, follow=True)


def run(fix):
    while not fixes.go_on(fix):
        pass


def buttons(article):
    return {act.name for act in acts.open_to(make.editor(), article)}


def test_filling_a_photo_brings_it_to_the_readers_of_a_live_story(client):
    photo = make.awaiting_photo("Bến cá lúc rạng sáng")
    first = make.published(shown=[photo])
    Article.objects.update(lead=CANARY, body=f"<p>{CANARY}</p>", headline=CANARY)
    client.force_login(make.UserFactory(role="photo_editor"))

    drop_picture(client, photo)
    run(Fix.objects.get())

    edition = live(first.article)
    assert (edition.kind, edition.revision) == ("update", first.revision)
    assert [(row.photo, row.caption, row.credit) for row in edition.photos.all()] == [
        (photo, "Bến cá lúc rạng sáng", "Ảnh: Thanh Vân")
    ]
    assert edition.changed_for_readers_at == edition.visible_from
    assert edition.first_published_at == first.first_published_at
    assert not edition.awaited_photos.exists()
    assert CANARY not in str(list(Edition.objects.values()))


def test_a_picture_reaches_a_scheduled_story_that_keeps_its_time():
    photo = make.awaiting_photo()
    article = make.approved(shown=[photo])
    at = timezone.now() + datetime.timedelta(hours=3)
    publishing.publish(article, revision=article.approved_revision, by=make.editor(), at=at)

    run(fixes.correct_photo(fill(photo), by=make.editor()))

    edition = article.editions.get()
    assert (edition.kind, edition.visible_from) == ("first", at)
    assert [row.photo for row in edition.photos.all()] == [photo]


def test_a_caption_corrected_before_the_picture_comes_makes_no_edition():
    photo = make.awaiting_photo()
    make.published(shown=[photo])

    assert fixes.correct_photo(photo, by=make.editor()) is None


def test_an_edition_that_is_over_gets_no_picture():
    photo = make.awaiting_photo()
    edition = make.published(shown=[photo])
    make.republished(edition.article, body="<p>Không còn ảnh.</p>")

    assert fixes.correct_photo(fill(photo), by=make.editor()) is None


def test_a_withdrawn_story_awaits_no_picture():
    photo = make.awaiting_photo()
    edition = make.published(shown=[photo])
    publishing.withdraw(edition.article, by=make.managing_editor(), notice="Đã gỡ.")

    assert fixes.correct_photo(fill(photo), by=make.editor()) is None


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"creators": []}, "Ảnh “Bến cá · anh.jpg” chưa ghi nguồn."),
        (
            {"rights_until": datetime.date(2020, 1, 1)},
            "Quyền sử dụng ảnh “Bến cá · anh.jpg” hết ngày 01/01/2020, "
            f"trước ngày đăng {timezone.localdate():%d/%m/%Y}.",
        ),
    ],
)
def test_a_picture_that_readers_must_not_see_is_kept_and_the_reason_told(client, facts, sentence):
    photo = make.awaiting_photo("Bến cá", **facts)
    edition = make.published(shown=[photo])
    client.force_login(make.UserFactory(role="photo_editor"))

    response = drop_picture(client, photo)

    photo.refresh_from_db()
    told = [str(message) for message in response.context["messages"]]
    assert not photo.is_awaiting
    assert told[0] == sentence
    assert not Fix.objects.exists()
    assert live(edition.article) == edition


def test_a_story_whose_picture_came_may_be_published_again_once():
    photo = make.awaiting_photo()
    edition = make.published(shown=[photo])
    article = edition.article
    before = buttons(article)

    fill(photo)
    then = buttons(article)
    publishing.publish(article, revision=article.approved_revision, by=make.editor())

    assert before == {"correct", "reopen"}
    assert then == {"publish", "correct", "schedule", "reopen"}
    assert buttons(article) == {"correct", "reopen"}
    assert [row.photo for row in live(article).photos.all()] == [photo]
    with pytest.raises(PublishRefused, match="Bạn đọc đã có phiên bản này rồi"):
        publishing.publish(article, revision=article.approved_revision, by=make.editor())


def test_looking_at_the_buttons_makes_no_files():
    photo = make.awaiting_photo()
    edition = make.published(shown=[photo])
    fill(photo)

    buttons(edition.article)

    assert not photo.renditions.exists()
