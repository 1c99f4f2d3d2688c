"""A picture that comes: one file is one photo, and nothing that was taken down comes back."""

import io

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from docx import Document

from accounts.roles import Role
from articles import placing, replacing, samenesses, takedowns, uploading
from articles.importing import stories
from articles.importing.parsed import ImportRefused, Paragraph, ParsedStory, StoryPhoto
from articles.models import Article, StoryUpload
from photos import likeness, services
from photos.models import Photo
from photos.pictures import take
from samples import drawing
from tests import factories as make
from tests.articles.photo_pages import page, sign_in, text
from tests.forms import values_of
from tests.racing import at_once

pytestmark = pytest.mark.django_db

WHY = "Gia đình cháu bé yêu cầu."


def picture(colour="steelblue"):
    return take(make.jpeg(colour=colour), name="lan-hai.jpg")


def file(colour="steelblue"):
    return SimpleUploadedFile("lan-hai.jpg", make.jpeg(colour=colour).getvalue(), "image/jpeg")


def down(**kwargs):
    photo = make.photo("Cháu bé", **kwargs)
    takedowns.take_down(photo, by=make.managing_editor(), reason=WHY)
    photo.refresh_from_db()
    return photo


def refusal_of(photo):
    return (
        f"Ảnh này (số {photo.pk}) đã bị gỡ ngày {timezone.localdate():%d/%m/%Y} vì: "
        "Gia đình cháu bé yêu cầu. Hãy hỏi thư ký tòa soạn."
    )


def upload(image=None):
    return uploading.take(image or picture(), caption="", credit="", by=make.UserFactory())


def drawn(share=1.0):
    image = drawing.draw("fishing_port").convert("RGB")
    image.thumbnail((800, 800))
    data = io.BytesIO()
    width, height = int(image.width * share), int(image.height * share)
    image.crop((0, 0, width, height)).save(data, "JPEG")
    data.seek(0)
    return take(data, name="cang.jpg")


def test_the_same_file_again_is_the_first_photo():
    first, again = upload(), upload()

    assert (first.is_known, again) == (False, uploading.Taken(first.photo, is_known=True))


def test_a_file_that_a_photo_had_before_is_another_photo():
    photo = make.photo()
    replacing.replace(photo, picture("red"), by=make.editor(), reason="Bản quét tốt hơn")

    again = upload()

    assert (again.is_known, Photo.objects.count()) == (False, 2)
    assert [(like.photo, like.is_same_file) for like in likeness.find(picture())] == [
        (photo, True),
        (again.photo, True),
    ]


def ways_in(photo):
    """Every way in that takes a file without asking back."""
    by, awaiting, other = make.editor(), make.awaiting_photo(), make.photo(colour="red")
    parsed = services.read_caption("Bến cá")
    story = ParsedStory("Đầu đề", [Paragraph("<p>Mở đầu</p>", "Mở đầu"), StoryPhoto(parsed)])
    return [
        lambda: uploading.take(picture(), caption="", credit="", by=by),
        lambda: uploading.fill(awaiting, picture()),
        lambda: replacing.replace(other, picture(), by=by, reason="Nhầm tệp"),
        lambda: stories.prepare(story, pictures=[picture()]),
    ]


@pytest.mark.parametrize("way", range(4))
def test_what_was_taken_down_comes_in_by_no_way(way):
    photo = down()
    act = ways_in(photo)[way]
    before = list(Photo.objects.order_by("pk").values())

    with pytest.raises((uploading.UploadRefused, ImportRefused)) as refusal:
        act()

    assert str(refusal.value) == refusal_of(photo)
    assert list(Photo.objects.order_by("pk").values()) == before


def test_an_earlier_file_of_what_was_taken_down_is_refused_too():
    photo = make.photo()
    replacing.replace(photo, picture("red"), by=make.editor(), reason="Che mặt")
    takedowns.take_down(photo, by=make.managing_editor(), reason=WHY)

    with pytest.raises(uploading.UploadRefused, match="đã bị gỡ"):
        upload()


def test_a_second_photo_of_the_file_from_before_lets_nothing_in():
    make.photo("Lần hai")
    photo = down()

    with pytest.raises(uploading.UploadRefused) as refusal:
        upload()

    assert str(refusal.value) == refusal_of(photo)


def test_the_pages_say_it_and_take_nothing(client):
    sign_in(client, Role.MANAGING_EDITOR)
    photo = down()

    many = client.post(page("upload"), {"files": [file()]})
    beside = client.post(reverse("admin:articles_article_photos_upload"), {"file": file()})

    assert [report.refusal for report in many.context["reports"]] == [refusal_of(photo)]
    assert (beside.status_code, beside.json()) == (422, {"message": refusal_of(photo)})
    assert list(Photo.objects.all()) == [photo]


@pytest.mark.parametrize("role", [Role.REPORTER, Role.PHOTO_EDITOR, Role.EDITOR])
def test_nobody_else_brings_it_back(client, role):
    sign_in(client, role)
    photo = down()
    empty = client.get(page("add"))

    sent = {"caption": "Lần hai", "file": file(), "although_taken_down": "on"}
    response = client.post(page("add"), values_of(empty) | sent)

    assert "although_taken_down" not in text(empty)
    assert response.context["adminform"].form.errors == {"file": [refusal_of(photo)]}


def test_a_managing_editor_brings_it_back_on_purpose(client):
    sign_in(client, Role.MANAGING_EDITOR)
    photo = down()
    sent = values_of(client.get(page("add"))) | {"caption": "Lần hai", "alt_text": "Cháu bé"}

    refused = client.post(page("add"), sent | {"file": file()})
    taken = client.post(page("add"), sent | {"file": file(), "although_taken_down": "on"})

    assert refused.context["adminform"].form.errors == {"file": [refusal_of(photo)]}
    assert "although_taken_down" in text(refused)
    [again] = Photo.objects.usable()
    told = " ".join(" ".join(str(m) for m in get_messages(taken.wsgi_request)).split())
    assert refusal_of(photo) in told
    assert upload() == uploading.Taken(again, is_known=True)


def test_one_that_is_only_like_it_is_told():
    photo = services.fill(make.awaiting_photo(), drawn())
    takedowns.take_down(photo, by=make.managing_editor(), reason=WHY)
    likes = likeness.find(drawn(0.95))

    [note] = samenesses.notes(likes, by=make.editor())

    assert note.sentence == (
        f"Một ảnh giống ảnh này (số {photo.pk}) đã bị gỡ ngày {timezone.localdate():%d/%m/%Y} "
        "vì: Gia đình cháu bé yêu cầu. Hãy hỏi thư ký tòa soạn trước khi dùng."
    )
    assert (note.may_be_used, note.join) == (False, "")


def test_what_looks_like_it_is_shown_where_it_is_taken_down(client):
    sign_in(client, Role.MANAGING_EDITOR)
    photo = services.fill(make.awaiting_photo(), drawn())
    other = services.fill(make.awaiting_photo(), drawn(0.95))

    shown = client.get(page("take_down", photo.pk))

    assert [card.photo for card in shown.context["alike"]] == [other]


def test_a_like_is_told_with_what_may_be_done(client):
    sign_in(client, Role.PHOTO_EDITOR)
    photo = services.fill(make.awaiting_photo(), drawn())
    sent = SimpleUploadedFile("b.jpg", drawn(0.95).data, "image/jpeg")

    answer = client.post(reverse("admin:articles_article_photos_upload"), {"file": sent}).json()

    [note] = answer["notes"]
    join = f"{page('join')}?first={photo.pk}&second={answer['photo']['id']}"
    assert (note["photo"]["id"], note["join"]) == (photo.pk, join)
    likeness.part(photo, Photo.objects.get(pk=answer["photo"]["id"]), by=make.editor())
    second = Photo.objects.get(pk=answer["photo"]["id"])
    likes = likeness.find(drawn(0.95), besides=second)
    assert samenesses.notes(likes, photo=second, by=make.editor()) == []


def test_another_file_for_a_photo_is_told_of_its_likes(client):
    sign_in(client, Role.EDITOR)
    here = services.fill(make.awaiting_photo("Cảng cá"), drawn())
    photo = make.photo(colour="red")
    sent = SimpleUploadedFile("b.jpg", drawn(0.95).data, "image/jpeg")

    done = client.post(page("replace", photo.pk), {"file": sent, "reason": "Nhầm tệp"})

    told = " ".join(str(message) for message in get_messages(done.wsgi_request))
    assert f"Kho ảnh đã có ảnh giống ảnh này: số {here.pk}, chú thích “Cảng cá”." in told
    assert f"{page('join')}?first={here.pk}&amp;second={photo.pk}" in told


# Pictures that a file brings


def parsed(caption):
    data = make.jpeg().getvalue()
    blocks = [
        Paragraph("<p>Sáng nay bến đông.</p>", "Sáng nay bến đông."),
        StoryPhoto(services.read_caption(caption), data, "ben.jpg"),
    ]
    return ParsedStory("Bến cá vào vụ", blocks)


def imported(caption, **kwargs):
    story = parsed(caption)
    return stories.create(story, by=make.editor(), prepared=stories.prepare(story), **kwargs)


@pytest.mark.parametrize(
    ("caption", "use_known", "is_used"),
    [
        ("Tàu về (Ảnh: Thanh Vân)", None, True),
        ("Tàu về", None, True),
        ("Tàu về (Ảnh: Hải Đăng)", None, False),
        ("Tàu về (Ảnh: Hải Đăng)", True, True),
        ("Tàu về", False, False),
    ],
)
def test_a_picture_of_a_file_joins_the_photo_we_have(caption, use_known, is_used):
    here = make.photo()

    made = imported(caption, use_known=use_known)

    use = made.article.photo_uses.get()
    assert (use.photo == here, use.shown_caption) == (is_used, "Tàu về")
    assert Photo.objects.count() == (1 if is_used else 2)
    differs = [warning for warning in made.warnings if "nguồn ảnh khác" in warning]
    assert len(differs) == ("Hải Đăng" in caption)


def word():
    document, saved = Document(), io.BytesIO()
    document.add_paragraph("Sáng nay, bến cá đông khách.")
    document.add_picture(make.jpeg())
    document.add_paragraph("Tàu về bến (Ảnh: Hải Đăng)")
    document.save(saved)
    return SimpleUploadedFile("tin.docx", saved.getvalue())


def test_the_preview_tells_of_it_and_asks(client):
    sign_in(client, Role.EDITOR)
    here = make.photo()
    client.post(reverse("admin:articles_article_import"), {"files": [word()]})

    shown = client.get(reverse("admin:articles_article_import_preview"))

    [item] = shown.context["items"]
    notes = [note.sentence for row in item["story"]["blocks"] for note in row.get("notes", [])]
    assert notes == [f"Tệp này đã có trong kho ảnh: số {here.pk}, chú thích “Bến cá buổi sớm”."]
    name = f"{StoryUpload.objects.get().pk}-use_known"
    assert f'name="{name}"' in text(shown)
    take_it = {name.replace("use_known", "take"): "on", name: "on"}
    client.post(reverse("admin:articles_article_import_preview"), take_it)
    use = Article.objects.get().photo_uses.get()
    assert (use.photo, use.caption, Photo.objects.count()) == (here, "Tàu về bến", 1)


def test_a_picture_that_was_taken_down_does_not_come_with_its_story():
    photo = down()

    made = imported("Tàu về")

    assert [use.photo.is_awaiting for use in made.article.photo_uses.all()] == [True]
    assert any(refusal_of(photo) in warning for warning in made.warnings)


def test_a_caption_kept_for_the_story_is_the_photos_own_where_they_are_one():
    here = make.photo()

    made = imported(here.caption)

    assert made.article.photo_uses.get().caption == ""
    assert placing.own_caption(here.caption, here) == ""


# SQLite keeps the tests' database in memory and one connection: there is nothing to race.
if connection.vendor == "postgresql":

    @pytest.mark.django_db(transaction=True)
    @pytest.mark.parametrize("attempt", range(3))
    def test_two_uploads_of_one_file_make_one_photo(attempt):
        image, by = picture(), make.UserFactory()

        answers = at_once(
            *[lambda: uploading.take(image, caption="", credit="", by=by) for _ in range(3)]
        )

        assert sorted(answer.is_known for answer in answers) == [False, True, True]
        assert Photo.objects.count() == 1
        assert len({answer.photo.pk for answer in answers}) == 1
